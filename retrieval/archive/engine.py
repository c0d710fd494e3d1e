"""From a database URL to an engine that loses nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from retrieval.errors import ArchiveUnavailable, InvalidDatabaseURL

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
BUSY_MILLISECONDS = 30_000


def parse_url(text: str) -> URL:
    """The URL with its async driver; raises ``InvalidDatabaseURL``, never repeating a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise InvalidDatabaseURL("database URL: not of the form engine://..., e.g. sqlite:///kutip.db") from error
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        known = ", ".join(sorted(DRIVERS))
        raise InvalidDatabaseURL(f"database URL: engine {url.drivername!r} is not supported (one of {known})")
    return url.set(drivername=driver)


def connect(url: URL) -> AsyncEngine:
    """An engine for ``url``; SQLite gets a write-ahead log, so that reading goes on while a reindex writes."""
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveUnavailable(f"database folder {Path(url.database).parent}: {error.strerror}") from error
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # FULL, because NORMAL may lose the latest commits of a write-ahead log when the power fails.
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
