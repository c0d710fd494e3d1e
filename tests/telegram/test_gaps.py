"""/celah: what was asked and not answered, on demand and on Mondays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.telegram.gaps.weekly import last_monday
from retrieval.service import JAKARTA, Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock

EDITOR = 77
PEAK = ("Berapa tinggi puncak Gunung Slamet?", "tinggi puncak gunung slamet berapa")
COACH = "Siapa pelatih timnas voli putri?"


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23T08:00", "2026-11-23"),
        ("2026-11-23T07:59", "2026-11-16"),
        ("2026-11-29T23:59", "2026-11-23"),
    ],
)
def test_the_latest_monday_at_eight(now: str, monday: str) -> None:
    due = last_monday(datetime.fromisoformat(now).replace(tzinfo=JAKARTA).astimezone(UTC))
    assert due == datetime.fromisoformat(f"{monday}T08:00").replace(tzinfo=JAKARTA)


async def test_editors_see_like_questions_counted_and_nobody_named(peer: Peer, kutip: Kutip) -> None:
    ani, editor = peer.private(peer.user("Ani")), peer.private(peer.user("Redaktur", user_id=EDITOR))
    async with living(peer, kutip, editor_ids=frozenset({EDITOR})):
        for question in (*PEAK, COACH, ASK_BRIDGE):
            await ani.send(question)
            await ani.next_message()
        await editor.send("/celah")
        report = (await editor.next_message()).text
        await ani.send("/celah")
        refused = (await ani.next_message()).text
        await editor.send("/celah 900")
        assert "paling banyak" in (await editor.next_message()).text
    lines = [line for line in report.splitlines() if line.startswith("•")]
    assert [line.split(" — ")[0] for line in lines] == [f"• {PEAK[1]}", f"• {COACH}"]
    assert "2 kali" in lines[0]
    assert "Ani" not in report
    assert "untuk redaktur" in refused


async def test_the_weekly_report_comes_once_to_the_chat_that_wants_it(peer: Peer, kutip: Kutip) -> None:
    admin = peer.user("Admin", user_id=ADMIN)
    group, ani = peer.group("Redaksi", [admin]), peer.private(peer.user("Ani"))
    # A Sunday, in Jakarta and elsewhere.
    start = datetime.now(UTC) + timedelta(days=(6 - datetime.now(UTC).weekday()) % 7)
    sunday = start.replace(hour=3, minute=0)
    async with living(peer, kutip, DeskClock(sunday)):
        await group.send(admin, "/celah mingguan")
        assert "setiap Senin" in (await group.next_message()).text
        await ani.send(COACH)
        await ani.next_message()
    async with living(peer, kutip, DeskClock(sunday + timedelta(days=1))):
        report = await group.next_message()
    async with living(peer, kutip, clock := DeskClock(sunday + timedelta(days=2))):
        await clock.look()
        await clock.look(days=1)
        await group.send(admin, "/celah mingguan")
        assert "dimatikan" in (await group.next_message()).text
        await clock.look(days=7)
        await group.send(admin, "/celah mingguan")
        assert "setiap Senin" in (await group.next_message()).text
    assert COACH in report.text
    assert report.reply_to is None


async def test_the_weekly_report_goes_with_a_group_that_becomes_a_supergroup(peer: Peer, kutip: Kutip) -> None:
    admin = peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [admin], basic=True)
    await group.set_status(admin, "administrator", by=admin)
    sunday = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    async with living(peer, kutip, clock := DeskClock(sunday)):
        await group.send(admin, "/celah mingguan")
        await group.next_message()
        grown = await peer.migrate(group, by=admin)
        await clock.look(days=1)
        assert "tidak ada pertanyaan" in (await grown.next_message()).text
        await grown.send(admin, "/celah mingguan")
        assert "dimatikan" in (await grown.next_message()).text


async def test_what_was_asked_is_escaped_in_the_report(peer: Peer, kutip: Kutip) -> None:
    ani, editor = peer.private(peer.user("Ani")), peer.private(peer.user("Redaktur", user_id=EDITOR))
    asked = "Siapa pelatih <b>timnas</b> voli & putri?"
    async with living(peer, kutip, editor_ids=frozenset({EDITOR})):
        await ani.send(asked)
        await ani.next_message()
        await editor.send("/celah 30")
        assert asked in (await editor.next_message()).text
