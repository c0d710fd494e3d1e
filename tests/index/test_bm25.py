"""Postings in place of dictionaries: rank_bm25's scores to the last bit, and none of its known faults."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import PostingsBM25, SentenceBM25

words = st.sampled_from(["putin", "macron", "rusia", "ukraina", "perang", "damai", "telepon", "menit"])
documents = st.lists(words, max_size=12)
parameters = st.tuples(
    st.floats(0.1, 3.0, allow_nan=False), st.floats(0.0, 1.0, allow_nan=False), st.floats(0.0, 1.0, allow_nan=False)
)


@given(
    st.lists(documents, min_size=1, max_size=12), st.lists(st.one_of(words, st.just("asing")), max_size=6), parameters
)
def test_scores_are_those_of_rank_bm25(
    corpus: list[list[str]], query: list[str], settings: tuple[float, float, float]
) -> None:
    if not any(corpus):
        return
    k1, b, epsilon = settings
    stock = BM25Okapi(corpus, k1=k1, b=b, epsilon=epsilon)
    ours = PostingsBM25(corpus, k1=k1, b=b, epsilon=epsilon)
    # With b = 1 rank_bm25 divides 0 by 0 for an empty document, which holds no term and so scores 0 here.
    with np.errstate(invalid="ignore"):
        assert ours.get_scores(query).tolist() == np.nan_to_num(stock.get_scores(query)).tolist()
        assert ours.get_batch_scores(query, [0]) == np.nan_to_num(stock.get_batch_scores(query, [0])).tolist()


def test_an_empty_document_scores_nothing_whatever_the_length_weighs() -> None:
    corpus = [[], ["putin"]]
    with np.errstate(invalid="ignore"):
        assert np.isnan(BM25Okapi(corpus, b=1.0).get_scores(["asing"])[0])
    assert PostingsBM25(corpus, b=1.0).get_scores(["asing"]).tolist() == [0.0, 0.0]


@given(st.lists(documents, max_size=12), st.lists(words, max_size=6), st.integers(1, 5))
def test_what_is_found_holds_a_term_and_ties_keep_their_order(
    corpus: list[list[str]], query: list[str], n: int
) -> None:
    hits = PostingsBM25(corpus).top(query, n)
    assert all(set(corpus[hit.document]) & set(query) for hit in hits)
    assert [(-hit.score, hit.document) for hit in hits] == sorted((-hit.score, hit.document) for hit in hits)
    held = sum(bool(set(document) & set(query)) for document in corpus)
    assert len(hits) == min(n, held)


def test_a_tokenizer_is_applied_as_in_rank_bm25() -> None:
    texts = ["Putin menelepon Macron", "Macron menjawab", "Kiev menunggu"]
    stock = BM25Okapi(texts, tokenizer=str.split)
    ours = PostingsBM25(texts, tokenizer=str.split)
    assert ours.get_scores(["Macron", "Kiev"]).tolist() == stock.get_scores(["Macron", "Kiev"]).tolist()


@pytest.mark.parametrize("model", [PostingsBM25, SentenceBM25])
def test_an_empty_corpus_answers_nothing(model: type[PostingsBM25]) -> None:
    empty = model([])
    assert empty.top(["putin"], 3) == []
    assert empty.get_top_n(["putin"], []) == []
    assert empty.get_scores(["putin"]).shape == (0,)


def test_a_term_in_half_of_the_documents_matches_although_its_idf_is_nought() -> None:
    corpus = [["putin", "berjanji"], ["macron", "menelepon"]]
    assert BM25Okapi(corpus).get_scores(["putin"]).tolist() == [0.0, 0.0]
    assert [hit.document for hit in PostingsBM25(corpus).top(["putin"], 3)] == [0]
    (hit,) = SentenceBM25(corpus).top(["putin"], 3)
    assert hit.document == 0
    assert hit.score > 0


def test_where_the_mean_idf_is_negative_a_match_still_counts() -> None:
    corpus = [["rusia"], ["rusia"], ["rusia", "rusia"]]
    assert BM25Okapi(corpus).average_idf < 0
    found = SentenceBM25(corpus).top(["rusia"], 3)
    assert len(found) == 3
    assert all(hit.score > 0 for hit in found)


def test_documents_without_a_query_term_are_not_returned() -> None:
    corpus = ["putin bicara", "macron bicara", "harga beras"]
    split = [text.split() for text in corpus]
    assert "harga beras" in BM25Okapi(split).get_top_n(["macron"], corpus, 3)
    assert PostingsBM25(split).get_top_n(["macron"], corpus, 3) == ["macron bicara"]


@given(st.lists(documents, min_size=1, max_size=10))
def test_term_numbers_and_words_give_the_same_postings(corpus: list[list[str]]) -> None:
    by_words = SentenceBM25(corpus)
    ids = [by_words.terms[word] for document in corpus for word in document]
    offsets = np.cumsum([0, *map(len, corpus)])
    by_ids = SentenceBM25.from_term_ids(np.array(ids, dtype=np.int32), offsets, len(by_words.terms), 1.5, 0.75)
    for word, number in by_words.terms.items():
        assert by_ids.df(number) == by_words.df(number) == sum(word in document for document in corpus)
        assert by_ids.idf_of(number) == by_words.idf_of(number) > 0
        assert by_ids.frequencies(number)[1].tolist() == [
            document.count(word) for document in corpus if word in document
        ]
