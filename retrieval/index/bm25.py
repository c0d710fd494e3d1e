"""BM25 over postings: rank_bm25's model, touching only the documents that hold a query term.

Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

DEFAULT_K1 = 0.4
DEFAULT_B = 0.4

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds at least one query term."""

    document: int
    score: float


class PostingsBM25(BM25Okapi):
    """``rank_bm25.BM25Okapi`` with postings in place of one dictionary a document; its scores to the last bit."""

    def __init__(
        self,
        corpus: Sequence[Any],
        tokenizer: Callable[[Any], list[str]] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
    ) -> None:
        documents = [tokenizer(document) for document in corpus] if tokenizer else corpus
        self.terms: dict[str, int] = {}
        offsets = np.zeros(len(documents) + 1, dtype=np.int64)
        ids: list[int] = []
        for place, document in enumerate(documents):
            ids.extend(self.terms.setdefault(term, len(self.terms)) for term in document)
            offsets[place + 1] = len(ids)
        self._lay_out(np.asarray(ids, dtype=np.int32), offsets, len(self.terms), k1, b, epsilon)

    @classmethod
    def from_term_ids(
        cls,
        term_ids: Ints,
        offsets: npt.NDArray[np.int64],
        size: int,
        k1: float = DEFAULT_K1,
        b: float = DEFAULT_B,
        epsilon: float = 0.25,
    ) -> Self:
        """Postings from flat arrays: document ``d`` is ``term_ids[offsets[d]:offsets[d + 1]]``, ids below ``size``."""
        made = cls.__new__(cls)
        made.terms = {}
        made._lay_out(term_ids, offsets, size, k1, b, epsilon)
        return made

    def _lay_out(
        self, term_ids: Ints, offsets: npt.NDArray[np.int64], size: int, k1: float, b: float, epsilon: float
    ) -> None:
        self.k1, self.b, self.epsilon = k1, b, epsilon
        self.lengths = np.diff(offsets)
        self.doc_len = self.lengths
        self.corpus_size = len(self.lengths)
        self.avgdl = float(self.lengths.sum()) / self.corpus_size if self.corpus_size else 0.0
        documents = np.repeat(np.arange(self.corpus_size, dtype=np.int32), self.lengths)
        order = np.argsort(term_ids, kind="stable")
        terms, documents = term_ids[order], documents[order]
        first = np.ones(len(terms), dtype=np.bool_)
        first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(first)
        self._documents = documents[starts]
        self._frequencies = np.diff(np.append(starts, len(terms))).astype(np.int32)
        self._starts = np.searchsorted(terms[starts], np.arange(size + 1)).astype(np.int64)
        self._order = self._first_seen(term_ids, size)
        self.idf_values = self._idf(np.diff(self._starts))

    @staticmethod
    def _first_seen(term_ids: Ints, size: int) -> npt.NDArray[np.int64]:
        """Terms in the order in which they first occur: the order in which rank_bm25 sums their idf."""
        seen, places = np.unique(term_ids, return_index=True)
        return seen[np.argsort(places)].astype(np.int64) if size else np.empty(0, dtype=np.int64)

    def _idf(self, df: npt.NDArray[np.int64]) -> Floats:
        """Okapi's idf as rank_bm25 has it: negative values become ``epsilon`` times the mean."""
        values = np.zeros(len(df))
        total = 0.0
        negative = []
        for term in self._order.tolist():
            n = int(df[term])
            value = math.log(self.corpus_size - n + 0.5) - math.log(n + 0.5)
            values[term] = value
            total += value
            if value < 0:
                negative.append(term)
        if len(self._order):
            self.average_idf = total / len(self._order)
            values[negative] = self.epsilon * self.average_idf
        return values

    def df(self, term: int) -> int:
        """In how many documents the term stands."""
        return int(self._starts[term + 1] - self._starts[term])

    def idf_of(self, term: int) -> float:
        return float(self.idf_values[term])

    def frequencies(self, term: int) -> tuple[Ints, Ints]:
        """Views of the documents that hold the term, ascending, and how often each does."""
        part = slice(int(self._starts[term]), int(self._starts[term + 1]))
        return self._documents[part], self._frequencies[part]

    def get_scores(self, query: Iterable[str]) -> Floats:
        """Scores of all documents, shape (corpus_size,), summed in the order of the query's terms."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            identity = self.terms.get(term)
            if identity is None:
                continue
            documents, frequencies = self.frequencies(identity)
            lengths = self.lengths[documents]
            scores[documents] += self.idf_of(identity) * (
                frequencies * (self.k1 + 1) / (frequencies + self.k1 * (1 - self.b + self.b * lengths / self.avgdl))
            )
        return scores

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        """Scores of the named documents."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def get_top_n(self, query: Iterable[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """The best ``n`` documents that hold a query term, ties in document order."""
        return [documents[hit.document] for hit in self.top(list(query), n)]

    def top(self, query: Sequence[str], n: int) -> list[Hit]:
        """The best ``n`` matches; a match holds a query term, whatever its score."""
        held = [self.frequencies(self.terms[term])[0] for term in query if term in self.terms]
        if not held:
            return []
        matches = np.unique(np.concatenate(held))
        scores = self.get_scores(query)[matches]
        order = np.lexsort((matches, -scores))[:n]
        return [Hit(int(matches[place]), float(scores[place])) for place in order]


class SentenceBM25(PostingsBM25):
    """BM25 with an idf that is positive for every term, so that a term in half of the archive still counts.

    ``log(1 + (N - df + 0.5) / (df + 0.5))``, as in Lucene's BM25Similarity.
    """

    def _idf(self, df: npt.NDArray[np.int64]) -> Floats:
        return np.log1p((self.corpus_size - df + 0.5) / (df + 0.5))
