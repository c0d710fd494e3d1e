"""Settings, the weekly report, erasure and retention on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.telegram.personal.erasure import Erasure
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.asker import Asker
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock

QUESTION = "Siapa pelatih timnas voli putri?"


async def test_on_either_engine(peer: Peer, archive_url: str, seeds: Path, minds: tuple[Analyzer, Answerer]) -> None:
    asker = Asker(peer, "Admin", user_id=ADMIN)
    now = datetime.now(UTC)
    sunday = (now + timedelta(days=6 - now.weekday())).replace(hour=3, minute=0)
    async with await Archive.open(archive_url) as archive:
        kutip = Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=lambda: sunday)
        await kutip.reindex([seeds])
        async with living(peer, kutip, clock := DeskClock(sunday)):
            assert "jawaban: 5" in (await asker.ask("/atur kutipan 5")).text
            assert "setiap Senin" in (await asker.ask("/celah mingguan")).text
            await asker.ask(QUESTION)
            assert QUESTION in (await asker.ask("/celah")).text
            await clock.look(days=1)
            assert QUESTION in (await asker.chat.next_message()).text
        async with living(peer, kutip, DeskClock(sunday + timedelta(days=1))):
            assert "dimatikan" in (await asker.ask("/celah mingguan")).text
            assert "jawaban: 5" in (await asker.ask("/atur")).text
            told = await asker.ask("/hapusdata")
            assert "1 pertanyaan" in told.text
            await asker.toast(told, "Hapus semua data saya")
            assert "sudah dihapus" in (await asker.chat.next_edit()).message.text
            assert not (await Erasure(archive.database).of(ADMIN)).any
            await asker.ask(QUESTION)
        later = DeskClock(sunday + timedelta(days=40))
        async with living(peer, kutip, later, retention_days=30), asyncio.timeout(20):
            while (await Erasure(archive.database).of(ADMIN)).any:
                pass
