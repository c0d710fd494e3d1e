"""Telegram refuses, breaks off, or delivers twice."""

from __future__ import annotations

import asyncio
import logging

import pytest

from retrieval.errors import ArchiveUnavailable
from tests.peer import Fault, Peer
from tests.telegram.living import living
from tests.telegram.scripted import Scripted

PASSING = {
    "429": Fault.too_many(7),
    "502": Fault.bad_gateway(),
    "500": Fault.refuse(500, "Internal Server Error"),
    "dropped": Fault.drop_before(),
    "a proxy's 403": Fault.page(403),
    "a proxy's 404": Fault.page(404),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
async def test_what_passes_is_tried_again(peer: Peer, scripted: Scripted, fault: Fault) -> None:
    chat = peer.private(peer.user("Ani"))
    plan = peer.fail("sendMessage", with_=fault, times=3)
    async with living(peer, scripted):
        await chat.send("satu?")
        answer = await chat.next_message()
        await chat.send("dua?")
        await chat.next_message()
    assert plan.hits == 3
    assert answer.quotes == ["Jawaban atas: satu?"]
    assert len(chat.received) == 2
    assert [question.words for question in scripted.asked] == ["satu?", "dua?"]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_how_long_to_wait_may_be_told_in_seconds(
    peer: Peer, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    chat = peer.private(peer.user("Ani"))
    plan = peer.fail("sendMessage", with_=Fault.too_many(7), times=2)
    async with living(peer, scripted):
        await chat.send("satu?")
        await chat.next_message()
    assert plan.hits == 2
    assert len(chat.received) == 1


async def test_a_lost_confirmation_costs_at_most_one_double(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    peer.fail("sendMessage", with_=Fault.drop_after())
    async with living(peer, scripted):
        await chat.send("satu?")
        await chat.next_message()
        await chat.send("dua?")
        while (await chat.next_message()).quotes != ["Jawaban atas: dua?"]:
            pass
    assert len(chat.received) <= 3
    assert len(scripted.asked) == 2


async def test_a_chat_that_must_wait_keeps_no_other_waiting(peer: Peer, scripted: Scripted) -> None:
    slow, quick = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    gate = asyncio.Event()
    peer.fail("sendMessage", with_=Fault.slow(gate), chat=slow)
    async with living(peer, scripted):
        await slow.send("satu?")
        await peer.request("sendMessage")
        await quick.send("dua?")
        assert (await quick.next_message()).quotes == ["Jawaban atas: dua?"]
        assert slow.received == []
        gate.set()
        assert (await slow.next_message()).quotes == ["Jawaban atas: satu?"]


async def test_an_update_delivered_again_is_answered_once(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    peer.fail("getUpdates", with_=Fault.drop_after())
    async with living(peer, scripted):
        asked = await chat.send("satu?")
        await chat.next_message()
        await peer.redeliver(asked)
        await chat.send("dua?")
        await chat.next_message()
    async with living(peer, scripted):
        await peer.redeliver(asked)
        await chat.send("tiga?")
        await chat.next_message()
    assert [question.words for question in scripted.asked] == ["satu?", "dua?", "tiga?"]
    assert len(chat.received) == 3


async def test_who_blocked_the_bot_is_not_asked_again(
    peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted):
        await ani.send("satu?")
        await peer.idle()
        await ani.block()
        scripted.gates["satu?"].set()
        await peer.request("sendMessage")
        await budi.send("dua?")
        await budi.next_message()
        await peer.idle()
    assert len([sent for sent in peer.sent("sendMessage") if sent.chat_id == ani.id]) == 1
    assert "blocked" in caplog.text
    async with living(peer, scripted):
        await budi.send("tiga?")
        await budi.next_message()
    assert ani.received == []
    assert len(scripted.asked) == 3


async def test_a_stop_in_the_middle_loses_nothing(peer: Peer, scripted: Scripted) -> None:
    """More than the time to drain allows stays pending, and an answer goes on at the part where it was."""
    long = "Kalimat yang panjang sekali. " * 130
    scripted.answers["panjang?"] = [f"{number} {long}" for number in range(3)]
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted, drain_seconds=0):
        await chat.send("panjang?")
        await chat.next_message()
        peer.fail("sendMessage", with_=Fault.drop_before(), times=None)
        # The bot tries the second part only when it has noted that the first one arrived.
        await peer.request("sendMessage", count=2)
        await chat.send("lagi?")
        await peer.idle()
    peer.heal()
    async with living(peer, scripted):
        while (await chat.next_message()).quotes != ["Jawaban atas: lagi?"]:
            pass
    assert [message.quotes[0][:2] for message in chat.received] == ["0 ", "1 ", "2 ", "Ja"]
    assert [question.words for question in scripted.asked] == ["panjang?", "lagi?"]


async def test_what_is_in_hand_is_finished_before_the_stop(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    gate = asyncio.Event()
    peer.fail("sendMessage", with_=Fault.slow(gate))
    async with living(peer, scripted):
        await chat.send("satu?")
        await peer.request("sendMessage")
        asyncio.get_running_loop().call_later(0.05, gate.set)
    assert [message.quotes for message in chat.received] == [["Jawaban atas: satu?"]]


async def test_an_update_that_cannot_be_read_holds_up_no_other(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        peer.world.updates.put("message", {"message_id": "x", "chat": {"id": chat.id}})
        await chat.send("satu?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: satu?"]


async def test_one_that_breaks_the_library_holds_up_no_other_of_its_chat(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted):
        await chat.send("satu?")
        odd = {"message_id": 7, "date": 1, "chat": {"id": chat.id, "type": "private"}, "entities": ["x"]}
        peer.world.updates.put("message", odd)
        await chat.send("dua?")
        await peer.taken()
        scripted.gates["satu?"].set()
        answers = [(await chat.next_message()).quotes for _ in range(2)]
    assert answers == [["Jawaban atas: satu?"], ["Jawaban atas: dua?"]]


async def test_a_database_that_is_away_for_long_loses_nothing(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    scripted.errors["satu?"] = ArchiveUnavailable("away")
    async with living(peer, scripted):
        await chat.send("satu?")
        await chat.send("dua?")
        await scripted.asked_often("satu?", 20)
        scripted.errors.clear()
        answers = [(await chat.next_message()).quotes for _ in range(2)]
    assert answers == [["Jawaban atas: satu?"], ["Jawaban atas: dua?"]]


async def test_telegram_away_for_a_while(peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send("satu?")
        await chat.next_message()
        await peer.go_offline()
        await peer.come_back()
        await chat.send("dua?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: dua?"]
