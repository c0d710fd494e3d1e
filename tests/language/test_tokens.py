"""Words and their places, folded forms, numbers as Indonesian writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.tokens import canonical_number, fold, tokenize


@given(st.text())
def test_a_token_is_what_stands_at_its_place(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert token.text
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1))
def test_no_letter_or_digit_stays_behind(text: str) -> None:
    words = "".join(token.text for token in tokenize(text))
    assert [char for char in words if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.text())
def test_folding_twice_changes_nothing_more(word: str) -> None:
    once = fold(word)
    assert fold(once) in {once, fold(fold(once))}
    assert not any(char in once for char in "'’ʼ`")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rp150.000 dan Rp 1,5 triliun", ["Rp", "150.000", "dan", "Rp", "1,5", "triliun"]),
        ("COVID-19, COVID19", ["COVID", "19", "COVID", "19"]),
        ("berjalan-jalan", ["berjalan", "jalan"]),
        ("negara2 anggota", ["negara2", "anggota"]),
        ("Senin (21/2/2022) pukul 16.11 WIB", ["Senin", "21", "2", "2022", "pukul", "16.11", "WIB"]),
        ("16.11.2022", ["16", "11", "2022"]),
        ("Al-Qur'an Jum’at", ["Al", "Qur'an", "Jum’at"]),
        ("…—!?", []),
    ],
)
def test_words_of_the_news(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("PRESIDEN", "presiden"),
        ("Élysée", "elysee"),
        ("Erdoğan", "erdogan"),
        ("Łódź", "lodz"),
        ("Jum’at", "jumat"),
        ("Macron's", "macron"),
        ("negara2nya", "negaranya"),
        ("ﬁnal", "final"),
    ],
)
def test_folded_forms(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("150.000", "150000"),
        ("1.250.000,50", "1250000.50"),
        ("1,5", "1.5"),
        ("2,000,000", "2000000"),
        ("02", "2"),
        ("0", "0"),
        ("0,5", "0.5"),
        ("16.11", "16.11"),
    ],
)
def test_numbers_in_one_form(written: str, number: str) -> None:
    assert canonical_number(written) == number


@given(st.integers(0, 10**12))
def test_grouped_numbers_meet_their_plain_form(number: int) -> None:
    assert canonical_number(f"{number:,}".replace(",", ".")) == canonical_number(str(number)) == str(number)
