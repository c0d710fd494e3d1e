"""getUpdates: offsets, waiting, kinds, conflicts and redelivery."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict, NetworkError

from tests.peer import Peer


async def test_updates_come_until_their_offset_is_passed(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    first, second = await chat.send("satu"), await chat.send("dua")
    for _ in range(2):
        assert [u.update_id for u in await bot.get_updates()] == [first.update.id, second.update.id]
    assert [u.message.text for u in await bot.get_updates(limit=1)] == ["satu"]
    assert [u.message.text for u in await bot.get_updates(offset=second.update.id)] == ["dua"]
    assert [u.message.text for u in await bot.get_updates()] == ["dua"]
    assert await bot.get_updates(offset=second.update.id + 1) == ()
    assert peer.world.updates.acknowledged == [first.update, second.update]
    await peer.idle()


async def test_a_negative_offset_forgets_the_rest(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    for text in ("satu", "dua", "tiga"):
        await chat.send(text)
    assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["tiga"]
    assert [u.message.text for u in await bot.get_updates()] == ["tiga"]


async def test_long_polling_ends_when_something_comes(peer: Peer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await peer.request("getUpdates")
    await peer.private(peer.user("Alice")).send("satu")
    assert [u.message.text for u in await waiting] == ["satu"]


async def test_a_second_poll_ends_the_first(peer: Peer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await peer.request("getUpdates")
    async with Bot(peer.token, base_url=f"{peer.url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await peer.private(peer.user("Alice")).send("satu")
        assert len(await second) == 1


async def test_a_client_that_hangs_up_frees_the_poll(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await peer.request("getUpdates")
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    sent = await chat.send("satu")
    assert [u.update_id for u in await bot.get_updates(timeout=30)] == [sent.update.id]


async def test_kinds_must_be_asked_for(peer: Peer, bot: Bot) -> None:
    alice, budi = peer.user("Alice"), peer.user("Budi")
    group = peer.group("Redaksi", [alice], bot="administrator")
    await group.set_status(budi, "restricted", by=alice)
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=["chat_member"])
    await group.set_status(budi, "member", by=alice)
    await group.send(alice, "halo")
    (update,) = await bot.get_updates()
    assert update.chat_member.old_chat_member.status == "restricted"
    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
    await group.send(alice, "halo")
    assert [u.message.text for u in await bot.get_updates()] == ["halo"]


async def test_edits_are_updates_of_their_own(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    asked = await chat.send("satu")
    before = asked.update
    await peer.edit(asked, "dua")
    first, second = await bot.get_updates()
    assert (first.message.text, second.edited_message.text) == ("satu", "dua")
    assert second.update_id == asked.update.id > before.id


async def test_redelivery_ignores_the_offset_once(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    first, second = await chat.send("satu"), await chat.send("dua")
    await bot.get_updates(offset=second.update.id + 1)
    await peer.redeliver(first)
    third = await chat.send("tiga")
    again = await bot.get_updates(offset=second.update.id + 1)
    assert [u.update_id for u in again] == [first.update.id, third.update.id]
    assert await bot.get_updates(offset=third.update.id + 1) == ()
    await peer.idle()


async def test_outages(peer: Peer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await peer.request("getUpdates")
    await peer.go_offline()
    with pytest.raises(NetworkError):
        await waiting
    with pytest.raises(NetworkError):
        await bot.get_me()
    await peer.come_back()
    await bot.get_me()
    sent = await peer.private(peer.user("Alice")).send("satu")
    assert [u.update_id for u in await bot.get_updates()] == [sent.update.id]


async def test_waiting_in_vain_says_for_what(peer: Peer) -> None:
    chat = peer.private(peer.user("Alice"))
    with pytest.raises(TimeoutError, match="a message of the bot in 'Alice'"):
        await chat.next_message(timeout_seconds=0)
