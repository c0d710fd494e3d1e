"""Watches across engines and processes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from bot.telegram.watching.tables import NoticeRow, WatchRow
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Fault, Peer, Private
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom
from tests.telegram.process import started

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
AGAIN = "Warga Sukamaju yang kebanjiran mengungsi ke balai desa."
CHANGED = "Banjir merendam enam desa di Kecamatan Sukamaju."
Minds = tuple[Analyzer, Answerer]


async def test_on_either_engine(peer: Peer, archive_url: str, tmp_path: Path, minds: Minds) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    async with await Archive.open(archive_url) as archive:
        kutip = Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now)
        room, clock = Newsroom(kutip, tmp_path / "berita.jsonl"), DeskClock(utc_now())
        async with living(peer, kutip, clock):
            await group.send(ani, "/pantau banjir")
            await group.next_message()
            await clock.look()
            await room.publish(1, FLOOD)
            await clock.look()
            assert (await group.next_message()).quotes == [FLOOD]
            await group.send(ani, "/tanya Berapa desa yang terendam banjir di Kecamatan Sukamaju?")
            answer = await group.next_message()
            assert answer.quotes == [FLOOD]
        await room.publish(1, CHANGED)
        async with living(peer, kutip, DeskClock(utc_now())):
            told = [await group.next_message() for _ in range(2)]
    assert [one.quotes for one in told] == [[CHANGED], [FLOOD, CHANGED]]
    assert [one.reply_to for one in told] == [None, answer]


async def test_killed_and_started_again(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    """The bot as a process, with another one that reindexes while it is down."""
    room, chat = Newsroom(kutip, tmp_path / "berita.jsonl"), peer.private(peer.user("Ani"))
    async with started(peer, tmp_path) as bot:
        await chat.send("/pantau banjir")
        await chat.next_message(60)
        await bot.kill()
    await room.publish(1, FLOOD)
    async with started(peer, tmp_path) as bot:
        await news(chat)
        await chat.send("/pantauan")
        await chat.next_message(60)
        bot.terminate()
        assert await bot.ended() == 0
    await room.publish(2, AGAIN)
    peer.fail("sendMessage", with_=Fault.bad_gateway(), times=2)
    async with started(peer, tmp_path) as bot:
        await news(chat)
        await chat.send("/pantauan")
        assert "banjir" in (await chat.next_message(60)).text
    assert [message.quotes for message in chat.received if message.quotes] == [[FLOOD], [AGAIN]]


async def news(chat: Private) -> None:
    """Until the next message with a quote; an answer that was cut short by a kill may come again before."""
    while not (await chat.next_message(60)).quotes:
        pass


async def test_old_ones_are_forgotten(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    room, chat, clock = Newsroom(kutip, tmp_path / "berita.jsonl"), peer.private(peer.user("Ani")), DeskClock()
    async with living(peer, kutip, clock):
        await chat.send("/pantau banjir")
        shown = await chat.next_message()
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        await chat.next_message()
        await chat.send("/pantauan")
        old = await chat.next_message()
        await (await peer.press(shown, "Hentikan", by=chat.user)).answer()
        await clock.look(days=29)
        assert await kept(kutip) == (1, 0)
        assert "sudah dihentikan" in (await (await peer.press(old, "Hentikan: banjir", by=chat.user)).answer())["text"]
        await clock.look(days=2)
        assert await kept(kutip) == (0, 0)


async def kept(kutip: Kutip) -> tuple[int, int]:
    """How many watches and notices."""
    async with kutip.archive.database.reading() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (WatchRow, NoticeRow)
        ]
    return counts[0], counts[1]
