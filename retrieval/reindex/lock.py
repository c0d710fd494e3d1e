"""One reindex of an archive at a time, across processes; the lock dies with its process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from retrieval.archive.engine import Database, failures, for_writing
from retrieval.archive.location import Location
from retrieval.errors import ReindexRunning

# Any constant serves: it only has to be the same in every process that opens the archive.
_ADVISORY_LOCK = 0x72656978
_RUNNING = "another reindex of this archive is under way"


@asynccontextmanager
async def exclusive(database: Database) -> AsyncIterator[AsyncConnection]:
    """The one connection that may build a version; raises ``ReindexRunning`` when the lock is taken.

    On PostgreSQL the lock is the connection's own: if the server drops it, nothing more can be written through it.
    """
    location = database.location
    with failures(location):
        connection = await database.engine.connect()
    try:
        if location.file is None:
            async with _server_lock(connection, location):
                yield connection
        else:
            await for_writing(connection)
            with _file_lock(location.file, location):
                yield connection
    finally:
        await connection.close()


@contextmanager
def _file_lock(file: Path, location: Location) -> Iterator[None]:
    # Not bound to a thread: the event loop may end the reindex in another one than it began in.
    lock = FileLock(f"{file}.reindex-lock", timeout=0, thread_local=False)
    with failures(location):
        try:
            lock.acquire()
        except Timeout as error:
            raise ReindexRunning(_RUNNING) from error
    try:
        yield
    finally:
        lock.release()


@asynccontextmanager
async def _server_lock(connection: AsyncConnection, location: Location) -> AsyncIterator[None]:
    with failures(location):
        taken = await connection.execute(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})"))
        # Committed, so that the session does not stay idle in a transaction while files are read.
        await connection.commit()
    if not taken.scalar_one():
        raise ReindexRunning(_RUNNING)
    try:
        yield
    finally:
        await _unlock(connection)


async def _unlock(connection: AsyncConnection) -> None:
    unlocked = False
    try:
        await connection.rollback()
        await connection.execute(text(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})"))
        await connection.commit()
        unlocked = True
    except (DBAPIError, OSError):
        # The server has gone, and the lock with it; why the reindex failed is being told already.
        return
    finally:
        if not unlocked:
            # Back in the pool it might hold the lock for as long as the process lives.
            await connection.invalidate()
