"""A whole run over the small archive: what is counted, what is written, what is refused."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.archive.archive import Archive
from retrieval.errors import EvaluationError
from retrieval.evaluation.evaluate import Evaluation, evaluate
from retrieval.evaluation.forms import read_questions
from retrieval.evaluation.gold import QuestionSet
from retrieval.language.analyzer import Analyzer
from retrieval.reindex import reindex
from tests.evaluation.archive import QUESTIONS, SHIP, write, write_articles
from tests.evaluation.test_forms import FACQA, IDK

TODAY = date(2026, 11, 23)


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    return read_questions(write(tmp_path / "questions.jsonl", QUESTIONS))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("run")
    questions = read_questions(write(folder / "questions.jsonl", QUESTIONS))
    return asyncio.run(evaluate(questions, [write_articles(folder / "articles.jsonl")], today=TODAY))


def test_a_run_counts_what_was_asked(run: Evaluation) -> None:
    report = run.report
    assert (report.questions, report.answerable, report.unanswerable, report.left_out) == (4, 3, 1, 1)
    assert (report.articles, report.sentences, report.unmarked, report.familiar, report.folds) == (4, 11, 0, 0, 0)
    assert [system.name for system in report.systems] == ["Kutip", "BM25"]


def test_easy_questions_are_right_first_for_both(run: Evaluation) -> None:
    for system in run.report.systems:
        assert system.measures["hit@1"].value == 1
        assert system.kinds["who"].measures["MRR@10"] == 1
        assert system.kinds["when"].answerable == 0
        assert system.kinds["when"].measures == {}
        assert "greeting" not in system.kinds


def test_copies_count_beside_the_annotated_sentence(run: Evaluation) -> None:
    plain = run.report.systems[1]
    # For "workers" the shorter of both sentences is the annotated one; BM25 puts the copy right behind it.
    assert plain.strict["hit@1"].value == plain.measures["hit@1"].value == 1
    assert plain.measures["nDCG@10"].value == plain.strict["nDCG@10"].value == 1
    for system in run.report.systems:
        for name, figure in system.strict.items():
            assert figure.value <= system.measures[name].value or name == "nDCG@10"


def test_only_kutip_decides(run: Evaluation) -> None:
    kutip, plain = run.report.systems
    assert plain.decision is None
    assert kutip.decision is not None
    assert kutip.decision.refused is not None
    assert 0 <= kutip.decision.silent.value <= 1 - kutip.decision.right_first.value


def test_the_answerable_are_told_from_the_unanswerable(run: Evaluation) -> None:
    auc = run.report.systems[0].auc
    assert auc is not None
    assert auc.value == 1
    assert auc.low <= auc.value <= auc.high


async def test_what_stands_nowhere_is_missed_and_said(tmp_path: Path) -> None:
    asked = [
        {**QUESTIONS[0], "relevant": [{"article": "ship", "text": "tidak tertulis"}]},
        {"id": "wrong", "question": "Siapa nakhoda kapal feri?", "relevant": [{"article": "festival", "text": "tiga"}]},
    ]
    questions = read_questions(write(tmp_path / "q.jsonl", asked))
    found = await evaluate(questions, [write_articles(tmp_path / "articles.jsonl")], today=TODAY)
    unmarked, wrong = found.misses
    assert found.report.unmarked == 1
    assert unmarked["miss"][:2] == ["unmarked", "first"]
    assert unmarked["right"] == []
    assert unmarked["ranks"] == {"kutip": None, "bm25": None}
    assert wrong["expected"] == [{"article": "festival", "text": "tiga"}]
    assert wrong["right"][0]["text"].startswith("Festival layang-layang")
    assert any(given["text"] in SHIP for given in wrong["given"])
    assert len(wrong["given"]) <= 3
    assert json.loads(json.dumps(wrong)) == wrong


async def test_passages_of_the_questions_become_articles(tmp_path: Path) -> None:
    questions = read_questions(write(tmp_path / "q.jsonl", [FACQA, IDK]))
    found = await evaluate(questions, today=TODAY)
    assert found.report.articles == 2
    assert found.report.familiar == 1
    assert found.report.systems[0].strict["hit@1"].value == 1


async def test_articles_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    asked = [{"question": "Di mana feri itu?", "passages": {"empty": "  ", "ship": SHIP}}]
    found = await evaluate(read_questions(write(tmp_path / "q.jsonl", asked)), today=TODAY)
    assert (found.report.articles, found.report.unread) == (1, 1)


async def test_an_existing_archive_is_asked_and_left_as_it_is(
    tmp_path: Path, sqlite_url: str, questions: QuestionSet
) -> None:
    async with await Archive.open(sqlite_url) as archive:
        await reindex(archive, [write_articles(tmp_path / "articles.jsonl")], analyzer=Analyzer())
        before = await archive.facts()
    found = await evaluate(questions, database=sqlite_url, today=TODAY)
    assert found.report.systems[0].measures["hit@1"].value == 1
    async with await Archive.open(sqlite_url) as archive:
        assert await archive.facts() == before


async def test_progress_tells_every_stage_to_its_end(tmp_path: Path, questions: QuestionSet) -> None:
    told: list[tuple[str, int, int | None]] = []
    source = write_articles(tmp_path / "articles.jsonl")
    await evaluate(questions, [source], today=TODAY, progress=lambda *step: told.append(step))
    assert ("reading", 4, 4) in told
    assert told[-1] == ("asking", 5, 5)


async def test_nothing_to_measure_against_is_said(tmp_path: Path, sqlite_url: str, questions: QuestionSet) -> None:
    with pytest.raises(EvaluationError, match="archive is empty"):
        await evaluate(questions, database=sqlite_url, today=TODAY)
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvaluationError, match="no article to measure against"):
        await evaluate(questions, [tmp_path / "empty"], today=TODAY)
