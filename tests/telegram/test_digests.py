"""The daily digest, by a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.telegram.watching.rounds import next_digest
from retrieval.service import JAKARTA, Kutip
from tests.peer import Peer, Private
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
AGAIN = "Warga Sukamaju yang kebanjiran mengungsi ke balai desa."
QUAKE = "Gempa terasa di Sukamaju pada malam hari."
# Ten in the morning in Jakarta.
TEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def room(kutip: Kutip, tmp_path: Path) -> Newsroom:
    return Newsroom(kutip, tmp_path / "berita.jsonl")


async def begun(chat: Private, words: str) -> None:
    await chat.send(f"/pantau {words}")
    assert "sekali sehari, pukul 07.00 WIB" in (await chat.next_message()).text


async def silent(chat: Private, sign: str) -> None:
    """Nothing was sent before what is asked for now."""
    await chat.send("/pantauan")
    assert sign in (await chat.next_message()).text


async def test_one_notice_a_day_with_all_that_came(peer: Peer, room: Newsroom) -> None:
    chat, clock = peer.private(peer.user("Ani")), DeskClock(TEN)
    async with living(peer, room.kutip, clock):
        await begun(chat, "harian banjir")
        await begun(chat, "harian gempa")
        await room.publish(1, FLOOD)
        await clock.look()
        await room.publish(2, QUAKE)
        await clock.look(hours=20, minutes=59)
        await silent(chat, "Yang dipantau")
        await clock.look(minutes=1)
        digest = await chat.next_message()
        await clock.look(minutes=1)
        await clock.look(days=1)
        await silent(chat, "Yang dipantau")
        await room.publish(3, AGAIN)
        await clock.look(hours=5)
        await silent(chat, "Yang dipantau")
        await clock.look(days=1)
        second = await chat.next_message()
    assert digest.text.startswith("Ringkasan harian, 24 November 2026")
    assert digest.quotes == [FLOOD, QUAKE]
    assert second.text.startswith("Ringkasan harian, 26 November 2026")
    assert second.quotes == [AGAIN]


async def test_two_restarts_in_the_middle(peer: Peer, room: Newsroom) -> None:
    """Down at the hour of the digest, it comes once when the bot is back."""
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock := DeskClock(TEN)):
        await begun(chat, "harian banjir")
        await room.publish(1, FLOOD)
        await clock.look()
    await room.publish(2, AGAIN)
    async with living(peer, room.kutip, clock := DeskClock(TEN.replace(day=24))):
        digest = await chat.next_message()
        await clock.look()
        await silent(chat, "Yang dipantau")
    async with living(peer, room.kutip, clock := DeskClock(TEN.replace(day=24, hour=5))):
        await clock.look()
        await silent(chat, "Yang dipantau")
        await clock.look(days=1)
        await silent(chat, "Yang dipantau")
    assert sorted(digest.quotes) == sorted([FLOOD, AGAIN])


async def test_a_button_changes_the_way(peer: Peer, room: Newsroom) -> None:
    chat, clock = peer.private(peer.user("Ani")), DeskClock(TEN)
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir")
        shown = await chat.next_message()
        await (await peer.press(shown, "Sekali sehari saja", by=chat.user)).answer()
        await chat.wait_text(shown, "sekali sehari, pukul 07.00 WIB")
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        await silent(chat, "• banjir · sekali sehari, pukul 07.00 WIB")
        await (await peer.press(shown, "Setiap kali ada", by=chat.user)).answer()
        assert (await chat.next_message()).quotes == [FLOOD]
        await clock.look(days=1)
        await silent(chat, "• banjir · setiap kali ada")


@pytest.mark.parametrize(
    ("after", "hour", "due"),
    [
        ((22, 6, 59), 7, (22, 7, 0)),
        ((22, 7, 0), 7, (23, 7, 0)),
        ((22, 23, 0), 7, (23, 7, 0)),
        ((22, 0, 0), 0, (23, 0, 0)),
    ],
)
def test_the_next_digest(after: tuple[int, int, int], hour: int, due: tuple[int, int, int]) -> None:
    def moment(day: int, hour: int, minute: int) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA).astimezone(UTC)

    assert next_digest(moment(*after), hour) == moment(*due)


async def test_at_the_hour_in_the_language_and_of_the_outlets_that_the_chat_chose(peer: Peer, room: Newsroom) -> None:
    chat, clock = peer.private(peer.user("Ani")), DeskClock(TEN)
    room.write(1, FLOOD)
    await room.publish(2, AGAIN, outlet="Pos Contoh")
    async with living(peer, room.kutip, clock):
        for words in ("jam 12", "media Pos Contoh", "bahasa en"):
            await chat.send(f"/atur {words}")
            await chat.next_message()
        await chat.send("/pantau harian banjir")
        assert "once a day, at 12.00 WIB" in (await chat.next_message()).text
        room.write(1, f"{FLOOD} Banjir surut.")
        await room.publish(2, f"{AGAIN} Banjir belum surut.", outlet="Pos Contoh")
        await clock.look(hours=1)
        await silent(chat, "Watched for here")
        await clock.look(hours=1)
        digest = await chat.next_message()
    assert digest.quotes == ["Banjir belum surut."]
    assert digest.text.startswith("Daily digest, 23 ")
