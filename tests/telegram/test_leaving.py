"""Chats that the bot leaves are told nothing; groups that become supergroups keep what they watch for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Fault, Group, Peer, Private
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
AGAIN = "Warga Sukamaju yang kebanjiran mengungsi ke balai desa."


@pytest.fixture
def room(kutip: Kutip, tmp_path: Path) -> Newsroom:
    return Newsroom(kutip, tmp_path / "berita.jsonl")


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


async def watch(chat: Private, words: str = "banjir") -> None:
    await chat.send(f"/pantau {words}")
    await chat.next_message()


async def watch_in(group: Group, words: str = "banjir") -> None:
    await group.send(next(iter(group.chat.present())), f"/pantau {words}")
    await group.next_message()


async def test_no_news_for_who_blocked_or_removed_the_bot(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    groups = [peer.group("Redaksi", [budi.user]), peer.group("Lama", [budi.user], basic=True)]
    async with living(peer, room.kutip, clock):
        for chat in (ani, budi):
            await watch(chat)
        for group in groups:
            await watch_in(group)
        await clock.look()
        await ani.block()
        for group in groups:
            await group.remove_bot(by=budi.user)
        await peer.idle()
        await watch(budi, "gempa")
        sent = len(peer.sent("sendMessage"))
        await room.publish(1, FLOOD)
        await clock.look()
        assert (await budi.next_message()).quotes == [FLOOD]
        assert len(peer.sent("sendMessage")) == sent + 1
        await ani.unblock()
        await ani.send("/pantauan")
        assert "tidak memantau" in (await ani.next_message()).text
        await watch(ani)
        await clock.look()
        await room.publish(2, AGAIN)
        await clock.look()
        assert (await ani.next_message()).quotes == [AGAIN]


async def test_a_change_is_read_by_its_status_alone(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    """Restricted, it may be there or not; and fields that are not known yet, or not there, do no harm."""
    ani = peer.user("Ani")
    muted, out = peer.group("Senyap", [ani]), peer.group("Luar", [ani])
    async with living(peer, room.kutip, clock):
        for group, present in ((muted, True), (out, False)):
            await watch_in(group)
            me = {"user": peer.bot.to_json(), "status": "restricted", "is_member": present}
            change = {"chat": group.chat.to_json(), "from": ani.to_json(), "date": 1, "new_chat_member": me}
            peer.world.updates.put("my_chat_member", change)
        await peer.idle()
        for group in (muted, out):
            await group.send(ani, "/pantauan")
        assert "• banjir" in (await muted.next_message()).text
        assert "tidak memantau" in (await out.next_message()).text


async def test_any_403_ends_the_watches_of_that_chat_alone(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    async with living(peer, room.kutip, clock):
        for chat in (ani, budi):
            await watch(chat)
        peer.fail("sendMessage", with_=Fault.refuse(403, "Forbidden: words of next year"), chat=ani)
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        assert (await budi.next_message()).quotes == [FLOOD]
        await peer.idle()
        await room.publish(2, AGAIN)
        await clock.look()
        assert (await budi.next_message()).quotes == [AGAIN]
        await ani.send("/pantauan")
        assert "tidak memantau" in (await ani.next_message()).text


async def test_a_page_with_status_403_ends_nothing(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await watch(ani)
        peer.fail("sendMessage", with_=Fault.page(403))
        peer.fail("sendMessage", with_=Fault.too_many(7))
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        assert (await ani.next_message()).quotes == [FLOOD]


async def test_a_closed_topic_holds_up_nothing_else(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.user("Ani")
    forum = peer.forum("Redaksi", [ani])
    weather, trade = [await forum.open_topic(name, by=ani) for name in ("Cuaca", "Dagang")]
    async with living(peer, room.kutip, clock):
        for topic in (weather, trade):
            await watch_in(topic)
        await weather.close(by=ani)
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        assert (await trade.next_message()).quotes == [FLOOD]
        assert len(weather.received) == 1


@pytest.mark.parametrize("told", [True, False])
async def test_a_supergroup_keeps_its_watches(peer: Peer, room: Newsroom, clock: DeskClock, *, told: bool) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani], basic=True)
    async with living(peer, room.kutip, clock, allowed_chat_ids=frozenset({group.id})):
        await watch_in(group)
        await clock.look()
        if told:
            grown = await peer.migrate(group, by=ani)
            await peer.idle()
        await room.publish(1, FLOOD)
        if not told:
            # The bot learns of it only from what Telegram answers.
            await peer.taken()
            updates, put = peer.world.updates, peer.world.updates.put
            updates.put = lambda *_: None
            grown = await peer.migrate(group, by=ani)
            updates.put = put
        await clock.look()
        news = await grown.next_message()
        await peer.idle()
        await room.publish(2, AGAIN)
        await clock.look()
        more = await grown.next_message()
        await grown.send(ani, "/pantauan")
        shown = await grown.next_message()
        await (await peer.press(shown, "Hentikan: banjir", by=ani)).answer()
        await grown.wait_text(shown, "tidak memantau")
    assert (news.quotes, more.quotes) == ([FLOOD], [AGAIN])
    assert len(group.received) == 1


async def test_who_may_not_ask_any_more_is_told_nothing(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    async with living(peer, room.kutip, clock):
        for chat in (ani, budi):
            await watch(chat)
        await clock.look()
    await room.publish(1, FLOOD)
    async with living(peer, room.kutip, DeskClock(), allowed_chat_ids=frozenset({budi.id})):
        assert (await budi.next_message()).quotes == [FLOOD]
    async with living(peer, room.kutip, clock := DeskClock()):
        await clock.look()
        await room.publish(2, AGAIN)
        await clock.look()
        assert (await ani.next_message()).quotes == [AGAIN]
        assert (await budi.next_message()).quotes == [AGAIN]


async def test_a_slow_chat_holds_up_no_other(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    gate = asyncio.Event()
    async with living(peer, room.kutip, clock):
        for chat in (ani, budi):
            await watch(chat)
        peer.fail("sendMessage", with_=Fault.slow(gate), chat=ani)
        await clock.look()
        for body, quote in ((FLOOD, [FLOOD]), (f"{FLOOD} {AGAIN}", [AGAIN])):
            await room.publish(1, body)
            await clock.look()
            assert (await budi.next_message()).quotes == quote
        gate.set()
        assert [(await ani.next_message()).quotes for _ in range(2)] == [[FLOOD], [AGAIN]]


async def test_what_is_being_sent_at_the_end_is_sent_once(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.private(peer.user("Ani"))
    gate = asyncio.Event()

    async def released() -> None:
        await peer.deaf()
        gate.set()

    async with living(peer, room.kutip, clock):
        await watch(ani)
        await clock.look()
        peer.fail("sendMessage", with_=Fault.slow_answer(gate), chat=ani)
        await room.publish(1, FLOOD)
        await clock.look()
        assert (await ani.next_message()).quotes == [FLOOD]
        releasing = asyncio.create_task(released())
    await releasing
    async with living(peer, room.kutip, clock := DeskClock()):
        await clock.look()
        await room.publish(2, AGAIN)
        await clock.look()
        assert (await ani.next_message()).quotes == [AGAIN]
