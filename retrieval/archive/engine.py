"""Connections to the archive's database, and its failures told in one way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from retrieval.archive.location import Location
from retrieval.errors import ArchiveUnavailable

T = TypeVar("T")

BUSY_MILLISECONDS = 30_000
CONNECT_SECONDS = 10
_WRITES = "kutip_writes"
# Faults of a statement, not of the database: they must not be mistaken for one that is down.
_STATEMENT_FAULTS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)


class Database:
    """An engine whose transactions say what they are for."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.engine = connect(location)
        # The asynchronous driver visits a thread for every step of every statement; what belongs to each question
        # is done in one visit.
        self._direct = None if location.file is None else _direct(location)

    async def close(self) -> None:
        await self.engine.dispose()
        if self._direct is not None:
            self._direct.dispose()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` makes of one state of the database; raises ``ArchiveUnavailable``."""
        if self._direct is not None:
            return await asyncio.to_thread(self._visit, self._direct, work, False)
        async with self.reading() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` gives, all that it writes written or none; raises ``ArchiveUnavailable``."""
        if self._direct is not None:
            return await asyncio.to_thread(self._visit, self._direct, work, True)
        async with self.writing() as connection:
            return await connection.run_sync(work)

    def _visit(self, engine: Engine, work: Callable[[Connection], T], writes: bool) -> T:
        with failures(self.location), engine.connect() as connection:
            if writes:
                connection.execution_options(**{_WRITES: True})
            with connection.begin():
                return work(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one state of the database; raises ``ArchiveUnavailable``."""
        with failures(self.location):
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is written whole or not at all; raises ``ArchiveUnavailable``."""
        with failures(self.location):
            async with self.engine.connect() as connection:
                await for_writing(connection)
                async with connection.begin():
                    yield connection


async def for_writing(connection: AsyncConnection) -> None:
    """Let the connection's transactions take SQLite's write lock when they begin.

    A transaction that reads first and takes the lock later fails at once when another has written in between.
    """
    await connection.execution_options(**{_WRITES: True})


def connect(location: Location) -> AsyncEngine:
    """An engine for the location; creates the folder of a SQLite file."""
    if location.file is None:
        return create_async_engine(location.url, pool_pre_ping=True, connect_args={"timeout": CONNECT_SECONDS})
    try:
        location.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveUnavailable(f"{location.shown}: its folder cannot be made: {error.strerror}") from error
    engine = create_async_engine(location.url)
    _prepare(engine.sync_engine)
    return engine


def _direct(location: Location) -> Engine:
    """A second engine for the same SQLite file, whose connections block."""
    engine = create_engine(location.url.set(drivername="sqlite"))
    _prepare(engine)
    return engine


def _prepare(engine: Engine) -> None:
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


@contextmanager
def failures(location: Location) -> Iterator[None]:
    """Turns a database that is away, full, locked or none at all into ``ArchiveUnavailable``."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, _STATEMENT_FAULTS) and not error.connection_invalidated:
            raise
        raise ArchiveUnavailable(f"{location.shown}: {_reason(error.orig or error)}") from error
    except (OSError, PoolTimeout) as error:
        raise ArchiveUnavailable(f"{location.shown}: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late, and not at all before DDL; _begin does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL, because with NORMAL a power failure may take back exchanges that people have seen.
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
