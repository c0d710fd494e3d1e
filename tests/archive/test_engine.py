"""Transactions and failures."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from retrieval.archive.archive import Archive
from retrieval.archive.location import Location
from retrieval.errors import ArchiveUnavailable
from tests.servers.postgres import PostgresServer


async def test_sqlite_keeps_a_write_ahead_log_flushes_and_checks_references(sqlite_url: str) -> None:
    async with await Archive.open(sqlite_url):
        pass
    async with await Archive.open(sqlite_url) as archive, archive.database.reading() as connection:
        values = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert values == ["wal", 2, 1, 30_000]


async def test_a_failed_write_leaves_nothing_behind(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        with pytest.raises(RuntimeError):
            await write_and_fail(archive)
        async with archive.database.reading() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM term"))).scalar() == 0


async def write_and_fail(archive: Archive) -> None:
    async with archive.database.writing() as connection:
        await connection.execute(text("INSERT INTO term (id, text) VALUES (1, 'pasar')"))
        raise RuntimeError


async def test_reading_goes_on_while_something_is_written(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive, archive.database.writing() as writer:
        await writer.execute(text("INSERT INTO term (id, text) VALUES (1, 'pasar')"))
        async with archive.database.reading() as reader:
            assert (await reader.execute(text("SELECT count(*) FROM term"))).scalar() == 0


async def test_a_wrong_statement_is_not_taken_for_a_lost_database(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        with pytest.raises(DBAPIError):
            async with archive.database.writing() as connection:
                await connection.execute(text("INSERT INTO sentence VALUES (1, 1, 0, 0, 0)"))


async def test_a_lost_database_is_told_as_such(postgres: PostgresServer, postgres_url: str) -> None:
    name = str(Location.parse(postgres_url).url.database)
    async with await Archive.open(postgres_url) as archive:
        await asyncio.to_thread(postgres.run, f'DROP DATABASE "{name}" WITH (FORCE)')
        with pytest.raises(ArchiveUnavailable, match=name):
            await archive.current_version()


async def test_a_damaged_file_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "arsip.db"
    async with await Archive.open(f"sqlite:///{file}"):
        pass
    file.write_bytes(b"rusak" * 1000)
    with pytest.raises(ArchiveUnavailable, match="not a database"):
        await Archive.open(f"sqlite:///{file}")
