"""The baseline is rank_bm25 itself."""

from __future__ import annotations

import pytest
from rank_bm25 import BM25Okapi

from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.plain import PlainBM25
from retrieval.language.analyzer import Analyzer


@pytest.mark.parametrize("text", ["Siapa nakhoda kapal feri?", "pekerja pekerja selamat", "Festival di Pantai Sora"])
def test_scores_and_order_are_those_of_rank_bm25(corpus: Corpus, analyzer: Analyzer, text: str) -> None:
    sentences = [corpus.text(row) for row in range(corpus.snapshot.size)]
    scores = BM25Okapi([analyzer.terms(sentence) for sentence in sentences]).get_scores(analyzer.terms(text))
    hits = PlainBM25(corpus.index, analyzer).top(text, len(sentences))
    assert hits
    assert [hit.score for hit in hits] == [scores[hit.document] for hit in hits]
    best = sorted((hit.document for hit in hits), key=lambda row: (-scores[row], row))
    assert [hit.document for hit in hits] == best


def test_nothing_in_common_is_no_hit(corpus: Corpus, analyzer: Analyzer) -> None:
    assert list(PlainBM25(corpus.index, analyzer).top("zzz", 5)) == []
