"""One run over the sources: what is new, changed, gone or unreadable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.archive.archive import Archive
from retrieval.errors import ReindexCancelled
from retrieval.reindex.fingerprint import READER
from retrieval.reindex.known import Sightings
from retrieval.reindex.lock import exclusive
from retrieval.reindex.preparing import Batch, Preparer, TermSource
from retrieval.reindex.report import Change, ChangeKind, Progress, ReindexReport
from retrieval.reindex.writer import Writer
from retrieval.sources.folder import Survey, survey
from retrieval.sources.items import Identity, Unreadable
from retrieval.sources.reading import NONE, expected, items

if TYPE_CHECKING:
    from retrieval.sources.web.fetching import Fetcher

# So many are named one by one.
MOST_CHANGES = 10_000
# Indonesia's easternmost zone: no page of today is taken for one of tomorrow.
_WIT = timezone(timedelta(hours=9))


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    done: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, batch: Batch, preparer: Preparer) -> None:
        changed = sum(one.identity in preparer.known.current for one in batch.prepared)
        self.new += len(batch.prepared) - changed
        self.changed += changed
        self.unchanged += batch.unchanged
        self.unreadable += batch.unreadable
        for one in batch.prepared[: MOST_CHANGES - len(self.changes)]:
            kind = ChangeKind.CHANGED if one.identity in preparer.known.current else ChangeKind.NEW
            self.changes.append(Change(kind, _named(one.identity)))
        self.done += batch.size


@dataclass(frozen=True, slots=True)
class _How:
    """How sources are read: which columns tables have, and who visits the web."""

    columns: Mapping[str, str]
    fetcher: Fetcher | None


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who looks on: is told how far it is, and may ask to stop."""

    progress: Callable[[Progress], None] | None
    cancelled: Callable[[], bool]
    clock: Callable[[], datetime]

    def tell(self, done: int, total: int | None, source: str) -> None:
        if self.progress is not None:
            self.progress(Progress(done, total, source))

    def check(self) -> None:
        if self.cancelled():
            raise ReindexCancelled("the reindex was cancelled; the version before goes on answering")


async def reindex(
    archive: Archive,
    sources: Sequence[str | Path],
    *,
    analyzer: TermSource,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Callable[[], datetime] = utc_now,
    columns: Mapping[str, str] = NONE,
    dry: bool = False,
    fetcher: Fetcher | None = None,
) -> ReindexReport:
    """Bring the archive to what ``sources`` (files and folders) hold now; ``dry``, only tell what would become of it.

    Articles below the sources are compared; all others stay as they are. What cannot be read keeps what was read of
    it before, and is reported. ``cancelled`` is called from another thread, too. Raises ``ReindexRunning``,
    ``ArchiveUnavailable``, and ``ReindexCancelled`` once ``cancelled()`` is true; then, and after a kill at any
    moment, the version before goes on answering.
    """
    began = clock()
    watch = _Watch(progress, cancelled, clock)
    async with exclusive(archive.database) as connection:
        writer = Writer(connection, archive.database.location)
        await writer.begin()
        tally, sightings = _Tally(), Sightings()
        preparer = Preparer(writer.known, sightings, analyzer, READER, began.astimezone(_WIT).date())
        surveys = await asyncio.to_thread(_surveyed, sources)
        try:
            await _read_all(surveys, _How(columns, fetcher), None if dry else writer, preparer, tally, watch)
        except ReindexCancelled:
            await writer.discard()
            raise
        gone = await asyncio.to_thread(sightings.gone, [one.root for one in surveys], writer.known)
        if dry:
            await writer.discard()
        version = writer.active if dry else await _switched(writer, gone, tally, watch)
    return ReindexReport(
        version=version,
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        removed=len(gone),
        unreadable=tuple(tally.unreadable),
        seconds=(clock() - began).total_seconds(),
        ignored=sum(one.ignored for one in surveys),
        changes=(*tally.changes, *(Change(ChangeKind.GONE, _named(one)) for one in gone)),
    )


def _surveyed(sources: Sequence[str | Path]) -> list[Survey]:
    """What every source names; a file that two of them name is read once."""
    surveys = [survey(source) for source in sources]
    taken: set[str] = set()
    for one in surveys:
        one.files = [file for file in one.files if file.source not in taken]
        taken.update(file.source for file in one.files)
    return surveys


def _named(identity: Identity) -> str:
    return f"{identity.source} {identity.record}".rstrip()


async def _read_all(
    surveys: Sequence[Survey],
    how: _How,
    writer: Writer | None,
    preparer: Preparer,
    tally: _Tally,
    watch: _Watch,
) -> None:
    counts = [await asyncio.to_thread(expected, one) for one in surveys]
    known = [count for count in counts if count is not None]
    total = sum(known) if len(known) == len(counts) else None
    watch.tell(0, total, surveys[0].root if surveys else "")
    for one in surveys:
        found = items(one, how.columns, how.fetcher)
        while True:
            watch.check()
            batch = await asyncio.to_thread(preparer.batch, found, watch.cancelled)
            if not batch.size:
                break
            if writer is not None:
                await writer.write(batch, watch.clock())
            tally.add(batch, preparer)
            watch.tell(tally.done, total, one.root)
    watch.check()


async def _switched(writer: Writer, gone: Sequence[Identity], tally: _Tally, watch: _Watch) -> int | None:
    if not (tally.new or tally.changed or gone):
        return writer.active
    counts = {"new": tally.new, "changed": tally.changed, "removed": len(gone), "unreadable": len(tally.unreadable)}
    return await writer.switch(gone, counts, watch.clock())
