"""From text to terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.analyzer import Analyzer

ANALYZER = Analyzer()


@given(st.text())
def test_terms_stand_where_their_words_stand(text: str) -> None:
    for term, start, end in ANALYZER.located(text):
        assert term == ANALYZER.term(text[start:end])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rp150.000", "rp 150000"),
        ("COVID-19", "covid19"),
        ("Élysée", "elysee"),
        ("kupu-kupu", "Kupu kupu"),
        ("negara2", "NEGARA"),
        ("diumumkannya", "mengumumkan"),
        ("Jum'at", "jumat"),
        ("apapun", "apa"),
    ],
)
def test_spellings_of_one_thing_share_their_terms(one: str, other: str) -> None:
    assert ANALYZER.terms(one) == ANALYZER.terms(other)


@pytest.mark.parametrize("word", ["mengatasi", "menentang", "persoalan", "menyampaikan", "peserta", "mengaku"])
def test_what_derives_from_a_function_word_is_none(word: str) -> None:
    assert not ANALYZER.is_stop(ANALYZER.term(word))


@pytest.mark.parametrize("word", ["apakah", "adalah", "siapakah", "untuknya", "itulah"])
def test_a_function_word_with_a_particle_stays_one(word: str) -> None:
    assert ANALYZER.is_stop(ANALYZER.term(word))
