"""``evaluate``: a question set measured, its figures as tables or as JSON."""

from __future__ import annotations

import asyncio
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from bot.cli.failures import say
from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.evaluation.bootstrap import Figure
    from retrieval.evaluation.evaluate import Evaluation, Progress
    from retrieval.evaluation.gold import QuestionSet
    from retrieval.evaluation.report import Report, SystemReport

# Wide enough for the tables where nobody looks on, as in a file.
_WIDTH = 100
_NONE = "-"
_BY_KIND = ("hit@1", "hit@3", "MRR@10")

Figures = Mapping[str, "Figure | None"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked for."""

    data: Path
    against: Sequence[Path]
    errors: Path | None
    limit: int | None
    split: str | None
    folds: int
    as_json: bool


def evaluate_questions(settings: Settings, asked: Asked, *, named: bool) -> None:
    """Measures and prints; ``named`` tells that the database was given on the command line."""
    if named and asked.against:
        raise typer.BadParameter("give --database or --against, not both")
    if asked.folds == 1:
        raise typer.BadParameter("1 part leaves nothing to fit on; give 2 or more, or 0", param_hint="--folds")
    from retrieval.evaluation.forms import read_questions

    questions = read_questions(asked.data, split=asked.split, limit=asked.limit)
    asks_database = named or not (asked.against or questions.passages)
    evaluation = _evaluated(settings, asked, questions, settings.database_url if asks_database else None)
    if asked.errors is not None:
        _write_misses(asked.errors, evaluation)
    if asked.as_json:
        sys.stdout.write(json.dumps(_finite(asdict(evaluation.report)), ensure_ascii=False) + "\n")
    else:
        console = Console() if sys.stdout.isatty() else Console(file=sys.stdout, width=_WIDTH)
        show(evaluation.report, console)


def show(report: Report, console: Console) -> None:
    """The figures as tables, with what has to be known to read them."""
    for line in _heading(report):
        console.print(line, markup=False, highlight=False)
    console.print(_overall(report))
    console.print(_kinds(report))


def _evaluated(settings: Settings, asked: Asked, questions: QuestionSet, database: str | None) -> Evaluation:
    from bot.cli.session import embedder_of
    from retrieval.evaluation.evaluate import evaluate

    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Jakarta")).date()
    with _bar() as progress:
        return asyncio.run(
            evaluate(
                questions,
                asked.against,
                database=database,
                folds=asked.folds,
                today=today,
                lexicons=settings.lexicons,
                embedder=embedder_of(settings),
                progress=progress,
            )
        )


def _write_misses(path: Path, evaluation: Evaluation) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(miss, ensure_ascii=False) + "\n" for miss in evaluation.misses)
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint="--errors") from None
    say(f"{len(evaluation.misses)} of {evaluation.report.questions} questions went wrong; see {path}")


def _heading(report: Report) -> Iterator[str]:
    yield (
        f"{report.data}: {report.questions} questions, {report.answerable} answerable, {report.unanswerable} not; "
        f"{report.articles} articles, {report.sentences} sentences"
    )
    if report.unread:
        yield f"{report.unread} articles could not be read, such as one without a sentence."
    if report.left_out:
        yield f"{report.left_out} more are small talk or ask about the archive, and are left out."
    if report.unmarked:
        yield f"{report.unmarked} answerable questions have their answer in no sentence; they count as missed."
    if report.folds:
        yield (
            f"The ranking was fitted anew for each of {report.folds} parts, split by passage; "
            "the weighing of confidence is as shipped."
        )
    elif report.familiar:
        yield (
            f"Beware: {report.familiar} questions come from a set that the shipped models were trained on; "
            "their figures flatter. Give --folds 5."
        )


def _overall(report: Report) -> Table:
    table = Table("", "", *(column for system in report.systems for column in (system.name, "95 %")))
    for column in table.columns[2:]:
        column.justify = "right"
    sections = (
        ("ranking", _ranking),
        ("annotated only", _strict),
        ("abstention", _abstention),
        ("decision", _decision),
    )
    for title, section in sections:
        given = [section(system) for system in report.systems]
        for place, name in enumerate(given[0]):
            cells = [cell for figures in given for cell in _cells(figures.get(name))]
            table.add_row("" if place else title, name, *cells, end_section=place == len(given[0]) - 1)
    return table


def _ranking(system: SystemReport) -> Figures:
    return system.measures


def _strict(system: SystemReport) -> Figures:
    return system.strict


def _abstention(system: SystemReport) -> Figures:
    coverage = {f"coverage at {float(risk):.0%} risk": figure for risk, figure in system.coverage.items()}
    return {"AUC": system.auc, "AURC (less is better)": system.aurc, **coverage}


def _decision(system: SystemReport) -> Figures:
    if system.decision is None:
        return {}
    return {
        "right first": system.decision.right_first,
        "silent on answerable": system.decision.silent,
        "refused unanswerable": system.decision.refused,
    }


_SECTIONS: Mapping[str, Callable[[SystemReport], Figures]] = {
    "ranking": _ranking,
    "annotated only": _strict,
    "abstention": _abstention,
    "decision": _decision,
}


def _cells(figure: Figure | None) -> tuple[str, str]:
    if figure is None or math.isnan(figure.value):
        return _NONE, _NONE
    return f"{figure.value:.3f}", f"{figure.low:.3f}-{figure.high:.3f}"


def _kinds(report: Report) -> Table:
    table = Table("kind", "n", "answerable", "answered")
    for name in _BY_KIND:
        for system in report.systems:
            table.add_column(f"{name}\n{system.name}")
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, figures in report.systems[0].kinds.items():
        measured = [system.kinds[kind].measures.get(name) for name in _BY_KIND for system in report.systems]
        cells = [_NONE if value is None else f"{value:.3f}" for value in measured]
        table.add_row(kind, str(figures.questions), str(figures.answerable), f"{figures.answered:.3f}", *cells)
    return table


def _finite(value: Any) -> Any:
    """The same with ``None`` for what is not a number, which JSON cannot say."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


@contextmanager
def _bar() -> Iterator[Progress]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, done, total: None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def step(stage: str, done: int, total: int | None) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield step
