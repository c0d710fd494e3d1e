"""Whether to answer at all: a decision of its own, taken from what the best sentences cover and miss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retrieval.answering import features
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
    "judge": 0.3,
    "best_coverage_idf": 0.76,
    "best_coverage_context": 0.82,
    "best_coverage_article": 0.93,
    "best_compactness": 1.16,
    "best_precision": 0.70,
    "best_pairs": 0.37,
    "best_unknown_share": -0.37,
    "best_names_missing_context": -1.06,
    "best_unknown_name": -1.5,
}
BIAS = -0.75


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
    row = np.zeros(len(NAMES))
    if not ranking.candidates:
        return row
    best = ranking.candidates[0]
    second = ranking.candidates[1] if len(ranking.candidates) > 1 else None
    weights = np.array([one.concept.weight for one in ranking.concepts])
    total = weights.sum() or 1.0
    row[: len(features.NAMES)] = best.figures
    here, near = ranking.presence.here, ranking.presence.near
    row[len(features.NAMES) :] = (
        best.score,
        best.score - second.score if second else best.score,
        float((weights @ here).max() / total),
        float((weights @ near).max() / total),
        float(second.figures[0]) if second else 0.0,
        float(weights @ (1 - here.max(axis=1)) / total),
        float(weights @ (1 - near.max(axis=1)) / total),
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
