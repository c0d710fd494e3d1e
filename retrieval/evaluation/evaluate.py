"""One run: read, index, ask, fit anew where wanted, sum up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.evaluation.asking import Asked, Asker
from retrieval.evaluation.corpus import Corpus, built, loaded
from retrieval.evaluation.gold import QuestionSet
from retrieval.evaluation.measures import require
from retrieval.evaluation.misses import Miss, misses
from retrieval.evaluation.refitting import lambdamart, refitted
from retrieval.evaluation.report import Report, report
from retrieval.language.analyzer import Analyzer
from retrieval.semantic.embedder import Embedder
from retrieval.semantic.reordering import Reordering
from retrieval.semantic.store import VectorStore

# What is done, how much of it, and how much there is (None when only reading can tell).
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a run, and the questions that went wrong."""

    report: Report
    misses: Sequence[Miss]


async def evaluate(
    questions: QuestionSet,
    sources: Sequence[Path] = (),
    *,
    database: str | None = None,
    folds: int = 0,
    today: date,
    lexicons: Path | None = None,
    embedder: Embedder | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Evaluation:
    """Measure Kutip and plain BM25 on ``questions``.

    The articles are the passages of the questions and ``sources``, in an archive made for this run; or, without
    both, those of ``database``. ``folds`` above 1 fits the ranking anew for each fold. With ``embedder``, the vectors
    that the archive has of it (an archive made for this run has all) help to order the best. Raises
    ``EvaluationError``.
    """
    require()
    fit = lambdamart() if folds > 1 else None
    analyzer = await asyncio.to_thread(Analyzer)
    answerer = await asyncio.to_thread(Answerer.shipped, analyzer, lexicons)
    async with _corpus(questions, sources, database, analyzer, progress) as corpus:
        if embedder is not None:
            store = VectorStore(corpus.archive, embedder.name)
            if database is None:
                await store.fill(embedder)
            answerer = answerer.with_second_look(Reordering(store, embedder).reorder)
        total = len(questions.questions)
        asked = await Asker(corpus, analyzer, answerer, today).ask_all(
            questions.questions, keep=folds > 1, progress=lambda done: progress("asking", done, total)
        )
        if fit is not None:
            asked = await asyncio.to_thread(
                refitted,
                asked,
                corpus,
                answerer,
                folds,
                fit=fit,
                progress=lambda done: progress("fitting", done, folds),
            )
        return await asyncio.to_thread(_summed_up, asked, corpus, questions.name, folds)


@asynccontextmanager
async def _corpus(
    questions: QuestionSet, sources: Sequence[Path], database: str | None, analyzer: Analyzer, progress: Progress
) -> AsyncIterator[Corpus]:
    if database is not None:
        async with await Archive.open(database) as archive:
            yield await loaded(archive, questions)
        return
    async with built(questions, sources, analyzer, lambda step: progress("reading", step.done, step.total)) as corpus:
        yield corpus


def _summed_up(asked: Sequence[Asked], corpus: Corpus, name: str, folds: int) -> Evaluation:
    figures = report(asked, corpus, data=name, folds=folds)
    return Evaluation(figures, list(misses(asked, corpus)))
