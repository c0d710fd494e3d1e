"""Schema changes, run with Alembic whenever a database is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from retrieval.errors import ArchiveUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "kutip_archive_version"
# Any constant serves: it only has to be the same in every process that opens the database.
_ADVISORY_LOCK = 0x6B757469


async def migrate(engine: AsyncEngine, folder: Path = MIGRATIONS, version_table: str = VERSION_TABLE) -> None:
    """Bring the tables up to date in one transaction; safe when several processes open the database at once.

    Raises ``ArchiveUnavailable`` when the database is newer than the code.
    """
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("version_table", version_table)
    async with engine.connect() as connection:
        if await connection.run_sync(_current, version_table) == ScriptDirectory.from_config(config).get_current_head():
            return
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        await connection.run_sync(_upgrade, config)


def _current(connection: Connection, version_table: str) -> str | None:
    if not inspect(connection).has_table(version_table):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {version_table}")).scalar()  # noqa: S608
    return str(found) if found is not None else None


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ArchiveUnavailable(f"the database was made by a newer Kutip than this one ({error})") from error
