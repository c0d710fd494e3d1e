"""The tables come into being once, and only in a database that is theirs."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from retrieval.archive.archive import Archive
from retrieval.archive.engine import Database
from retrieval.archive.location import Location
from retrieval.archive.migrate import VERSION_TABLE, migrate
from retrieval.archive.tables import ArchiveTable
from retrieval.errors import ArchiveUnavailable

OPEN = """
import asyncio, sys
from retrieval.archive.archive import Archive

async def main():
    async with await Archive.open(sys.argv[1]) as archive:
        print(await archive.current_version(), (await archive.facts()).articles)

sys.stdin.readline()
asyncio.run(main())
"""


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
    return list(compare_metadata(context, ArchiveTable.metadata))


async def test_migrations_make_what_the_tables_say(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive, archive.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_opening_again_changes_nothing(archive_url: str) -> None:
    async with await Archive.open(archive_url):
        pass
    async with await Archive.open(archive_url) as archive:
        assert await archive.current_version() is None


def test_two_processes_may_open_a_new_database_at_once(archive_url: str) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, archive_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=60) for process in running]
    assert [error for _, error in ended] == ["", ""]
    assert [out.split() for out, _ in ended] == [["None", "0"]] * 2


async def test_many_may_open_a_new_database_at_once(archive_url: str) -> None:
    archives = await asyncio.gather(*(Archive.open(archive_url) for _ in range(4)))
    assert [await archive.current_version() for archive in archives] == [None] * 4
    for archive in archives:
        await archive.close()


async def test_a_database_of_a_newer_release_is_refused(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive, archive.database.writing() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = 'archive_999'"))
    with pytest.raises(ArchiveUnavailable, match=r"newer Kutip.*archive_999"):
        await Archive.open(archive_url)


async def test_a_database_of_something_else_is_refused_and_left_alone(archive_url: str) -> None:
    database = Database(Location.parse(archive_url))
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE article (judul TEXT)"))
    with pytest.raises(ArchiveUnavailable, match="no Kutip archive"):
        await Archive.open(archive_url)
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT judul FROM article"))).all() == []
    await database.close()


async def test_another_application_s_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "lain.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE penjualan (jumlah INTEGER)")
    with pytest.raises(ArchiveUnavailable, match="penjualan"):
        await Archive.open(f"sqlite:///{file}")


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "catatan.db"
    file.write_text("Ini catatan redaksi, bukan basis data.\n" * 200)
    before = file.read_bytes()
    with pytest.raises(ArchiveUnavailable, match="not a database"):
        await Archive.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


async def test_other_tables_live_beside_the_archive_s(archive_url: str, tmp_path: Path) -> None:
    folder = write_migrations(tmp_path / "bot_migrations")
    async with await Archive.open(archive_url) as archive:
        await asyncio.gather(*(migrate(archive.engine, folder, "desk_version") for _ in range(3)))
        async with archive.database.writing() as connection:
            await connection.execute(text("INSERT INTO desk (id) VALUES (7)"))
    async with await Archive.open(archive_url) as archive, archive.database.reading() as connection:
        assert (await connection.execute(text("SELECT id FROM desk"))).scalars().all() == [7]
        assert (await connection.execute(text("SELECT version_num FROM desk_version"))).scalars().all() == ["desk_1"]


def write_migrations(folder: Path) -> Path:
    own = Path(__file__).parents[2] / "retrieval/archive/migrations/env.py"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(own.read_text())
    (folder / "versions/0001.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        'revision = "desk_1"\n'
        "down_revision = None\n"
        "def upgrade():\n"
        '    op.create_table("desk", sa.Column("id", sa.Integer, primary_key=True))\n'
    )
    return folder
