"""Which sentences an annotation means, on the small archive."""

from __future__ import annotations

import pytest

from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.gold import Expected, GoldQuestion
from retrieval.evaluation.plain import PlainBM25
from retrieval.evaluation.relevance import RelevanceReader
from retrieval.language.analyzer import Analyzer
from tests.evaluation.archive import SHIP


@pytest.fixture
def reader(corpus: Corpus, analyzer: Analyzer) -> RelevanceReader:
    return RelevanceReader(corpus, PlainBM25(corpus.index, analyzer))


def question(*expected: Expected) -> GoldQuestion:
    return GoldQuestion("q", "?", answerable=True, expected=expected)


def texts(corpus: Corpus, rows: frozenset[int]) -> set[str]:
    return {corpus.text(row) for row in rows}


def test_an_answer_means_the_sentence_around_it(reader: RelevanceReader, corpus: Corpus) -> None:
    found = reader.read(question(Expected("ship", "Yohana Rahail", SHIP.index("Yohana"))))
    assert texts(corpus, found.strict) == {"Nakhoda Yohana Rahail memimpin pelayaran itu."}
    assert found.copies == found.strict


def test_of_two_places_the_nearest_counts(reader: RelevanceReader, corpus: Corpus) -> None:
    # "pelayaran" begins in the last sentence only, "perdana" in the first; the place given is a little off.
    found = reader.read(question(Expected("ship", "itu", len(SHIP) - 9)))
    assert texts(corpus, found.strict) == {"Nakhoda Yohana Rahail memimpin pelayaran itu."}
    without = reader.read(question(Expected("bridge", "Lontar")))
    assert len(without.strict) == 2


def test_without_a_place_only_whole_words_count(reader: RelevanceReader, corpus: Corpus) -> None:
    found = reader.read(question(Expected("ship", "kali")))
    assert found.strict == frozenset()


def test_an_answer_cut_in_two_counts_for_both_parts(reader: RelevanceReader) -> None:
    found = reader.read(question(Expected("ship", "Pelabuhan Kendal. Tiket dijual", SHIP.index("Pelabuhan"))))
    assert len(found.strict) == 2


def test_copies_are_the_same_words_with_the_same_answer_elsewhere(reader: RelevanceReader, corpus: Corpus) -> None:
    found = reader.read(question(Expected("bridge", "14 pekerja")))
    assert texts(corpus, found.strict) == {"Sebanyak 14 pekerja selamat karena sedang beristirahat."}
    assert {corpus.article_of(row).text for row in found.copies - found.strict} == {
        corpus.articles[corpus.names[name]].text for name in ("copy", "passage")
    }


def test_a_quoted_sentence_may_be_split_otherwise(reader: RelevanceReader, corpus: Corpus) -> None:
    quote = "Tiket   dijual seharga 85.000 rupiah untuk sekali jalan"
    found = reader.read(question(Expected("ship", quote, whole=True)))
    assert texts(corpus, found.strict) == {"Tiket dijual seharga 85.000 rupiah untuk sekali jalan."}


def test_copies_of_a_quoted_sentence_have_the_same_numbers(reader: RelevanceReader, corpus: Corpus) -> None:
    quote = "Sebanyak 14 pekerja selamat karena sedang beristirahat."
    found = reader.read(question(Expected("bridge", quote, whole=True)))
    assert {corpus.article_of(row).text for row in found.copies} == {
        corpus.articles[corpus.names[name]].text for name in ("bridge", "passage")
    }


@pytest.mark.parametrize("expected", [Expected("nowhere", "14"), Expected("ship", "tidak ada"), Expected("ship", " ")])
def test_what_stands_nowhere_marks_nothing(reader: RelevanceReader, expected: Expected) -> None:
    assert reader.read(question(expected)).copies == frozenset()


def test_articles_are_found_by_record_passage_file_and_number(corpus: Corpus) -> None:
    assert corpus.articles[corpus.names["ship"]].text == SHIP
    assert "Sagu" in corpus.articles[corpus.names["passage"]].text
    number = corpus.articles[corpus.names["ship"]].ref.id
    assert corpus.names[str(number)] == corpus.names["ship"]
    for row in range(corpus.snapshot.size):
        assert corpus.text(row) == corpus.span(row).of(corpus.article_of(row).text)
