"""Faults on demand and by dice, and Telegram's sending limits."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter

from tests.peer import Fault, Limits, ManualClock, Peer, Private

# That durations will come as such one day.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
async def chat(peer: Peer) -> Private:
    room = peer.private(peer.user("Alice"))
    await room.send("/start")
    return room


async def test_too_many(peer: Peer, chat: Private, bot: Bot) -> None:
    plan = peer.fail("sendMessage", with_=Fault.too_many(retry_after=3), times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter, match=r"Retry in 3 seconds"):
            await bot.send_message(chat.id, "x")
    await bot.send_message(chat.id, "x")
    assert plan.hits == 2
    assert [request.status for request in peer.sent("sendMessage")] == [429, 429, 200]
    assert len(chat.received) == 1


async def test_bad_gateway(peer: Peer, chat: Private, bot: Bot) -> None:
    peer.fail("sendMessage", with_=Fault.bad_gateway())
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(chat.id, "x")
    assert chat.received == []


async def test_dropped_connections(peer: Peer, chat: Private, bot: Bot) -> None:
    peer.fail("sendMessage", with_=Fault.drop_before())
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "hilang")
    assert chat.received == []
    peer.fail("sendMessage", with_=Fault.drop_after())
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "sampai")
    assert [message.text for message in chat.received] == ["sampai"]
    await bot.send_message(chat.id, "lagi")
    assert [request.status for request in peer.sent("sendMessage")] == [0, 0, 200]


async def test_slow_requests_and_slow_answers(peer: Peer, chat: Private, bot: Bot) -> None:
    before, after = asyncio.Event(), asyncio.Event()
    peer.fail("sendMessage", with_=Fault.slow(before))
    first = asyncio.create_task(bot.send_message(chat.id, "satu"))
    await peer.request("sendMessage")
    assert chat.received == []
    before.set()
    assert (await first).text == "satu"
    peer.fail("sendMessage", with_=Fault.slow_answer(after))
    second = asyncio.create_task(bot.send_message(chat.id, "dua"))
    assert (await chat.next_message()).text == "satu"
    assert (await chat.next_message()).text == "dua"
    assert not second.done()
    after.set()
    assert (await second).text == "dua"


async def test_refusals_of_ones_own(peer: Peer, chat: Private, bot: Bot) -> None:
    peer.fail("editMessageText", with_=Fault.refuse(400, "Bad Request: MESSAGE_ID_INVALID"), chat=chat)
    sent = await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="Message_id_invalid"):
        await bot.edit_message_text("y", chat.id, sent.message_id)
    with pytest.raises(ValueError, match="sendKiss"):
        peer.fail("sendKiss", with_=Fault.bad_gateway())


async def test_faults_of_one_chat_spare_the_others(peer: Peer, chat: Private, bot: Bot) -> None:
    other = peer.private(peer.user("Budi"))
    await other.send("/start")
    peer.fail("sendMessage", with_=Fault.bad_gateway(), times=None, chat=chat)
    await bot.send_message(other.id, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    peer.heal()
    await bot.send_message(chat.id, "x")


async def failures(seed: int) -> list[int]:
    async with Peer() as peer, Bot(peer.token, base_url=f"{peer.url}/bot") as bot:
        chat = peer.private(peer.user("Alice"))
        await chat.send("x")
        dice = peer.roll(0.3, seed=seed, faults=[Fault.too_many(1), Fault.drop_after()])
        failed = []
        for number in range(30):
            try:
                await bot.send_message(chat.id, str(number))
            except (NetworkError, RetryAfter):
                failed.append(number)
        assert len(failed) == dice.hits
        return failed


async def test_dice_repeat_themselves() -> None:
    once = await failures(7)
    assert 3 < len(once) < 20
    assert await failures(7) == once
    assert await failures(8) != once


async def test_limits_on_a_manual_clock() -> None:
    clock = ManualClock()
    limits = Limits(count_actions=True)
    async with Peer(clock=clock, limits=limits) as peer, Bot(peer.token, base_url=f"{peer.url}/bot") as bot:
        alice = peer.user("Alice")
        chat = peer.private(alice)
        await chat.send("x")
        sent = await bot.send_message(chat.id, "satu")
        for call in (bot.send_message(chat.id, "dua"), bot.send_chat_action(chat.id, "typing")):
            with pytest.raises(RetryAfter):
                await call
        clock.advance(1)
        await bot.edit_message_text("dua", chat.id, sent.message_id)

        group = peer.group("Redaksi", [alice])
        for _ in range(20):
            clock.advance(1)
            await bot.send_message(group.id, "x")
        clock.advance(1)
        with pytest.raises(RetryAfter, match=r"Retry in 40 seconds"):
            await bot.send_message(group.id, "x")
        clock.advance(40)
        await bot.send_message(group.id, "x")


async def test_thirty_a_second_for_all_chats() -> None:
    limits = Limits()
    async with Peer(clock=ManualClock(), limits=limits) as peer, Bot(peer.token, base_url=f"{peer.url}/bot") as bot:
        rooms = [peer.private(peer.user(f"U{number}")) for number in range(31)]
        for room in rooms:
            await room.send("x")
        for room in rooms[:30]:
            await bot.send_message(room.id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(rooms[30].id, "x")


async def test_a_migrated_group_names_its_new_id(peer: Peer, bot: Bot) -> None:
    alice = peer.user("Alice")
    old = peer.group("Redaksi", [alice], basic=True)
    new = await peer.migrate(old, by=alice)
    assert str(new.id).startswith("-100")
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old.id, "x")
    assert caught.value.new_chat_id == new.id
    await bot.send_message(new.id, "x")
    told = [u.message for u in await bot.get_updates()]
    assert [m.migrate_to_chat_id or m.migrate_from_chat_id for m in told] == [new.id, old.id]


class StoppedClock(ManualClock):
    def time(self) -> float:
        raise OSError("the clock has stopped")


async def a_test_that_meets_a_fault_of_the_server() -> None:
    async with Peer() as peer, Bot(peer.token, base_url=f"{peer.url}/bot") as bot:
        chat = peer.private(peer.user("Alice"))
        await chat.send("x")
        peer.world.clock = StoppedClock()
        with pytest.raises(NetworkError, match="the clock has stopped"):
            await bot.send_message(chat.id, "x")


async def test_a_fault_of_the_server_itself_does_not_stay_hidden() -> None:
    with pytest.raises(ExceptionGroup, match="the Bot API server itself failed"):
        await a_test_that_meets_a_fault_of_the_server()
