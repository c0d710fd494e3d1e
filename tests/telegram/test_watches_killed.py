"""The bot killed before any one of its writes: what is watched for still comes, and comes once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.telegram.inbox import prepare
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Peer, Private
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom
from tests.telegram.test_followups import ASK, NEW, OLD
from tests.telegram.writes import Writes

Minds = tuple[Analyzer, Answerer]


async def test_killed_before_any_write(tmp_path: Path, archive_file: Path, minds: Minds) -> None:
    empty = tmp_path / "empty.db"
    shutil.copy(archive_file, empty)
    async with await Archive.open(f"sqlite:///{empty}") as archive:
        await prepare(archive.database.engine)
        async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as kutip:
            await Newsroom(kutip, tmp_path / "berita.jsonl").publish(1, OLD)
    undisturbed = Writes()
    assert await _shown(tmp_path / "undisturbed.db", minds, undisturbed) == ["answer", "watch", "news", "correction"]
    assert undisturbed.made > 12
    for number in range(undisturbed.made):
        shown = await _shown(tmp_path / f"{number}.db", minds, Writes(number))
        # What Telegram had taken, and the bot could not write down any more, may stand there twice.
        assert set(shown) == {"answer", "watch", "news", "correction"}, (number, shown)
        assert len(shown) <= 5, (number, shown)


async def _shown(file: Path, minds: Minds, writes: Writes) -> Sequence[str]:
    """What a chat gets that asks and watches, when another process reindexes; after a kill from a second bot."""
    shutil.copy(file.with_name("empty.db"), file)
    url = f"sqlite:///{file}"
    async with Peer() as peer, await Archive.open(url) as archive, await Archive.open(url) as other:
        kutip, reader = (Kutip(one, analyzer=minds[0], answerer=minds[1], clock=utc_now) for one in (archive, other))
        room, chat = Newsroom(reader, file.with_name("berita.jsonl")), peer.private(peer.user("Ani"))
        with writes.of(archive.database):
            drain = 20 if writes.limit is None else 0
            async with living(peer, kutip, clock := DeskClock(datetime.now(UTC)), drain_seconds=drain):
                story = asyncio.create_task(_story(chat, room, clock))
                end = asyncio.create_task(writes.over()) if writes.limit is not None else story
                await asyncio.wait({story, end}, return_when=asyncio.FIRST_COMPLETED)
                for task in {story, end}:
                    task.cancel()
                await asyncio.gather(story, end, return_exceptions=True)
        async with living(peer, kutip, clock := DeskClock(datetime.now(UTC))):
            await _rest(chat, room, clock)
        return [_kind(message.text) for message in chat.messages]


async def _story(chat: Private, room: Newsroom, clock: DeskClock) -> None:
    await chat.send(ASK)
    await chat.send("/pantau tujuh orang")
    for _ in range(2):
        await chat.next_message()
    await clock.look()
    await room.publish(1, NEW)
    await clock.look()
    for _ in range(2):
        await chat.next_message()


async def _rest(chat: Private, room: Newsroom, clock: DeskClock) -> None:
    """Whatever has not happened yet; returns when the chat has everything."""
    await _until(chat, {"answer", "watch"})
    await clock.look()
    await room.publish(1, NEW)
    await clock.look()
    await _until(chat, {"news", "correction"})
    await clock.look()
    # Everything sent before this answer is there with it.
    await chat.send("/pantau")
    await _until(chat, {"help"})
    chat.messages[-1].deleted = True


async def _until(chat: Private, kinds: set[str]) -> None:
    while not kinds <= {_kind(message.text) for message in chat.messages}:
        await chat.next_message()


def _kind(text: str) -> str:
    signs = {"Memantau:": "watch", "Baru di arsip": "news", "Koreksi": "correction", "Pantau apa?": "help"}
    return next((kind for sign, kind in signs.items() if text.startswith(sign)), "answer")
