"""Ranks every question by a model that saw none of its passage: fitted anew on the other parts of the question set.

The shipped models were trained on public question sets; measured on those, they flatter. Only the order of the
candidates is fitted anew (and the confidence follows from it); what is taken into account, how it is adjusted and how
confidence is weighed are as shipped.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType

import numpy as np

from retrieval.answering import confidence, features
from retrieval.answering.answerer import Answerer, Considered
from retrieval.answering.ranking import Ranked, Scorer
from retrieval.answering.snapshot import FloatArray
from retrieval.errors import EvaluationError, MissingExtra
from retrieval.evaluation.asking import Asked, outcome
from retrieval.evaluation.corpus import Corpus

ROUNDS = 220
# LambdaMART (Burges 2010), chosen on FacQA when the shipped model was made: shallow, slow and monotone, as the
# figures are few and lean on each other.
PARAMETERS = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 8,
    "lambdarank_truncation_level": 5,
    "num_threads": 2,
    "seed": 7,
    "deterministic": True,
    "verbose": -1,
}
_BETTER_WHEN_MORE = ("coverage", "rarest", "focus", "bm25", "article", "exact", "pairs", "answer", "likeness")

Fit = Callable[[Sequence[FloatArray], Sequence[FloatArray]], Scorer]


def refitted(
    asked: Sequence[Asked],
    corpus: Corpus,
    answerer: Answerer,
    folds: int,
    *,
    fit: Fit | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Asked]:
    """The same questions, each ranked by a model fitted on the other folds; passages are never split.

    ``fit`` makes a scorer from tables of features and of relevance, one a question (LambdaMART unless given). Raises
    ``MissingExtra``, and ``EvaluationError`` when a fold leaves nothing to learn from.
    """
    fit = fit or lambdamart()
    fold_of = [fold(one.gold.group or one.gold.id, folds) for one in asked]
    result = list(asked)
    for number in range(folds):
        scorer = fit(*_lessons([one for one, at in zip(asked, fold_of, strict=True) if at != number]))
        for place, at in enumerate(fold_of):
            weighed = asked[place].weighed
            if at == number and weighed is not None:
                again = reranked(weighed, answerer, scorer)
                result[place] = replace(asked[place], kutip=outcome(answerer, corpus, again), weighed=again)
        progress(number + 1)
    return result


def fold(group: str, folds: int) -> int:
    """The fold of a passage: the same on every machine, whatever else is measured."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:8], "big") % folds


def reranked(weighed: Considered, answerer: Answerer, scorer: Scorer) -> Considered:
    """The candidates in the order of another model, with the adjustments that they had."""
    ranking = weighed.ranking
    if not ranking.candidates:
        return weighed
    table = np.array([one.figures for one in ranking.candidates])
    adjusted = np.array([one.score for one in ranking.candidates]) - answerer.ranker.scorer(table)
    scores = scorer(table) + adjusted
    rows = np.array([one.row for one in ranking.candidates], dtype=np.float64)
    order = np.lexsort((rows, -np.round(scores, 9)))
    candidates: list[Ranked] = [replace(ranking.candidates[at], score=float(scores[at])) for at in order]
    again = replace(ranking, candidates=candidates)
    return replace(weighed, ranking=again, confidence=confidence.probability(again, answerer.judge))


def lambdamart() -> Fit:
    """Fits with LightGBM; raises ``MissingExtra`` at once when it is not installed."""
    library = _lightgbm()

    def fit(tables: Sequence[FloatArray], labels: Sequence[FloatArray]) -> Scorer:
        data = library.Dataset(np.vstack(tables), np.concatenate(labels), group=[len(one) for one in labels])
        constraints = [direction(name) for name in features.NAMES]
        model = library.train({**PARAMETERS, "monotone_constraints": constraints}, data, ROUNDS)
        return lambda table: np.asarray(model.predict(table), dtype=np.float64)

    return fit


def direction(name: str) -> int:
    """Whether more of a feature can only help (1), only harm (-1), or either (0)."""
    if "missing" in name or name.endswith("_gap") or name.startswith(("unknown", "worst")):
        return -1
    return int(name.startswith(_BETTER_WHEN_MORE))


def _lessons(asked: Sequence[Asked]) -> tuple[list[FloatArray], list[FloatArray]]:
    """Questions of which a right sentence is among the candidates: their features, and which is right."""
    tables, labels = [], []
    for one in asked:
        candidates = one.weighed.ranking.candidates if one.weighed is not None else ()
        right = np.array([float(candidate.row in one.relevant.copies) for candidate in candidates])
        if right.any():
            tables.append(np.array([candidate.figures for candidate in candidates]))
            labels.append(right)
    if not tables:
        raise EvaluationError("too few questions to fit a model on the other folds; give fewer --folds, or none")
    return tables, labels


def _lightgbm() -> ModuleType:
    try:
        return importlib.import_module("lightgbm")
    except (ImportError, OSError) as error:
        raise MissingExtra(f"--folds needs lightgbm ({error}); it comes with: pip install 'kutip[train]'") from None
