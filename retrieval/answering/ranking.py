"""Order the candidates of a question by what they cover, near what, and whether they hold the wanted kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from retrieval.answering import features
from retrieval.answering.adjustments import adjust
from retrieval.answering.concept import ConceptKind, VariantKind
from retrieval.answering.features import Pool, Presence, locate
from retrieval.answering.likeness import Meaning, compare, meaning
from retrieval.answering.matching import MatchedConcept
from retrieval.answering.snapshot import FloatArray, Snapshot
from retrieval.answering.surface import POINTS_BACK, SurfaceReader
from retrieval.answering.understanding import Question
from retrieval.answering.wanted import Evidence, Located, Sought, weigh
from retrieval.language.analyzer import Analyzer
from retrieval.language.vectors import Vectors

# The same sentences answer again and again, and analysing one costs more than all that is done with it.
REMEMBERED = 20_000

Scorer = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place.

    ``figures`` are its features, in the order of ``features.NAMES``; ``matched`` and ``carried`` say for each concept
    how surely it stands in the sentence, or in it and the two before.
    """

    row: int
    text: str
    score: float
    figures: FloatArray
    evidence: Evidence
    matched: FloatArray
    carried: FloatArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates, best first, and the concepts they were judged by."""

    candidates: Sequence[Ranked]
    concepts: Sequence[MatchedConcept]
    presence: Presence


class Ranker:
    """Computes features and applies the trained model to them."""

    def __init__(self, analyzer: Analyzer, surfaces: SurfaceReader, vectors: Vectors, scorer: Scorer) -> None:
        self._analyzer = analyzer
        self._surfaces = surfaces
        self._vectors = vectors
        self._scorer = scorer
        self._located = lru_cache(maxsize=REMEMBERED)(self._locate_terms)
        self._meaning = lru_cache(maxsize=REMEMBERED)(self._mean)

    @property
    def scorer(self) -> Scorer:
        """The trained model by itself, before any adjustment."""
        return self._scorer

    def points_back(self, text: str) -> bool:
        """Whether a sentence opens with a word that stands for something said before it."""
        return self._surfaces.read(text).leans >= POINTS_BACK

    def rank(
        self,
        snapshot: Snapshot,
        question: Question,
        concepts: Sequence[MatchedConcept],
        pool: Pool,
        texts: Mapping[int, str],
    ) -> Ranking:
        """Order ``pool``; ``texts`` maps rows to their sentences."""
        found = locate(snapshot, concepts, pool.rows)
        located = [self._located(texts[int(row)]) for row in pool.rows]
        evidence = self._evidence(question, concepts, located, [texts[int(row)] for row in pool.rows])
        likeness = compare(
            self._vectors,
            [one.concept.variants[0].terms for one in concepts],
            [one.weight for one in concepts],
            [self._meaning(texts[int(row)]) for row in pool.rows],
        )
        table = features.compute(snapshot, question.wanted, concepts, pool, found, evidence, likeness)
        scores = self._scorer(table) + adjust(question.wanted.kind, table, evidence) if len(table) else np.zeros(0)
        order = np.lexsort((pool.rows, -np.round(scores, 9)))
        carried = found.carried
        candidates = [
            Ranked(
                int(pool.rows[place]),
                texts[int(pool.rows[place])],
                float(scores[place]),
                table[place],
                evidence[place],
                found.here[:, place],
                carried[:, place],
            )
            for place in order
        ]
        return Ranking(candidates, concepts, found)

    def _evidence(
        self,
        question: Question,
        concepts: Sequence[MatchedConcept],
        located: Sequence[Sequence[Located]],
        texts: Sequence[str],
    ) -> list[Evidence]:
        sought = sought_of(question, concepts)
        return [
            weigh(text, terms, self._surfaces.read(text), sought, question.wanted)
            for text, terms in zip(texts, located, strict=True)
        ]

    def _locate_terms(self, text: str) -> list[Located]:
        return [Located(term, start, end) for term, start, end in self._analyzer.located(text)]

    def _mean(self, text: str) -> Meaning:
        return meaning(self._vectors, [one.term for one in self._located(text)])


def sought_of(question: Question, concepts: Sequence[MatchedConcept]) -> Sought:
    """The question's concepts as the token-level evidence needs them."""
    concept_of: dict[str, int] = {}
    for place, one in enumerate(concepts):
        for variant in one.concept.variants:
            for term in variant.terms:
                if variant.kind is VariantKind.EXACT:
                    concept_of[term] = place
                else:
                    concept_of.setdefault(term, place)
    own = [place for place, one in enumerate(concepts) if not one.concept.inherited]
    return Sought(
        concept_of,
        [one.weight for one in concepts],
        frozenset(one.concept.text for one in concepts if one.concept.kind is not ConceptKind.NUMBER),
        list(pairwise(own)),
        sum(one.weight for one in concepts),
    )
