"""Reindex with a progress bar, and its report in words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.failures import say
from bot.cli.session import Session

if TYPE_CHECKING:
    from retrieval.reindex import Progress as Step
    from retrieval.reindex import ReindexReport

# A folder of the wrong files must not scroll the counts away.
_REASONS_SHOWN = 50


def reindex(
    session: Session, sources: Sequence[str | Path], columns: Mapping[str, str], *, dry: bool = False
) -> ReindexReport:
    """Reads ``sources`` into a new index version, with a progress bar where a person looks on."""
    with _bar() as step:
        return session.wait(session.kutip.reindex(sources, progress=step, columns=columns, dry=dry))


def tell_changes(report: ReindexReport) -> None:
    """What a dry run found, a line each on standard output."""
    for change in report.changes:
        sys.stdout.write(f"{change.kind.value}\t{change.source}\n")


def read_nothing(report: ReindexReport) -> bool:
    """Whether there was something to read, and none of it could be."""
    return bool(report.unreadable) and not (report.new or report.changed or report.unchanged)


def tell(report: ReindexReport, *, dry: bool = False) -> None:
    """The unreadable files with their reasons, and the counts, on standard error."""
    for unreadable in report.unreadable[:_REASONS_SHOWN]:
        say(f"unreadable: {unreadable.source}: {unreadable.reason}")
    if len(report.unreadable) > _REASONS_SHOWN:
        say(f"unreadable: … and {len(report.unreadable) - _REASONS_SHOWN} more")
    version = "no index yet" if report.version is None else f"index version {report.version}"
    version = f"nothing was changed, {version} answers" if dry else version
    say(
        f"{version}: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{report.removed} removed, {len(report.unreadable)} unreadable, in {report.seconds:.1f} s"
    )


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def step(at: Step) -> None:
            name = Path(at.source).name if at.source else "reading"
            progress.update(task, completed=at.done, total=at.total, description=name[:40])

        yield step
