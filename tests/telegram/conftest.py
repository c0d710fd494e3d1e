"""The real bot against the Bot API server of the tests."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Peer
from tests.telegram.content import ARTICLES
from tests.telegram.scripted import Scripted


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in [key for key in os.environ if key.startswith("KUTIP_")]:
        monkeypatch.delenv(key)
    # The library's own way to say durations as such; what it does without is tested where it matters.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer() as server:
        yield server


@pytest.fixture(scope="session")
def minds() -> tuple[Analyzer, Answerer]:
    """What a service thinks with; slow to load and the same for all."""
    analyzer = Analyzer()
    return analyzer, Answerer.shipped(analyzer)


@pytest.fixture(scope="session")
def archive_file(tmp_path_factory: pytest.TempPathFactory, minds: tuple[Analyzer, Answerer]) -> Path:
    """A SQLite archive of the tests' own articles; to be copied, not to be used."""
    folder = tmp_path_factory.mktemp("arsip")
    (folder / "artikel.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")

    async def fill() -> None:
        archive = await Archive.open(f"sqlite:///{folder / 'kutip.db'}")
        async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as kutip:
            report = await kutip.reindex([folder / "artikel.jsonl"])
            assert report.new == len(ARTICLES)

    asyncio.run(fill())
    return folder / "kutip.db"


@pytest.fixture
def database(tmp_path: Path, archive_file: Path) -> str:
    """The URL of a copy of the archive."""
    shutil.copy(archive_file, tmp_path / "kutip.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'kutip.db'}"


@pytest.fixture
async def kutip(database: str, minds: tuple[Analyzer, Answerer]) -> AsyncIterator[Kutip]:
    """The real service on the tests' articles."""
    archive = await Archive.open(database)
    async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as service:
        yield service


@pytest.fixture
async def scripted(sqlite_url: str) -> AsyncIterator[Scripted]:
    """A service that answers as the test says."""
    async with await Archive.open(sqlite_url) as archive:
        yield Scripted(archive)
