"""The trees score as the library that grew them."""

from __future__ import annotations

import json
from pathlib import Path

import lightgbm
import numpy as np
import pytest

from retrieval.answering.trees import ModelError, Trees
from retrieval.training.models import export

NAMES = ("coverage", "position", "length")


def grown(leaves: int, rounds: int = 30) -> tuple[lightgbm.Booster, np.ndarray]:
    rng = np.random.default_rng(leaves)
    rows = rng.normal(size=(400, len(NAMES)))
    labels = (rows[:, 0] * rows[:, 1] > rows[:, 2]).astype(float)
    settings = {"objective": "binary", "num_leaves": leaves, "min_data_in_leaf": 5, "verbose": -1, "seed": 1}
    return lightgbm.train(settings, lightgbm.Dataset(rows, labels), rounds), rows


@pytest.mark.parametrize("leaves", [2, 3, 12, 16])
def test_scores_are_those_of_lightgbm(tmp_path: Path, leaves: int) -> None:
    model, rows = grown(leaves)
    export(model, NAMES, tmp_path / "model.json")
    trees = Trees.load(tmp_path / "model.json", NAMES)
    # The file keeps six digits of a threshold, so a row on its very edge may fall to the other side.
    near = np.isclose(trees.scores(rows), model.predict(rows, raw_score=True), atol=1e-4)
    assert near.mean() > 0.99
    assert trees.scores(rows[:0]).shape == (0,)
    assert trees.scores(rows[:1]) == pytest.approx(trees.scores(rows)[:1])


def test_trees_without_a_test_add_a_constant(tmp_path: Path) -> None:
    leaf = {"features": list(NAMES), "roots": [0, 1], "feature": [0, 0], "threshold": [0.0, 0.0]}
    path = tmp_path / "model.json"
    path.write_text(json.dumps({**leaf, "left": [0, 1], "right": [0, 1], "value": [0.5, 0.25]}))
    assert Trees.load(path, NAMES).scores(np.zeros((2, 3))).tolist() == [0.75, 0.75]


def test_a_model_of_other_features_or_of_larger_trees_is_refused(tmp_path: Path) -> None:
    model, _ = grown(17)
    export(model, NAMES, tmp_path / "model.json")
    with pytest.raises(ModelError, match="17 leaves"):
        Trees.load(tmp_path / "model.json", NAMES)
    with pytest.raises(ModelError, match="weight"):
        Trees.load(tmp_path / "model.json", (*NAMES, "weight"))
