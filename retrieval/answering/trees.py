"""A gradient-boosted tree ensemble read from a JSON file and evaluated with numpy alone.

Friedman (2001), Greedy function approximation. The file is written by ``retrieval.training`` from a LightGBM model;
evaluating it here spares the runtime a compiled dependency.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class ModelError(Exception):
    """A model file does not fit the features of this code."""


@dataclass(frozen=True, slots=True)
class Trees:
    """All nodes of all trees in flat arrays; a leaf points to itself.

    ``feature``, ``threshold``, ``left``, ``right``, ``value``: one entry a node. ``roots``: one a tree.
    """

    names: tuple[str, ...]
    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    value: FloatArray
    roots: IntArray
    depth: int

    @classmethod
    def load(cls, path: Path | Traversable, expected: Sequence[str]) -> Trees:
        """Read a model; raises ``ModelError`` when it was trained on other features."""
        data = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(data["features"])
        if names != tuple(expected):
            differing = sorted(set(names) ^ set(expected)) or ["their order"]
            raise ModelError(f"{path}: trained on other features: {', '.join(differing)}")
        return cls(
            names,
            np.asarray(data["feature"], dtype=np.int64),
            np.asarray(data["threshold"], dtype=np.float64),
            np.asarray(data["left"], dtype=np.int64),
            np.asarray(data["right"], dtype=np.int64),
            np.asarray(data["value"], dtype=np.float64),
            np.asarray(data["roots"], dtype=np.int64),
            int(data["depth"]),
        )

    def scores(self, features: FloatArray) -> FloatArray:
        """Raw scores, shape (n,), of a feature matrix of shape (n, len(names))."""
        rows = np.arange(len(features))[:, None]
        node = np.broadcast_to(self.roots, (len(features), len(self.roots)))
        for _ in range(self.depth):
            goes_left = features[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        total: FloatArray = self.value[node].sum(axis=1)
        return total
