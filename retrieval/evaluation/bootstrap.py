"""How far a figure may be off by the choice of questions: percentile bootstrap (Efron 1979)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from retrieval.answering.snapshot import FloatArray, IntArray

RESAMPLES = 1000
SEED = 20220228


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


class Bootstrap:
    """The same resamples of ``size`` questions for every figure, so that two systems meet the same luck."""

    def __init__(self, size: int, resamples: int = RESAMPLES, seed: int = SEED) -> None:
        self._size = size
        self._resamples = resamples
        self._seed = seed

    def mean(self, values: FloatArray) -> Figure:
        """Of the mean of one value a question; shape (size,)."""
        return self.figure(lambda rows: float(values[rows].mean()) if len(rows) else float("nan"))

    def figure(self, measure: Callable[[IntArray], float]) -> Figure:
        """Of any measure of questions, given by their places; resamples without a value are left out."""
        drawn = np.array([measure(rows) for rows in self._draws()])
        kept = drawn[~np.isnan(drawn)]
        low, high = np.quantile(kept, (0.025, 0.975)) if len(kept) else (np.nan, np.nan)
        return Figure(measure(np.arange(self._size)), float(low), float(high))

    def _draws(self) -> Iterator[IntArray]:
        random = np.random.default_rng(self._seed)
        for _ in range(self._resamples if self._size else 0):
            yield random.integers(0, self._size, self._size)
