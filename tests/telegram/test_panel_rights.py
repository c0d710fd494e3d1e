"""Where the buttons under an answer work, and for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.asker import Asker, labels
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, BRIDGE, COST
from tests.telegram.living import ADMIN, living


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
        (tmp_path / "lain.jsonl").write_text(json.dumps({"id": "9", "body": "Hari ini cerah."}), encoding="utf-8")
        await kutip.reindex([tmp_path / "lain.jsonl"])
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


async def test_a_press_that_fails_says_so_beside_the_button(
    peer: Peer, kutip: Kutip, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(identity: str) -> None:
        raise RuntimeError(identity)

    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        with monkeypatch.context() as patch:
            patch.setattr(kutip, "exchange", broken)
            assert "Maaf" in await ani.toast(answer, "Konteks")
        assert (await ani.press(answer, "Konteks")).quotes == [f"{BRIDGE} {COST}"]
