"""Learns the order of candidates and the decision to answer from examples, and writes both as JSON trees."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from retrieval.answering import confidence, features
from retrieval.answering.snapshot import FloatArray
from retrieval.evaluation.refitting import PARAMETERS, ROUNDS, direction, fold
from retrieval.training.examples import Example

FOLDS = 5
# Directions of the figures that only the decision to answer has.
_OF_THE_WHOLE = {"score": 1, "near_any": 1, "never_met": -1, "never_near": -1}
JUDGE: Mapping[str, Any] = {
    **{name: value for name, value in PARAMETERS.items() if not name.startswith("lambdarank")},
    "objective": "binary",
    "learning_rate": 0.04,
    "min_data_in_leaf": 40,
    "lambda_l2": 10,
}
JUDGE_ROUNDS = 250


@dataclass(frozen=True, slots=True)
class Learned:
    """Both models, and what they make of examples that they were not trained on.

    ``orders``: scores of each example's candidates; ``logits`` (examples,): of the decision to answer.
    """

    ranker: lightgbm.Booster
    judge: lightgbm.Booster
    orders: list[FloatArray]
    logits: FloatArray


def learn(examples: Sequence[Example], weights: Mapping[str, float], decision: Collection[str]) -> Learned:
    """Train the order on all examples, those of a source weighing ``weights`` (else 1); the decision on its sources."""
    folds = np.array([fold(one.asked.group, FOLDS) for one in examples])
    orders: list[FloatArray] = [np.zeros(0)] * len(examples)
    for held in range(FOLDS):
        ranker = train_ranker([one for one, own in zip(examples, folds, strict=True) if own != held], weights)
        for place in np.flatnonzero(folds == held):
            orders[place] = order_of(ranker, examples[int(place)])
    rows = np.array([described(one, scores) for one, scores in zip(examples, orders, strict=True)])
    right = np.array([_is_right(one, scores) for one, scores in zip(examples, orders, strict=True)])
    telling = np.array([one.source in decision for one in examples])
    logits = np.zeros(len(examples))
    for held in range(FOLDS):
        judge = train_judge(rows[telling & (folds != held)], right[telling & (folds != held)])
        logits[folds == held] = judge.predict(rows[folds == held], raw_score=True)
    judge = train_judge(rows[telling], right[telling])
    return Learned(train_ranker(examples, weights), judge, orders, logits)


def train_ranker(examples: Sequence[Example], weights: Mapping[str, float]) -> lightgbm.Booster:
    """LambdaMART (Burges 2010) with monotone constraints."""
    telling = [one for one in examples if one.gains.any() and not one.gains.all()]
    data = lightgbm.Dataset(
        np.vstack([one.considered.figures for one in telling]),
        np.concatenate([one.gains for one in telling]),
        group=[len(one.gains) for one in telling],
        weight=np.concatenate([np.full(len(one.gains), weights.get(one.source, 1.0)) for one in telling]),
    )
    directions = [direction(name) for name in features.NAMES]
    return lightgbm.train({**PARAMETERS, "monotone_constraints": directions}, data, ROUNDS)


def train_judge(rows: FloatArray, right: npt.NDArray[np.bool_]) -> lightgbm.Booster:
    """Gradient-boosted trees (Friedman 2001) on whether one of the first three candidates answers."""
    data = lightgbm.Dataset(rows, right.astype(np.float64))
    names = [name.removeprefix("best_") for name in confidence.NAMES]
    directions = [_OF_THE_WHOLE.get(name, direction(name)) for name in names]
    return lightgbm.train({**JUDGE, "monotone_constraints": directions}, data, JUDGE_ROUNDS)


def order_of(ranker: lightgbm.Booster, one: Example) -> FloatArray:
    """Scores of the example's candidates, corrections included."""
    if not len(one.gains):
        return np.zeros(0)
    return np.asarray(ranker.predict(one.considered.figures)) + one.considered.corrections


def described(one: Example, order: FloatArray) -> FloatArray:
    """What the decision to answer rests on, given the candidates' scores."""
    best = np.argsort(-order, kind="stable")[:2]
    considered = one.considered
    return confidence.figures_of(considered.figures[best], order[best], considered.weights, considered.presence)


def export(model: lightgbm.Booster, names: Sequence[str], path: Path) -> None:
    """Write what ``retrieval.answering.trees.Trees`` reads."""
    nodes = _Nodes()
    roots = [nodes.add(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    written = {"features": list(names), "roots": roots, **nodes.columns}
    path.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


class _Nodes:
    def __init__(self) -> None:
        self.columns: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}

    def add(self, node: Mapping[str, Any]) -> int:
        """Append a node and those below it; gives its place."""
        place = len(self.columns["feature"])
        self._put(feature=0, threshold=0.0, left=place, right=place, value=0.0)
        if "leaf_value" in node:
            self.columns["value"][place] = round(node["leaf_value"], 6)
            return place
        self.columns["feature"][place] = node["split_feature"]
        self.columns["threshold"][place] = float(f"{node['threshold']:.6g}")
        self.columns["left"][place] = self.add(node["left_child"])
        self.columns["right"][place] = self.add(node["right_child"])
        return place

    def _put(self, **values: float) -> None:
        for name, value in values.items():
            self.columns[name].append(value)


def _is_right(one: Example, order: FloatArray) -> bool:
    return bool(one.answerable and (one.gains[np.argsort(-order, kind="stable")[:3]] > 0).any())
