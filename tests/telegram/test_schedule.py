"""The reindex that comes by itself."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from retrieval.reindex import ReindexReport
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju sejak Minggu malam."
ASK_FLOOD = "Berapa desa yang terendam banjir di Kecamatan Sukamaju?"


class Runs:
    """Counts the reindexes of a service that are over."""

    def __init__(self, kutip: Kutip, monkeypatch: pytest.MonkeyPatch) -> None:
        self.over: asyncio.Queue[ReindexReport] = asyncio.Queue()
        inner = kutip.reindex

        async def reindex(*sources: Any, **how: Any) -> ReindexReport:
            report = await inner(*sources, **how)
            self.over.put_nowait(report)
            return report

        monkeypatch.setattr(kutip, "reindex", reindex)

    async def after(self, clock: DeskClock, **later: float) -> ReindexReport:
        """The report of the reindex that is due by then."""
        await clock.look(**later)
        async with asyncio.timeout(20):
            return await self.over.get()


@pytest.fixture
def runs(kutip: Kutip, monkeypatch: pytest.MonkeyPatch) -> Runs:
    return Runs(kutip, monkeypatch)


async def test_sources_are_read_again_when_their_time_has_come(
    peer: Peer, kutip: Kutip, runs: Runs, tmp_path: Path
) -> None:
    chat, clock = peer.private(peer.user("Ani")), DeskClock()
    room = Newsroom(kutip, tmp_path / "berita.jsonl")
    room.write(1, FLOOD)
    room.save()
    async with living(peer, kutip, clock, sources=(room.file,), reindex_minutes=30):
        await clock.look(minutes=29)
        assert runs.over.empty()
        assert (await runs.after(clock, minutes=2)).new == 1
        await chat.send(ASK_FLOOD)
        assert (await chat.next_message()).quotes == [FLOOD]


async def test_admins_hear_of_trouble_once_a_day_and_of_nothing_else(
    peer: Peer, kutip: Kutip, runs: Runs, tmp_path: Path
) -> None:
    admin, clock = peer.private(peer.user("Admin", user_id=ADMIN)), DeskClock()
    room = Newsroom(kutip, tmp_path / "berita.jsonl")
    room.write(1, FLOOD)
    room.save()
    async with living(peer, kutip, clock, sources=(tmp_path,), reindex_minutes=30):
        # Nobody is written to who never wrote to the bot.
        await admin.send("/status")
        await admin.next_message()
        await clock.look(minutes=1)
        assert not (await runs.after(clock, minutes=31)).unreadable
        (tmp_path / "rusak.txt").write_bytes(b"")
        assert (await runs.after(clock, minutes=31)).unreadable
        told = await admin.next_message()
        await runs.after(clock, minutes=31)
        await admin.send("/status")
        assert "Arsip berisi" in (await admin.next_message()).text
    assert "rusak.txt" in told.text
    assert len(admin.received) == 3
