"""One reindex of an archive at a time, across processes; the lock dies with its process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from retrieval.archive.engine import Database, failures, for_writing
from retrieval.errors import ReindexRunning

# Any constant serves: it only has to be the same in every process that opens the archive.
_ADVISORY_LOCK = 0x72656978


@asynccontextmanager
async def exclusive(database: Database) -> AsyncIterator[AsyncConnection]:
    """The one connection that may build a version; raises ``ReindexRunning`` when the lock is taken.

    On PostgreSQL the lock is the connection's own: if the server drops it, nothing more can be written through it.
    """
    file = database.location.file
    if file is None:
        async with _server_lock(database) as connection:
            yield connection
        return
    lock = _file_lock(file)
    try:
        async with database.engine.connect() as connection:
            await for_writing(connection)
            yield connection
    finally:
        lock.release()


def _file_lock(file: Path) -> FileLock:
    # Not bound to a thread: the event loop may end the reindex in another one than it began in.
    lock = FileLock(f"{file}.reindex-lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise ReindexRunning("another reindex of this archive is under way") from error
    return lock


@asynccontextmanager
async def _server_lock(database: Database) -> AsyncIterator[AsyncConnection]:
    with failures(database.location):
        connection = await database.engine.connect()
    try:
        with failures(database.location):
            taken = await connection.execute(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})"))
            # Committed, so that the session does not stay idle in a transaction while files are read.
            await connection.commit()
        if not taken.scalar_one():
            raise ReindexRunning("another reindex of this archive is under way")
        try:
            yield connection
        finally:
            await _unlock(connection)
    finally:
        await connection.close()


async def _unlock(connection: AsyncConnection) -> None:
    try:
        await connection.rollback()
        await connection.execute(text(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})"))
        await connection.commit()
    except BaseException:
        # Back in the pool it would hold the lock for as long as the process lives.
        await connection.invalidate()
        raise
