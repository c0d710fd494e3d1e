"""Database URLs."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from retrieval.archive.archive import Archive
from retrieval.archive.location import Location
from retrieval.errors import ArchiveUnavailable, InvalidDatabaseURL


@pytest.mark.parametrize("form", ["sqlite:///a/b.db", "sqlite+aiosqlite:///a/b.db"])
def test_sqlite_files_are_found(form: str) -> None:
    location = Location.parse(form)
    assert location.url.drivername == "sqlite+aiosqlite"
    assert str(location.file) == "a/b.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_servers_get_the_async_driver(scheme: str) -> None:
    location = Location.parse(f"{scheme}://wartawan:rahasia@db.example:5432/arsip?sslmode=require")
    assert location.file is None
    assert location.url.drivername == "postgresql+asyncpg"
    assert dict(location.url.query) == {"ssl": "require"}
    assert location.shown == "postgresql+asyncpg://wartawan:***@db.example:5432/arsip"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "cannot be read"),
        ("arsip.db", "cannot be read"),
        ("mysql://u:rahasia@h/d", "'mysql'"),
        ("postgresql+psycopg2://u:rahasia@h/d", "psycopg2'"),
        ("postgresql://u:rahasia@h:bukan-angka/d", "cannot be read"),
        ("postgresql://u:rahasia@h", "no database"),
        ("postgresql://u:rahasia@h/d?warna=biru", "warna"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite://arsip.db", "three slashes"),
        ("sqlite:///arsip.db?mode=ro", "no parameters"),
    ],
)
async def test_what_is_wrong_is_named_and_the_password_is_not(text: str, wrong: str) -> None:
    with pytest.raises(InvalidDatabaseURL, match=wrong) as caught:
        await Archive.open(text)
    told = "".join(traceback.format_exception(caught.value))
    assert "rahasia" not in told.replace(repr(text), "")


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(ArchiveUnavailable, match=r"127\.0\.0\.1:1/") as caught:
        await Archive.open("postgresql://wartawan:rahasia@127.0.0.1:1/arsip")
    assert "rahasia" not in str(caught.value)


async def test_a_database_that_is_not_on_the_server_is_named(postgres_url: str) -> None:
    with pytest.raises(ArchiveUnavailable, match="tidak_ada"):
        await Archive.open(str(Location.parse(postgres_url).url.set(database="tidak_ada")))


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(ArchiveUnavailable, match="folder cannot be made"):
        await Archive.open(f"sqlite:///{tmp_path}/berkas/arsip.db")


async def test_a_folder_is_made_for_a_new_file(tmp_path: Path) -> None:
    async with await Archive.open(f"sqlite:///{tmp_path}/a/b/arsip.db") as archive:
        assert await archive.current_version() is None
    assert (tmp_path / "a/b/arsip.db").stat().st_size > 0
