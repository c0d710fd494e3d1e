"""Schema changes, run with Alembic whenever a database is opened.

Any set of tables may live beside the archive's in the same database, with migrations and a version table of its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection, column, inspect, select, table, text
from sqlalchemy.ext.asyncio import AsyncEngine

from retrieval.archive.engine import connect, failures, for_writing
from retrieval.archive.location import Location
from retrieval.archive.tables import ArchiveTable
from retrieval.errors import ArchiveUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "kutip_archive_version"
LOCK_SECONDS = 60
# Any constant serves: it only has to be the same in every process that opens the database.
_ADVISORY_LOCK = 0x6B757469
# Alembic keeps the migration at hand in modules of its own, so a process runs one migration at a time.
_ALEMBIC = threading.Lock()


@dataclass(frozen=True, slots=True)
class Schema:
    """A folder of migrations, and the table that remembers which of them were run."""

    folder: Path
    version_table: str

    def config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        config.set_main_option("version_table", self.version_table)
        return config

    def is_current(self, connection: Connection, tables: Collection[str]) -> bool:
        """Whether nothing is left to run.

        Raises ``ArchiveUnavailable`` when the database is newer than the code or, where ``tables`` are to be made,
        belongs to something else.
        """
        existing = set(inspect(connection).get_table_names())
        if self.version_table not in existing:
            _refuse_strangers(connection.dialect.name, existing, tables)
            return False
        found = connection.execute(select(column("version_num")).select_from(table(self.version_table))).scalar()
        scripts = ScriptDirectory.from_config(self.config())
        if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
            raise ArchiveUnavailable(f"the database was made by a newer Kutip than this one (its schema is {found})")
        return found == scripts.get_current_head()


async def migrate(engine: AsyncEngine, folder: Path = MIGRATIONS, version_table: str = VERSION_TABLE) -> None:
    """Bring the tables of one folder of migrations up to date, in one transaction.

    Safe when several processes open the database at once. Raises ``ArchiveUnavailable``.
    """
    schema = Schema(folder, version_table)
    tables = ArchiveTable.metadata.tables.keys() if folder == MIGRATIONS else ()
    location = Location.of(engine.url)
    with failures(location):
        async with engine.connect() as connection:
            current = await connection.run_sync(schema.is_current, tables)
        if not current:
            await asyncio.to_thread(_upgrade_alone, location, schema)


def _refuse_strangers(dialect: str, existing: set[str], tables: Collection[str]) -> None:
    # A file is one application's; a server's schema may be shared as long as no name is taken.
    strangers = existing if dialect == "sqlite" else existing.intersection(tables)
    if tables and strangers:
        raise ArchiveUnavailable(f"the database is no Kutip archive: it holds the table {min(strangers)!r}")


def _upgrade_alone(location: Location, schema: Schema) -> None:
    try:
        with _ALEMBIC, _file_lock(location):
            asyncio.run(_upgrade(location, schema))
    except Timeout as error:
        raise ArchiveUnavailable(f"{location.shown}: another process is still preparing the tables") from error


def _file_lock(location: Location) -> AbstractContextManager[object]:
    """SQLite cannot wait for a lock while it turns a file to its write-ahead log, so a lock file does."""
    return nullcontext() if location.file is None else FileLock(f"{location.file}.open-lock", timeout=LOCK_SECONDS)


async def _upgrade(location: Location, schema: Schema) -> None:
    engine = connect(location)
    try:
        async with engine.connect() as connection:
            if location.file is not None:
                # The mode cannot be changed within a transaction, and stays with the file.
                await connection.run_sync(_write_ahead)
                await for_writing(connection)
            async with connection.begin():
                if location.file is None:
                    await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                await connection.run_sync(_run, schema)
    finally:
        await engine.dispose()


def _write_ahead(connection: Connection) -> None:
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _run(connection: Connection, schema: Schema) -> None:
    config = schema.config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
