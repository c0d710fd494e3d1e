"""One run over the sources: what is new, changed, gone or unreadable."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from retrieval.archive.archive import Archive, storable
from retrieval.errors import ReadingError, ReindexCancelled
from retrieval.reindex.lock import reindex_lock
from retrieval.reindex.report import Progress, ReindexReport
from retrieval.reindex.writer import Known, Prepared, Writer
from retrieval.sources import folder
from retrieval.sources.items import Item, Unreadable

BATCH = 200
# Raised whenever reading or analysis changes what it makes of the same bytes, so that they are read again.
READER = "1"


class TermSource(Protocol):
    """What turns a sentence into terms."""

    def terms(self, text: str) -> list[str]: ...


@dataclass(slots=True)
class _Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    done: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    """What one stretch of a source came to."""

    prepared: list[Prepared] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    unchanged: int = 0
    size: int = 0


async def reindex(
    archive: Archive,
    sources: Sequence[str | Path],
    *,
    analyzer: TermSource,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReindexReport:
    """Bring the archive to what ``sources`` hold now.

    Each source is compared with what came from it before; other sources' articles stay as they are. A source or file
    that cannot be read keeps its articles. Raises ``ReindexRunning``, and ``ReindexCancelled`` once ``cancelled()``
    is true; either way the version before goes on answering.
    """
    began = time.monotonic()
    async with reindex_lock(archive.engine):
        writer = Writer(archive.engine)
        await writer.begin()
        tally = _Tally()
        for source in sources:
            await _one_source(writer, Path(source), analyzer, tally, progress, cancelled)
        if tally.new or tally.changed or tally.removed:
            await writer.switch({name: getattr(tally, name) for name in ("new", "changed", "unchanged", "removed")})
        else:
            await writer.discard()
    return ReindexReport(
        version=await archive.current_version(),
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        removed=tally.removed,
        unreadable=tuple(tally.unreadable),
        seconds=time.monotonic() - began,
    )


async def _one_source(
    writer: Writer,
    path: Path,
    analyzer: TermSource,
    tally: _Tally,
    progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
) -> None:
    root = path.as_posix()
    known = await writer.known(root)
    total = await asyncio.to_thread(folder.count, path)
    items = folder.walk(path)
    gone, complete = set(known), True
    while True:
        if cancelled():
            await writer.discard()
            raise ReindexCancelled("the reindex was cancelled; the version before goes on answering")
        batch = await asyncio.to_thread(_prepare, items, known, analyzer, cancelled)
        if not batch.size:
            break
        await writer.write(root, batch.prepared, known)
        gone.difference_update(batch.seen)
        gone.difference_update(one.key for one in batch.unreadable if one.key is not None)
        complete = complete and not any(one.everything or one.key is None for one in batch.unreadable)
        tally.new += sum(one.key not in known for one in batch.prepared)
        tally.changed += sum(one.key in known for one in batch.prepared)
        tally.unchanged += batch.unchanged
        tally.unreadable += batch.unreadable
        tally.done += batch.size
        if progress is not None:
            progress(Progress(tally.done, total, root))
    # What could not be told apart may hide an article that is still there: then nothing of the source is removed.
    if complete:
        tally.removed += len(gone)
        writer.ended.update(known[key].revision for key in gone)


def _prepare(
    items: Iterator[Item | Unreadable], known: dict[str, Known], analyzer: TermSource, cancelled: Callable[[], bool]
) -> _Batch:
    batch = _Batch()
    for item in islice(items, BATCH):
        batch.size += 1
        if isinstance(item, Unreadable):
            batch.unreadable.append(item)
        elif item.key in known and known[item.key].content_hash == _content_hash(item):
            batch.unchanged += 1
            batch.seen.append(item.key)
        else:
            _read(item, batch, analyzer)
        if cancelled():
            break
    return batch


def _read(item: Item, batch: _Batch, analyzer: TermSource) -> None:
    try:
        article = item.read()
    except ReadingError as error:
        batch.unreadable.append(Unreadable(item.label, str(error), key=item.key))
        return
    if article.text != storable(article.text):
        batch.unreadable.append(Unreadable(item.label, "berisi karakter yang tidak dapat disimpan", key=item.key))
        return
    sentences = [(span, analyzer.terms(span.of(article.text))) for span in article.sentences]
    batch.prepared.append(Prepared(item.key, item.file, _content_hash(item), article, sentences))
    batch.seen.append(item.key)


def _content_hash(item: Item) -> str:
    return f"{READER}:{item.digest}"
