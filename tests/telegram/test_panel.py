"""The buttons under an answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.telegram.panel.tables import FeedbackRow
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Message, Peer, Private, User
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, BRIDGE, HOSTILE
from tests.telegram.living import ADMIN, living
from tests.telegram.writes import Writes

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


async def verdicts(kutip: Kutip) -> set[tuple[int, str, str | None]]:
    columns = (col(FeedbackRow.user_id), col(FeedbackRow.verdict), col(FeedbackRow.reason))
    async with kutip.archive.database.reading() as connection:
        return {tuple(row) for row in await connection.execute(select(*columns))}


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


async def test_the_order_of_events_is_turned_round_in_place(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        events = await ani.press(await ani.ask(ASK_FLOOD), "Kronologi")
        shown = [events.quotes]
        for button in ("Terbaru dulu", "Terlama dulu"):
            await ani.toast(events, button)
            shown.append((await ani.chat.next_edit()).message.quotes)
    newest = [FLOOD.format(number) for number in (320, 55, 210, 140, 175)]
    assert shown == [[*reversed(newest[:-1]), newest[-1]], newest, [*reversed(newest[:-1]), newest[-1]]]
    assert len(ani.chat.received) == 2


async def test_what_was_given_stays_in_the_timeline_when_it_is_withdrawn(
    peer: Peer, flooded: Kutip, tmp_path: Path
) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        answer = await ani.ask(ASK_FLOOD)
        (tmp_path / "banjir.jsonl").write_text(json.dumps(FLOODS[1]), encoding="utf-8")
        await flooded.reindex([tmp_path / "banjir.jsonl"])
        events = await ani.press(answer, "Kronologi")
        cited = await ani.press(answer, "Kutip")
        article = await ani.press(answer, "Artikel")
    assert set(answer.quotes) <= set(events.quotes)
    gone = sum(one["body"] in answer.quotes for one in FLOODS if one is not FLOODS[1])
    assert gone
    assert cited.text.count("sudah ditarik dari arsip") == gone
    assert answer.quotes[0] in article.text


async def test_a_citation_names_the_day_of_a_moment(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    page = {"id": "21", "outlet": "Harian · Tiga", "published": "2022-02-15T16:11:00+07:00", "body": FLOOD.format(9)}
    (tmp_path / "jam.jsonl").write_text(json.dumps(page), encoding="utf-8")
    await kutip.reindex([tmp_path / "jam.jsonl"])
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_FLOOD)
        cited = await ani.press(answer, "Kutip")
    assert "16.11" in answer.text
    assert f'"{FLOOD.format(9)}" (Harian · Tiga, 15 Februari 2022)' in cited.text


async def test_neighbours_are_those_of_the_quoted_revision(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    before, after = "Hujan turun sejak Jumat malam.", "Warga mengungsi ke balai desa."
    first = {"id": "22", "outlet": "Kabar Uji", "body": f"{before}\n\n{FLOOD.format(9)} {after}"}
    second = first | {"body": f"Redaksi memperbarui berita ini. {FLOOD.format(9)} Air sudah surut."}
    ani = Asker(peer)
    (tmp_path / "satu.jsonl").write_text(json.dumps(first), encoding="utf-8")
    await kutip.reindex([tmp_path / "satu.jsonl"])
    async with living(peer, kutip):
        answer = await ani.ask(ASK_FLOOD)
        (tmp_path / "satu.jsonl").write_text(json.dumps(second), encoding="utf-8")
        await kutip.reindex([tmp_path / "satu.jsonl"])
        context = await ani.press(answer, "Konteks")
    assert context.quotes == [f"{before}\n{FLOOD.format(9)} {after}"]
    assert "berubah sejak dikutip" in context.text


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
    assert await verdicts(kutip) == {(ani.user.id, "bad", "old")}
    assert received == 2


async def test_buttons_of_a_group_that_grew(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani], basic=True)
    async with living(peer, kutip, allowed_chat_ids=frozenset({group.id})):
        await group.send(ani, f"/tanya {ASK_BRIDGE}")
        answer = await group.next_message()
        grown = await peer.migrate(group, by=ani)
        await (await peer.press(answer, "Konteks", by=ani)).answer()
        context = await grown.next_message()
        await grown.send(ani, f"/ulang {answer.buttons[0]['callback_data'].split(':')[1]}")
        again = await grown.next_message()
    assert BRIDGE in context.text
    assert BRIDGE in again.text


async def test_what_a_button_brings_stays_in_its_topic(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    forum = peer.forum("Redaksi", [ani])
    topic = await forum.open_topic("Daerah", by=ani)
    async with living(peer, kutip):
        await topic.send(ani, f"/tanya {ASK_BRIDGE}")
        answer = await topic.next_message()
        await (await peer.press(answer, "Artikel", by=ani)).answer()
        article = await topic.next_message()
    assert article.reply_to is answer
    assert COST in article.text


async def test_buttons_of_messages_that_the_bot_may_not_read_any_more(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    topic = await peer.forum("Redaksi", [ani]).open_topic("Daerah", by=ani)
    async with living(peer, kutip):
        await topic.send(ani, f"/tanya {ASK_BRIDGE}")
        answer = await topic.next_message()
        await (await peer.press(answer, "Konteks", by=ani, readable=False)).answer()
        context = await topic.next_message()
        await (await peer.press(answer, "👎", by=ani, readable=False)).answer()
        reasons = await topic.next_message()
        await (await peer.press(reasons, "Sudah usang", by=ani, readable=False)).answer()
        noted = (await topic.next_edit()).message
    assert context.quotes == [f"{BRIDGE} {COST}"]
    assert noted is reasons
    assert "Sudah usang" in noted.text


async def test_a_reason_is_given_by_whoever_was_asked(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [ani, budi])
    async with living(peer, kutip):
        await group.send(ani, f"/tanya {ASK_BRIDGE}")
        answer = await group.next_message()
        await (await peer.press(answer, "👎", by=ani)).answer()
        reasons = await group.next_message()
        other = await (await peer.press(reasons, "Sudah usang", by=budi)).answer()
        assert "orang lain" in other["text"]
        await (await peer.press(answer, "👍", by=budi)).answer()
        await (await peer.press(reasons, "Sudah usang", by=ani)).answer()
        await (await peer.press(answer, "👎", by=ani)).answer()
        await peer.idle()
    assert await verdicts(kutip) == {(ani.id, "bad", "old"), (budi.id, "good", None)}


async def test_a_verdict_survives_a_kill_at_any_write(
    tmp_path: Path, archive_file: Path, minds: tuple[Analyzer, Answerer]
) -> None:
    async def judged(name: str, writes: Writes) -> None:
        shutil.copy(archive_file, tmp_path / name)
        archive = await Archive.open(f"sqlite:///{tmp_path / name}")
        async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as kutip:
            await _judged(kutip, writes)

    undisturbed = Writes()
    await judged("undisturbed.db", undisturbed)
    assert undisturbed.made > 4
    for number in range(undisturbed.made):
        await judged(f"{number}.db", Writes(number))


async def _judged(kutip: Kutip, writes: Writes) -> None:
    """Whenever the bot ends between a press and the end of what comes of it, the reason is asked for."""
    async with Peer() as peer:
        ani = Asker(peer)
        async with living(peer, kutip):
            answer = await ani.ask(ASK_BRIDGE)
            await peer.idle()
        with writes.of(kutip.archive.database):
            async with living(peer, kutip, drain_seconds=20 if writes.limit is None else 0):
                await peer.press(answer, "👎", by=ani.user)
                if writes.limit is None:
                    await ani.chat.next_message()
                    await peer.idle()
                else:
                    await writes.over()
        async with living(peer, kutip):
            await ani.chat.send(ASK_HOSTILE)
            while HOSTILE not in (await ani.chat.next_message()).text:
                pass
            await peer.idle()
        assert "Apa yang kurang?" in [message.text for message in ani.chat.received]
        assert await verdicts(kutip) == {(ani.user.id, "bad", None)}


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


async def test_the_reasons_name_limits_and_an_archive_that_changed(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    admin = Asker(peer, "Admin", user_id=ADMIN)
    async with living(peer, kutip):
        refusal = await admin.ask("siapa yang meresmikan jembatan gantung? sumber:nihil.example sejak:2022-01-01")
        why_not = await admin.press(refusal, "Mengapa?")
        (tmp_path / "banjir.jsonl").write_text(json.dumps(FLOODS[0]), encoding="utf-8")
        await kutip.reindex([tmp_path / "banjir.jsonl"])
        again = await admin.press(refusal, "Mengapa?")
    assert "Arsip tidak punya media nihil.example." in why_not.text
    assert "Dibatasi pada: 1 Januari 2022–…" in why_not.text
    assert "Arsip sudah berubah" not in why_not.text
    assert "Arsip sudah berubah sejak jawaban itu" in again.text


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
