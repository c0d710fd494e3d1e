"""What Kutip is compared with: plain BM25 over the same sentences and the same analysed terms."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.archive.records import StoredIndex
from retrieval.index.bm25 import Hit, PostingsBM25
from retrieval.language.analyzer import Analyzer

# The defaults of rank_bm25.BM25Okapi.
K1 = 1.5
B = 0.75


class PlainBM25:
    """``rank_bm25.BM25Okapi`` with its own defaults, its scores computed from postings."""

    def __init__(self, index: StoredIndex, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._bm25 = PostingsBM25.from_term_ids(index.term_ids, index.term_offsets, len(index.vocabulary), k1=K1, b=B)
        self._bm25.terms = {term: identity for identity, term in enumerate(index.vocabulary)}

    def top(self, text: str, limit: int) -> Sequence[Hit]:
        """The best sentences for all words of ``text``, by row."""
        return self._bm25.top(self._analyzer.terms(text), limit)
