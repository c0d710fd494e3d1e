"""Answering as a choice: how well confidence tells what can be answered, and what answering less would save.

Risk and coverage: El-Yaniv and Wiener (2010), On the foundations of noise-free selective classification; the area
under their curve: Geifman, Uziel and El-Yaniv (2019), Bias-reduced uncertainty estimation.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrieval.answering.snapshot import FloatArray

RISKS = (0.05, 0.10, 0.20)

Flags = npt.NDArray[np.bool_]


def auc(confidence: FloatArray, answerable: Flags) -> float:
    """How often an answerable question has more confidence than an unanswerable one; a tie counts half.

    The Mann-Whitney statistic over its maximum, ``nan`` when one of the two sorts is absent.
    """
    positive = int(answerable.sum())
    negative = len(answerable) - positive
    if not positive or not negative:
        return float("nan")
    _, group, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    mean_ranks = np.cumsum(sizes) - (sizes - 1) / 2
    ranks = mean_ranks[group]
    return float((ranks[answerable].sum() - positive * (positive + 1) / 2) / (positive * negative))


def risks(confidence: FloatArray, wrong: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Share of wrong answers (axis 0) among the most confident, and at which coverages it can be had.

    ``wrong`` is 1 where answering would be wrong. Questions of equal confidence are answered together, so that the
    risk inside such a group is its mean and only its end is a coverage that a threshold can reach.
    """
    levels, group = np.unique(-confidence, return_inverse=True)
    sizes = np.bincount(group, minlength=len(levels))
    mean = np.bincount(group, weights=wrong, minlength=len(levels)) / np.maximum(sizes, 1)
    spread = np.repeat(mean, sizes)
    return np.cumsum(spread) / np.arange(1, len(spread) + 1), np.cumsum(sizes) / max(len(spread), 1)


def area(confidence: FloatArray, wrong: FloatArray) -> float:
    """AURC: the mean risk over all coverages; lower is better."""
    curve, _ = risks(confidence, wrong)
    return float(curve.mean()) if len(curve) else float("nan")


def coverage_at(confidence: FloatArray, wrong: FloatArray, risk: float) -> float:
    """The largest share of questions that a threshold on confidence answers with at most this risk."""
    curve, reachable = risks(confidence, wrong)
    ends = np.rint(reachable * len(curve)).astype(np.int64) - 1
    kept = reachable[curve[ends] <= risk + 1e-12] if len(curve) else reachable
    return float(kept.max(initial=0.0))
