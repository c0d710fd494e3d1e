"""Whether to answer at all: a decision of its own, taken from what the best sentences cover and miss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retrieval.answering import features
from retrieval.answering.concept import ConceptKind
from retrieval.answering.features import Presence
from retrieval.answering.ranking import Ranking
from retrieval.answering.snapshot import FloatArray

NAMES = (
    *(f"best_{name}" for name in features.NAMES),
    "score",
    "margin",
    "best_coverage_any",
    "best_near_any",
    "second_coverage",
    "never_met",
    "never_near",
)

Judge = Callable[[FloatArray], FloatArray]

# A logistic regression over what an editor would look at, the trees' own logit among it. The trees learned on
# encyclopaedic paragraphs, where a question and its unanswerable twin share nearly all words; on news it is what
# the best sentence covers and misses that tells. A name that the archive has nowhere weighs most.
EVIDENCE = {
    "judge": 1.0,
    "best_coverage_alike_near": 0.82,
    "best_coverage_carried": 0.92,
    "best_coverage_article": 0.32,
    "best_compactness": 0.5,
    "best_worst_name_carried": -1.01,
    "names_absent": -2.0,
}
BIAS = 1.65
# Below, a concept is not even two sentences away.
PRESENT = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of evidence with its figure, weighed in nats of the logit."""

    name: str
    figure: float
    weight: float

    @property
    def points(self) -> float:
        return self.weight * self.figure


def describe(ranking: Ranking) -> FloatArray:
    """The figures that the decision rests on, shape (len(NAMES),); of an empty ranking all zeros."""
    return figures_of(
        np.array([one.figures for one in ranking.candidates[:2]]),
        np.array([one.score for one in ranking.candidates[:2]]),
        np.array([one.weight for one in ranking.concepts]),
        ranking.presence,
    )


def figures_of(figures: FloatArray, scores: FloatArray, weights: FloatArray, presence: Presence) -> FloatArray:
    """``describe`` of the two best candidates' features and scores, and of all candidates' concepts."""
    row = np.zeros(len(NAMES))
    if not len(figures):
        return row
    total = weights.sum() or 1.0
    row[: len(features.NAMES)] = figures[0]
    row[len(features.NAMES) :] = (
        scores[0],
        scores[0] - scores[1] if len(scores) > 1 else scores[0],
        float((weights @ presence.here).max() / total),
        float((weights @ presence.near).max() / total),
        float(figures[1][0]) if len(figures) > 1 else 0.0,
        float(weights @ (1 - presence.here.max(axis=1)) / total),
        float(weights @ (1 - presence.near.max(axis=1)) / total),
    )
    return row


def absent_names(ranking: Ranking) -> float:
    """How many names of the question stand neither in the best sentence nor in the two before it."""
    carried = ranking.candidates[0].carried
    names = [one.concept.kind is ConceptKind.NAME for one in ranking.concepts]
    return float(sum(name and strength < PRESENT for name, strength in zip(names, carried, strict=True)))


def probability(ranking: Ranking, judge: Judge) -> float:
    """How surely the best candidates answer, 0..1."""
    if not ranking.candidates:
        return 0.0
    logit = BIAS + sum(part.points for part in parts(ranking, judge))
    return float(1 / (1 + np.exp(-logit)))


def parts(ranking: Ranking, judge: Judge) -> list[Part]:
    """What each piece of evidence adds to the logit, which is ``BIAS`` and their sum; none of an empty ranking."""
    if not ranking.candidates:
        return []
    row = describe(ranking)
    figures = dict(zip(NAMES, row.tolist(), strict=True))
    figures |= {"judge": float(judge(row[None, :])[0]), "names_absent": absent_names(ranking)}
    return [Part(name, float(figures[name]), weight) for name, weight in EVIDENCE.items()]
