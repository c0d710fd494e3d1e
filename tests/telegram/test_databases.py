"""What the bot keeps, on both kinds of database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from retrieval.archive.archive import Archive
from retrieval.reindex import Progress
from tests.peer import Peer
from tests.telegram.living import ADMIN, living
from tests.telegram.scripted import Scripted


@pytest.fixture
async def scripted(archive_url: str) -> AsyncIterator[Scripted]:
    async with await Archive.open(archive_url) as archive:
        yield Scripted(archive)


async def test_a_life_with_a_break(peer: Peer, scripted: Scripted) -> None:
    admin, ani = peer.user("Admin", user_id=ADMIN), peer.user("Ani")
    chat, group = peer.private(admin), peer.group("Jauh", [ani])
    scripted.gates["dua?"] = asyncio.Event()
    allowed = frozenset({ADMIN})
    async with living(peer, scripted, drain_seconds=0, allowed_chat_ids=allowed):
        asked = await chat.send_other(text="satu\x00 \ud83d?")
        first = await chat.next_message()
        await group.send(ani, "/tanya siapa?")
        refused = await group.next_message()
        await chat.send("/reindex")
        shown = await chat.next_message()
        assert scripted.progress is not None
        scripted.progress(Progress(1, 2, "berkas"))
        await chat.wait_text(shown, "1 dari 2")
        await chat.send("dua?")
        await scripted.asked_often("dua?", 1)
    scripted.gates.clear()
    async with living(peer, scripted, allowed_chat_ids=allowed):
        second = await chat.next_message()
        await chat.wait_text(shown, "terputus")
        await peer.redeliver(asked)
        await group.send(ani, "/tanya siapa?")
        await peer.edit(asked, "tiga?")
        await chat.wait_text(first, "tiga?")
        await chat.send("empat?", reply_to=second)
        await chat.next_message()
    assert second.quotes == ["Jawaban atas: dua?"]
    assert group.received == [refused]
    assert len(chat.received) == 4
    assert scripted.asked[-1].context == ("satu\ufffd \ufffd?", "dua?")
