"""Which concepts of a question stand in which sentences, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.answering.concept import Concept, Variant, VariantKind
from retrieval.answering.snapshot import FloatArray, IntArray, Snapshot
from retrieval.index.bm25 import SentenceBM25

# What a name that stands all over this archive still weighs, against one that stands in one sentence of it.
COMMON_HERE = 0.3
# What another wording is worth beside the question's own, where the archive has both (chosen on FacQA).
OTHER_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Posting:
    """A variant resolved against one index: the documents that hold all its terms, and their BM25 parts."""

    documents: IntArray
    scores: FloatArray
    weight: float
    exact: bool


@dataclass(frozen=True, slots=True)
class MatchedConcept:
    """A concept with the postings of its variants, per sentence and per article.

    ``weight`` is the concept's own, less where the archive is full of it: in an archive about a war, the warring
    countries tell no sentence from another.
    """

    concept: Concept
    sentences: tuple[Posting, ...]
    articles: tuple[Posting, ...]
    weight: float

    @property
    def known(self) -> bool:
        """Whether the archive holds the concept at all, in any of its spellings."""
        return any(len(posting.documents) for posting in self.sentences)

    @property
    def spread(self) -> int:
        """In how many sentences it stands."""
        return _spread(self.sentences)


def resolve(snapshot: Snapshot, concepts: Sequence[Concept]) -> list[MatchedConcept]:
    """Look the concepts up; a variant with a term that the archive lacks resolves to nothing."""
    return [_matched(snapshot, concept) for concept in concepts]


def _matched(snapshot: Snapshot, concept: Concept) -> MatchedConcept:
    sentences = tuple(_postings(snapshot, snapshot.by_sentence, concept.variants))
    rarity = min(1.0, rarity_of(snapshot.size, _spread(sentences)) / rarity_of(snapshot.size, 1))
    return MatchedConcept(
        concept,
        sentences,
        tuple(_postings(snapshot, snapshot.by_article, concept.variants)),
        concept.weight * (COMMON_HERE + (1 - COMMON_HERE) * rarity),
    )


def rarity_of(size: int, spread: int) -> float:
    """Idf in an archive of ``size`` sentences (Lucene's, always positive)."""
    return math.log1p((size - spread + 0.5) / (spread + 0.5))


def _spread(postings: Sequence[Posting]) -> int:
    return max((len(posting.documents) for posting in postings), default=0)


def _postings(snapshot: Snapshot, index: SentenceBM25, variants: Sequence[Variant]) -> list[Posting]:
    found = []
    for variant in variants:
        ids = [snapshot.vocabulary.id(term) for term in variant.terms]
        known = [identity for identity in ids if identity is not None]
        if not known or len(known) < len(ids):
            continue
        documents, scores = contributions(index, known[0])
        for identity in known[1:]:
            others, more = contributions(index, identity)
            documents, left, right = np.intersect1d(documents, others, assume_unique=True, return_indices=True)
            scores = scores[left] + more[right]
        found.append(Posting(documents, scores, variant.weight, variant.kind is VariantKind.EXACT))
    return found


def contributions(index: SentenceBM25, term: int) -> tuple[IntArray, FloatArray]:
    """Documents that hold the term, ascending, and what it adds to their BM25 score."""
    documents, frequencies = index.frequencies(term)
    rows = np.asarray(documents, dtype=np.int64)
    tf = np.asarray(frequencies, dtype=np.float64)
    norm = index.k1 * (1 - index.b + index.b * index.lengths[rows] / index.avgdl)
    return rows, index.idf_of(term) * tf * (index.k1 + 1) / (tf + norm)


def accumulate(
    matched: Sequence[MatchedConcept], size: int, *, articles: bool = False, exact: bool = False
) -> FloatArray:
    """Dense BM25 scores; of a concept's variants the best counts, so that synonyms never add up.

    ``exact`` counts a concept's own words only, wherever the archive has them.
    """
    total = np.zeros(size)
    for one in matched:
        postings = one.articles if articles else one.sentences
        own = [posting for posting in postings if posting.exact and len(posting.documents)]
        if exact and own:
            postings = tuple(own)
        if len(postings) == 1:
            total[postings[0].documents] += postings[0].weight * postings[0].scores
        elif postings:
            best = np.zeros(size)
            for posting in postings:
                weight = posting.weight * (1.0 if posting.exact or not own else OTHER_WORDS)
                best[posting.documents] = np.maximum(best[posting.documents], weight * posting.scores)
            total += best
    return total


def presence(postings: Sequence[Posting], documents: npt.NDArray[np.int64]) -> FloatArray:
    """How surely the concept stands in each of ``documents`` (0..1); -1 stands for no document."""
    strength = np.zeros(len(documents))
    for posting in postings:
        if len(posting.documents):
            place = np.searchsorted(posting.documents, documents)
            place[place == len(posting.documents)] = 0
            strength = np.where(posting.documents[place] == documents, np.maximum(strength, posting.weight), strength)
    return strength
