"""Ranking anew by models that never saw the passage of the question."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retrieval.answering import features
from retrieval.answering.answerer import Answerer
from retrieval.answering.ranking import Scorer
from retrieval.answering.snapshot import FloatArray
from retrieval.errors import EvaluationError
from retrieval.evaluation.asking import Asked, Asker
from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.evaluate import evaluate
from retrieval.evaluation.forms import read_questions
from retrieval.evaluation.refitting import direction, fold, lambdamart, refitted
from retrieval.language.analyzer import Analyzer
from tests.evaluation.archive import QUESTIONS, write, write_articles

TODAY = date(2026, 11, 23)
FOLDS = 3


@pytest.fixture(scope="module")
def answerer(analyzer: Analyzer) -> Answerer:
    return Answerer.shipped(analyzer)


@pytest.fixture(scope="module")
def asked(
    corpus: Corpus, analyzer: Analyzer, answerer: Answerer, tmp_path_factory: pytest.TempPathFactory
) -> Sequence[Asked]:
    path = write(tmp_path_factory.mktemp("questions") / "q.jsonl", QUESTIONS)
    asker = Asker(corpus, analyzer, answerer, TODAY)
    return asyncio.run(asker.ask_all(read_questions(path).questions, keep=True))


class Recorder:
    """Fits nothing, but remembers from which tables it was asked to."""

    def __init__(self, answerer: Answerer, sign: float = 1.0) -> None:
        self.lessons: list[list[FloatArray]] = []
        self._scorer = answerer.ranker.scorer
        self._sign = sign

    def __call__(self, tables: Sequence[FloatArray], labels: Sequence[FloatArray]) -> Scorer:
        assert [len(one) for one in tables] == [len(one) for one in labels]
        assert all(one.any() for one in labels)
        self.lessons.append(list(tables))
        return lambda table: self._sign * self._scorer(table)


def test_the_shipped_model_again_changes_nothing(asked: Sequence[Asked], corpus: Corpus, answerer: Answerer) -> None:
    again = refitted(asked, corpus, answerer, FOLDS, fit=Recorder(answerer))
    assert [one.kutip.rows for one in again] == [one.kutip.rows for one in asked]
    assert [one.kutip.confidence for one in again] == pytest.approx([one.kutip.confidence for one in asked])
    assert [one.gold for one in again] == [one.gold for one in asked]


def test_another_model_gives_another_order_and_the_confidence_follows(
    asked: Sequence[Asked], corpus: Corpus, answerer: Answerer
) -> None:
    again = refitted(asked, corpus, answerer, FOLDS, fit=Recorder(answerer, sign=-1.0))
    captain, turned = asked[0], again[0]
    assert sorted(turned.kutip.rows) == sorted(captain.kutip.rows)
    assert turned.kutip.rows != captain.kutip.rows
    assert turned.kutip.confidence != captain.kutip.confidence
    assert turned.plain == captain.plain


def test_what_is_kept_is_as_small_as_the_candidates(asked: Sequence[Asked]) -> None:
    kept = [one.weighed for one in asked if one.weighed is not None]
    assert sum(bool(one.ranking.candidates) for one in kept) == 3
    for one in kept:
        assert len(one.pool.sentence_scores) == 0
        assert not any(concept.sentences or concept.articles for concept in one.ranking.concepts)


def test_no_passage_is_on_both_sides(asked: Sequence[Asked], corpus: Corpus, answerer: Answerer) -> None:
    recorder = Recorder(answerer)
    refitted(asked, corpus, answerer, FOLDS, fit=recorder)
    for number, tables in enumerate(recorder.lessons):
        for one in asked:
            if one.weighed is None or fold(one.gold.group or one.gold.id, FOLDS) != number:
                continue
            own = np.array([candidate.figures for candidate in one.weighed.ranking.candidates])
            assert not any(np.array_equal(own, table) for table in tables)


def test_questions_of_one_passage_share_a_fold_and_all_folds_are_used() -> None:
    drawn = [fold(f"passage {number}", 5) for number in range(200)]
    assert drawn == [fold(f"passage {number}", 5) for number in range(200)]
    assert set(drawn) == set(range(5))


def test_nothing_to_learn_from_is_said(asked: Sequence[Asked], corpus: Corpus, answerer: Answerer) -> None:
    with pytest.raises(EvaluationError, match="--folds"):
        refitted(asked[:1], corpus, answerer, FOLDS, fit=Recorder(answerer))


@pytest.mark.parametrize(
    ("name", "sign"),
    [("coverage", 1), ("answer_nearness", 1), ("names_missing_context", -1), ("bm25_gap", -1), ("length", 0)],
)
def test_what_can_only_help_or_harm(name: str, sign: int) -> None:
    assert name in features.NAMES
    assert direction(name) == sign


def test_lambdamart_learns_which_feature_tells() -> None:
    random = np.random.default_rng(5)
    column = features.NAMES.index("coverage")
    tables = [random.random((8, len(features.NAMES))) for _ in range(90)]
    labels = [(table[:, column] == table[:, column].max()).astype(float) for table in tables]
    scorer = lambdamart()(tables, labels)
    fresh = random.random((200, len(features.NAMES)))
    low, high = fresh[:, column] < 0.3, fresh[:, column] > 0.7
    assert np.median(scorer(fresh)[high]) > scorer(fresh)[low].max()


async def test_a_run_with_folds_says_so(tmp_path: Path) -> None:
    questions = read_questions(write(tmp_path / "q.jsonl", QUESTIONS))
    found = await evaluate(questions, [write_articles(tmp_path / "articles.jsonl")], folds=FOLDS, today=TODAY)
    assert found.report.folds == FOLDS
    assert found.report.systems[0].measures["hit@5"].value == 1
