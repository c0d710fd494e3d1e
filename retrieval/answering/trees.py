"""A gradient-boosted tree ensemble read from a JSON file and evaluated with numpy alone.

Friedman (2001), Greedy function approximation; evaluated as QuickScorer does (Lucchese et al. 2015): every test of
every tree at once, each failed one striking out the leaves that it cuts off. The file is written by
``retrieval.training`` from a LightGBM model; evaluating it here spares the runtime a compiled dependency.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

MOST_LEAVES = 16
_ALL = (1 << MOST_LEAVES) - 1
# The place of the lowest bit of every number of 16 bits.
_LOWEST = np.array([0, *((number & -number).bit_length() - 1 for number in range(1, _ALL + 1))], dtype=np.int64)


class ModelError(Exception):
    """A model file does not fit the features of this code."""


@dataclass(frozen=True, slots=True)
class Trees:
    """All tests of all trees in flat arrays, tree after tree.

    ``feature``, ``threshold``, ``survivors``: one entry a test; a row whose feature exceeds the threshold keeps only
    the leaves whose bits are set in ``survivors``. ``starts``: the first test of each tree. ``leaves``: the values of
    each tree's leaves from left to right, shape (trees, MOST_LEAVES). ``constant``: of trees without any test.
    """

    names: tuple[str, ...]
    feature: IntArray
    threshold: FloatArray
    survivors: npt.NDArray[np.uint16]
    starts: IntArray
    leaves: FloatArray
    constant: float

    @classmethod
    def load(cls, path: Path | Traversable, expected: Sequence[str]) -> Trees:
        """Read a model; raises ``ModelError`` when it was trained on other features or its trees are too large."""
        data = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(data["features"])
        if names != tuple(expected):
            differing = sorted(set(names) ^ set(expected)) or ["their order"]
            raise ModelError(f"{path}: trained on other features: {', '.join(differing)}")
        trees = [_Tree.read(data, root) for root in data["roots"]]
        largest = max((len(tree.leaves) for tree in trees), default=0)
        if largest > MOST_LEAVES:
            raise ModelError(f"{path}: a tree has {largest} leaves, more than {MOST_LEAVES}")
        testing = [tree for tree in trees if tree.tests]
        tests = [test for tree in testing for test in tree.tests]
        return cls(
            names,
            np.array([feature for feature, _, _ in tests], dtype=np.int64),
            np.array([threshold for _, threshold, _ in tests], dtype=np.float64),
            np.array([survivors for _, _, survivors in tests], dtype=np.uint16),
            np.cumsum([0, *(len(tree.tests) for tree in testing[:-1])]),
            np.array([tree.leaves + [0.0] * (MOST_LEAVES - len(tree.leaves)) for tree in testing]),
            sum(tree.leaves[0] for tree in trees if not tree.tests),
        )

    def scores(self, features: FloatArray) -> FloatArray:
        """Raw scores, shape (n,), of a feature matrix of shape (n, len(names))."""
        if not len(self.feature) or not len(features):
            return np.full(len(features), self.constant)
        failed = np.ascontiguousarray(features.T)[self.feature] > self.threshold[:, None]
        left = np.bitwise_and.reduceat(np.where(failed, self.survivors[:, None], np.uint16(_ALL)), self.starts, axis=0)
        total: FloatArray = self.leaves[np.arange(len(self.starts))[:, None], _LOWEST[left]].sum(axis=0)
        return total + self.constant


class _Tree:
    """The leaves of a tree from left to right, and its tests with the leaves that outlive a failure."""

    def __init__(self) -> None:
        self.leaves: list[float] = []
        self.tests: list[tuple[int, float, int]] = []

    @classmethod
    def read(cls, data: Mapping[str, Any], root: int) -> _Tree:
        tree = cls()
        tree._add(data, root)
        return tree

    def _add(self, data: Mapping[str, Any], node: int) -> None:
        left, right = data["left"][node], data["right"][node]
        if left == node:
            self.leaves.append(data["value"][node])
            return
        first = len(self.leaves)
        self._add(data, left)
        cut_off = (1 << len(self.leaves)) - (1 << first)
        self.tests.append((data["feature"][node], data["threshold"][node], _ALL & ~cut_off))
        self._add(data, right)
