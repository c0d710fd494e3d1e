"""The buttons under an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.telegram.panel.tables import FeedbackRow
from retrieval.service import Kutip
from tests.peer import Message, Peer, Private, User
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, BRIDGE, HOSTILE
from tests.telegram.living import ADMIN, living

COST = "Jembatan itu menelan biaya 12 miliar rupiah."
FLOOD = "Banjir merendam {} rumah di Kelurahan Tirta Asih."
ASK_FLOOD = "Berapa rumah yang terendam banjir di Kelurahan Tirta Asih?"
FLOODS = [
    {"id": "11", "outlet": "Kabar Uji", "published": "2022-05-03", "body": FLOOD.format(210)},
    {"id": "12", "outlet": "Pos Contoh", "published": "2022-05-01", "body": FLOOD.format(140)},
    {"id": "13", "outlet": "Warta Lain", "published": None, "body": FLOOD.format(175)},
    {"id": "14", "outlet": "Harian Tiga", "published": "2022-05-09", "body": FLOOD.format(320)},
    {"id": "15", "outlet": "Harian Empat", "published": "2022-05-05", "body": FLOOD.format(55)},
]


class Asker:
    """One person's private chat with the bot."""

    def __init__(self, peer: Peer, name: str = "Ani", **fields: Any) -> None:
        self.peer = peer
        self.user: User = peer.user(name, **fields)
        self.chat: Private = peer.private(self.user)

    async def ask(self, words: str) -> Message:
        await self.chat.send(words)
        return await self.chat.next_message()

    async def toast(self, message: Message, button: str) -> str:
        return str((await (await self.peer.press(message, button, by=self.user)).answer()).get("text", ""))

    async def press(self, message: Message, button: str) -> Message:
        await self.toast(message, button)
        return await self.chat.next_message()


@pytest.fixture
async def flooded(kutip: Kutip, tmp_path: Path) -> Kutip:
    (tmp_path / "banjir.jsonl").write_text("\n".join(map(json.dumps, FLOODS)), encoding="utf-8")
    await kutip.reindex([tmp_path / "banjir.jsonl"])
    return kutip


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


async def test_context_and_citation_outlive_a_restart(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
    async with living(peer, kutip):
        context = await ani.press(answer, "Konteks")
        cited = await ani.press(answer, "Kutip")
    assert context.quotes == [f"{BRIDGE} {COST}"]
    assert "Kabar Uji · 20 Februari 2022" in context.text
    assert context.reply_to is answer
    assert f'"{BRIDGE}" (Kabar Uji, 20 Februari 2022)' in cited.text


async def test_what_an_article_says_stays_text(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_HOSTILE)
        shown = [await ani.press(answer, button) for button in ("Konteks", "Kutip", "Artikel")]
    assert all(HOSTILE in message.text for message in shown)


async def test_the_events_of_an_answer_in_order_the_undated_apart(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        answer = await ani.ask(ASK_FLOOD)
        events = await ani.press(answer, "Kronologi")
    assert events.quotes == [FLOOD.format(number) for number in (140, 210, 55, 320, 175)]
    days = ["1 Mei 2022", "3 Mei 2022", "5 Mei 2022", "9 Mei 2022", "Tanpa tanggal"]
    assert [line for line in events.text.splitlines() if line in days] == days


async def test_more_quotes_are_those_not_yet_given(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded, quotes=2):
        answer = await ani.ask(ASK_FLOOD)
        second = await ani.press(answer, "Lainnya")
        third = await ani.press(second, "Lainnya")
    given = [*answer.quotes, *second.quotes, *third.quotes]
    assert sorted(given) == sorted(FLOOD.format(number) for number in (140, 210, 55, 320, 175))
    assert not labels(third)


async def test_no_more_quotes_is_said_beside_the_button(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        assert "Tidak ada kutipan lain" in await ani.toast(answer, "Lainnya")


async def test_the_articles_of_an_answer_in_one_message(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        answer = await ani.ask(ASK_FLOOD)
        article = await ani.press(answer, "Artikel")
        assert answer.quotes[0] in article.text
        other = labels(article)[-1]
        await ani.toast(article, other)
        changed = (await ani.chat.next_edit()).message
    assert other in changed.text
    assert answer.quotes[0] not in changed.text


async def test_a_verdict_is_kept_once_for_each_person(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        await ani.toast(answer, "👍")
        reasons = await ani.press(answer, "👎")
        assert "Tercatat" in await ani.toast(reasons, "Sudah usang")
        assert "Sudah usang" in (await ani.chat.next_edit()).message.text
        # Asked for a reason once is enough.
        assert "tercatat" in await ani.toast(answer, "👎")
        await peer.idle()
        received = len(ani.chat.received)
    async with kutip.archive.database.reading() as connection:
        rows = (await connection.execute(select(FeedbackRow.__table__.columns.verdict))).scalars().all()
    assert rows == ["bad"]
    assert received == 2


async def test_an_answer_belongs_to_its_chat(peer: Peer, kutip: Kutip) -> None:
    ani, budi = Asker(peer), Asker(peer, "Budi")
    async with living(peer, kutip):
        answer, own = await ani.ask(ASK_BRIDGE), await budi.ask(ASK_HOSTILE)
        stolen = answer.buttons[0]["callback_data"]
        own.buttons[0]["callback_data"] = stolen
        for data in (stolen, "ctx:", "ctx:unknown2", "page:1:x", "page", "read:%00", "badly", "nosuch:1"):
            own.buttons[0]["callback_data"] = data
            words = await budi.toast(own, data)
            assert "obrolan ini" in words or "tidak berlaku" in words
        await peer.idle()
        assert len(budi.chat.received) == 1


async def test_only_admins_are_told_why(peer: Peer, kutip: Kutip) -> None:
    ani, admin = Asker(peer), Asker(peer, "Admin", user_id=ADMIN)
    async with living(peer, kutip):
        assert "Mengapa?" not in labels(await ani.ask(ASK_BRIDGE))
        why = await admin.press(await admin.ask(ASK_BRIDGE), "Mengapa?")
        refusal = await admin.ask("Siapa yang memenangi lomba perahu naga di Danau Kelam?")
        why_not = await admin.press(refusal, "Mengapa?")
    assert labels(refusal) == ["Mengapa?"]
    assert "Dijawab dengan keyakinan" in why.text
    assert BRIDGE in why.text
    assert "coverage" in why.text
    assert "Ditolak dengan keyakinan" in why_not.text


async def test_a_press_delivered_twice_brings_one_message(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        pressed = await peer.press(answer, "Konteks", by=ani.user)
        await ani.chat.next_message()
        assert pressed.update is not None
        await peer.redeliver(pressed.update)
        await peer.taken()
        await ani.ask(ASK_HOSTILE)
    assert [BRIDGE in message.text for message in ani.chat.received] == [True, True, False]
