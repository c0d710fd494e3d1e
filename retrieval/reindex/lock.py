"""One reindex of an archive at a time, across processes; the lock dies with its process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from retrieval.errors import ReindexRunning

# Any constant serves: it only has to be the same in every process that opens the archive.
_ADVISORY_LOCK = 0x72656978


@asynccontextmanager
async def reindex_lock(engine: AsyncEngine) -> AsyncIterator[None]:
    """Hold the lock of the engine's database; raises ``ReindexRunning`` when it is taken."""
    if engine.dialect.name == "postgresql":
        async with engine.connect() as connection:
            taken = await connection.execute(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})"))
            if not taken.scalar():
                raise ReindexRunning("another reindex of this archive is under way")
            # Committed, so that the lock's session does not stay idle in a transaction; the lock is the session's.
            await connection.commit()
            try:
                yield
            finally:
                await connection.execute(text(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})"))
                await connection.commit()
        return
    database = engine.url.database
    if not database or database == ":memory:":
        yield
        return
    lock = FileLock(f"{database}.reindex-lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise ReindexRunning("another reindex of this archive is under way") from error
    try:
        yield
    finally:
        lock.release()
