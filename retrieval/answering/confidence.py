"""Whether to answer at all: a decision of its own, taken from what the best sentences cover and miss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retrieval.answering import features
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
    "judge": 0.36,
    "best_coverage_alike_near": 0.82,
    "best_coverage_carried": 0.92,
    "best_coverage_article": 0.32,
    "best_compactness": 1.06,
    "best_worst_name_carried": -1.01,
    "best_unknown_name": -0.8,
}
BIAS = -0.52


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


def probability(row: FloatArray, judge: float) -> float:
    """How surely the best candidates answer (0..1), from ``describe`` and the trees' logit."""
    logit = BIAS + sum(part.points for part in parts(row, judge))
    return float(1 / (1 + np.exp(-logit)))


def parts(row: FloatArray, judge: float) -> list[Part]:
    """What each piece of evidence adds to the logit, which is ``BIAS`` and their sum."""
    figures = dict(zip(NAMES, row.tolist(), strict=True), judge=judge)
    return [Part(name, float(figures[name]), weight) for name, weight in EVIDENCE.items()]
