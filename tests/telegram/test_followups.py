"""Who was given a quote is told when it is corrected or withdrawn: once, with both sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Peer, Private
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock, Newsroom

OLD = "Gempa di Lembah Tua menewaskan lima orang pada Senin malam."
NEW = "Gempa di Lembah Tua menewaskan tujuh orang pada Senin malam."
OTHER = "Tim penyelamat masih mencari korban di lereng <b>timur</b> & barat."
ASK = "Berapa orang tewas dalam gempa di Lembah Tua?"
ASK_OTHER = "Siapa yang mencari korban di lereng timur?"


@pytest.fixture
async def room(kutip: Kutip, tmp_path: Path) -> Newsroom:
    newsroom = Newsroom(kutip, tmp_path / "berita.jsonl")
    await newsroom.publish(1, f"{OLD} {OTHER}")
    return newsroom


@pytest.fixture
def clock() -> DeskClock:
    # The service's own clock is that of the machine.
    return DeskClock(datetime.now(UTC))


async def silent(chat: Private) -> None:
    """Nothing was sent before what is asked for now."""
    await chat.send("/pantauan")
    assert "tidak memantau" in (await chat.next_message()).text


async def test_a_corrected_quote(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await chat.send(ASK)
        answer = await chat.next_message()
        assert OLD in answer.quotes
        await chat.send(ASK)
        again = await chat.next_message()
        await clock.look()
        await room.publish(1, f"{NEW} {OTHER}", published="2026-11-21")
        await clock.look()
        told = await chat.next_message()
        for _ in range(3):
            await clock.look()
        await silent(chat)
        await room.publish(1, f"{NEW} {OTHER} Bantuan datang.", published="2026-11-21")
        await clock.look()
        await silent(chat)
    assert told.reply_to is again
    assert told.quotes == [OLD, NEW]
    assert "Koreksi" in told.text
    assert "Kabar Uji · 20 November 2026" in told.text
    assert "Kabar Uji · 21 November 2026" in told.text


async def test_each_correction_once_however_many_quotes(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    async with living(peer, room.kutip, clock):
        for words, quote in ((ASK, OLD), (ASK_OTHER, OTHER)):
            await ani.send(words)
            assert quote in (await ani.next_message()).quotes
        await budi.send("Apa kabar?")
        await budi.next_message()
        await clock.look()
        changed = OTHER.replace("barat", "selatan")
        await room.publish(1, f"{NEW} {changed}")
        await clock.look()
        first = await ani.next_message()
        await room.publish(1, f"{NEW.replace('tujuh', 'sembilan')} {changed}")
        await clock.look()
        second = await ani.next_message()
        await silent(budi)
    assert first.quotes == [OLD, NEW, OTHER, changed]
    assert second.quotes == [OLD, NEW.replace("tujuh", "sembilan")]


async def test_a_withdrawn_article(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani", language="en"))
    await room.publish(2, "Pasar dibuka kembali.")
    async with living(peer, room.kutip, clock):
        await chat.send(ASK)
        answer = await chat.next_message()
        await clock.look()
        await room.withdraw(1)
        await clock.look()
        told = await chat.next_message()
        await clock.look()
        await room.publish(1, f"{OLD} {OTHER}")
        await clock.look()
        await room.publish(3, "Harga beras turun.")
        await clock.look()
        await chat.send("/pantauan")
        assert "watches for nothing" in (await chat.next_message()).text
    assert told.reply_to is answer
    assert told.quotes == [OLD]
    assert "Withdrawn" in told.text
    assert "Naskah 1" in told.text


async def test_a_sentence_that_still_stands(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await chat.send(ASK)
        await chat.next_message()
        await clock.look()
        await room.publish(1, f"Bantuan datang. {OLD} {OTHER}")
        await clock.look()
        await silent(chat)


async def test_a_quote_that_a_watch_brought(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.user("Ani", language="en")
    forum = peer.forum("Redaksi", [ani])
    topic = await forum.open_topic("Gempa", by=ani)
    async with living(peer, room.kutip, clock):
        await topic.send(ani, "/pantau bantuan")
        await topic.next_message()
        await clock.look()
        await room.publish(2, "Bantuan beras tiba di Lembah Tua pada Rabu.", outlet="Pos Contoh")
        await clock.look()
        await topic.next_message()
        # What the watch brings by itself needs no correction besides.
        await room.publish(2, "Bantuan beras tiba di Lembah Tua pada Kamis.", outlet="Pos Contoh")
        await clock.look(minutes=1)
        news = await topic.next_message()
        await room.publish(2, "Beras tiba di Lembah Tua pada Kamis.", outlet="Pos Contoh")
        await clock.look()
        told = await topic.next_message()
        assert len(topic.received) == 4
    assert news.quotes == ["Bantuan beras tiba di Lembah Tua pada Kamis."]
    assert told.quotes[:2] == ["Bantuan beras tiba di Lembah Tua pada Rabu.", "Beras tiba di Lembah Tua pada Kamis."]
    assert "Correction" in told.text
    assert told.reply_to is news


async def test_in_the_topic_where_it_was_quoted(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    forum = peer.forum("Redaksi", [ani, budi])
    topic, other = [await forum.open_topic(name, by=ani) for name in ("Gempa", "Lain")]
    async with living(peer, room.kutip, clock):
        for who in (ani, budi):
            await topic.send(who, f"/tanya {ASK}")
            answer = await topic.next_message()
        await other.send(ani, "/tanya Apa kabar?")
        await other.next_message()
        await clock.look()
        await room.publish(1, f"{NEW} {OTHER}")
        await clock.look()
        told = await topic.next_message()
        await other.send(ani, "/pantauan")
        assert "tidak memantau" in (await other.next_message()).text
    assert told.quotes == [OLD, NEW]
    assert told.reply_to is answer
    assert len(topic.received) == 3


async def test_after_the_group_became_a_supergroup(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani], basic=True)
    async with living(peer, room.kutip, clock):
        await group.send(ani, f"/tanya {ASK}")
        await group.next_message()
        grown = await peer.migrate(group, by=ani)
        await grown.send(ani, "/pantauan")
        await grown.next_message()
        await clock.look()
        await room.publish(1, f"{NEW} {OTHER}")
        await clock.look()
        told = await grown.next_message()
    assert told.quotes == [OLD, NEW]
    assert told.reply_to is None


async def test_only_within_the_days_and_only_who_may_ask(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    admin = peer.private(peer.user("Admin", user_id=ADMIN))
    async with living(peer, room.kutip, clock):
        for chat in (ani, budi, admin):
            await chat.send(ASK)
            await chat.next_message()
        await budi.block()
        await peer.idle()
        await clock.look()
    await room.publish(1, f"{NEW} {OTHER}")
    async with living(peer, room.kutip, clock, correction_days=0):
        await clock.look()
        await silent(ani)
    late = DeskClock(clock.moment + timedelta(days=15))
    async with living(peer, room.kutip, late):
        await late.look()
        await silent(ani)
    async with living(peer, room.kutip, clock := DeskClock(clock.moment), allowed_chat_ids=frozenset({7})):
        assert (await admin.next_message()).quotes == [OLD, NEW]
        await clock.look()
    async with living(peer, room.kutip, clock := DeskClock(clock.moment)):
        assert (await ani.next_message()).quotes == [OLD, NEW]
        await clock.look()
        await silent(ani)
        await silent(admin)
    assert len(budi.received) == 1
