"""The heartbeat: it beats while the archive answers, and stops being fresh when it does not."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from bot.health import age, heartbeat
from retrieval.errors import ArchiveUnavailable


async def test_it_beats_while_the_archive_answers_and_is_gone_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "run" / "heartbeat"
    asked = asyncio.Event()
    beats = 0

    async def alive() -> None:
        nonlocal beats
        beats += 1
        if beats == 3:
            asked.set()

    async with heartbeat(file, alive, every=0):
        await asked.wait()
        assert file.exists()
    assert not file.exists()


async def test_it_does_not_beat_while_the_archive_fails(tmp_path: Path) -> None:
    file = tmp_path / "heartbeat"
    failed = asyncio.Event()
    calls = 0

    async def dead() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            failed.set()
        raise ArchiveUnavailable("gone")

    async with heartbeat(file, dead, every=0):
        await failed.wait()
        assert not file.exists()


async def test_without_a_file_nothing_is_asked() -> None:
    async def never() -> None:
        raise AssertionError

    async with heartbeat(None, never, every=0):
        await asyncio.sleep(0)


def test_age_is_told_in_seconds(tmp_path: Path) -> None:
    file = tmp_path / "heartbeat"
    assert age(file, 100.0) is None
    file.touch()
    os.utime(file, (1000.0, 1000.0))
    assert age(file, 1042.0) == 42.0
