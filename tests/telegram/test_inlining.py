"""Inline mode: quotes to paste into any chat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.inlining import PAGE
from bot.telegram.preferences.choice import Choice
from bot.telegram.preferences.store import Preferences
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE, ASK_HARVEST, ASK_HOSTILE, BRIDGE, HOSTILE
from tests.telegram.living import living

MARKET = "Pedagang nomor {} menjual tikar pandan di Pasar Lereng Wilis seharga {} ribu rupiah."
NOTHING = "Siapa yang memenangi lomba perahu naga di Danau Kelam?"


async def offered(peer: Peer, user: Any, words: str, offset: str = "") -> dict[str, Any]:
    return await (await peer.inline(user, words, offset=offset)).answer()


async def test_a_quote_is_pasted_word_for_word_with_its_source(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    async with living(peer, kutip):
        asked = await peer.inline(ani, ASK_BRIDGE)
        answer = await asked.answer()
        (first, *_) = answer["results"]
        message = await asked.choose(first["id"], group)
        hostile = await offered(peer, ani, ASK_HOSTILE)
    assert first["title"] == "Kabar Uji · 20 Februari 2022"
    assert first["description"] == BRIDGE
    assert message.quotes == [BRIDGE]
    assert "Kabar Uji · 20 Februari 2022" in message.text
    assert answer["is_personal"]
    assert hostile["results"][0]["description"] == HOSTILE


async def test_pages_without_gaps_or_doubles(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    pages = [{"id": str(n), "outlet": f"Harian {n}", "body": MARKET.format(n, 10 + n)} for n in range(PAGE + 4)]
    (tmp_path / "pasar.jsonl").write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    await kutip.reindex([tmp_path / "pasar.jsonl"])
    ani, shown, offset = peer.user("Ani"), [], ""
    async with living(peer, kutip):
        while True:
            answer = await offered(peer, ani, "Berapa harga tikar pandan di Pasar Lereng Wilis?", offset)
            shown.append([result["description"] for result in answer["results"]])
            if not (offset := answer["next_offset"]):
                break
    assert [len(page) for page in shown] == [PAGE, 4]
    assert sorted(body for page in shown for body in page) == sorted(page["body"] for page in pages)


@pytest.mark.parametrize(("words", "label"), [(NOTHING, "Tidak ada jawaban di arsip"), ("  ", "Ketik pertanyaan")])
async def test_without_quotes_the_private_chat_is_offered(peer: Peer, kutip: Kutip, words: str, label: str) -> None:
    async with living(peer, kutip):
        answer = await offered(peer, peer.user("Ani"), words)
    assert not answer["results"]
    assert label in answer["button"]["text"]


async def test_the_button_opens_a_private_chat_that_greets(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    async with living(peer, kutip):
        button = (await offered(peer, ani, NOTHING))["button"]
        # What the person's app sends by itself after the button was pressed (Bot API, "Deep Linking").
        chat = peer.private(ani)
        await chat.send(f"/start {button['start_parameter']}")
        assert "3 artikel" in (await chat.next_message()).text


async def test_what_was_pasted_into_the_own_chat_is_no_question(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(ani := peer.user("Ani"))
    async with living(peer, kutip):
        asked = await peer.inline(ani, ASK_BRIDGE)
        await asked.choose((await asked.answer())["results"][0]["id"], chat)
        await chat.send(ASK_HOSTILE)
        answer = await chat.next_message()
    assert HOSTILE in answer.text
    assert len(chat.received) == 1


async def test_settings_of_the_private_chat_hold(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    chosen = Choice(language="en", outlets=("Pos Contoh",))
    async with living(peer, kutip):
        await offered(peer, ani, ASK_HARVEST)
        await Preferences(kutip.archive.database).choose(ani.id, chosen)
        harvest, bridge = [await offered(peer, ani, words) for words in (ASK_HARVEST, ASK_BRIDGE)]
        others = await offered(peer, budi, ASK_BRIDGE)
    assert harvest["results"][0]["title"] == "Pos Contoh · 5 April 2022"
    assert not bridge["results"]
    assert "archive" in bridge["button"]["text"]
    assert others["results"]


async def test_queries_leave_no_trace_in_conversations(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(ani := peer.user("Ani"))
    async with living(peer, kutip):
        await offered(peer, ani, ASK_BRIDGE)
        await chat.send("berapa biayanya?")
        assert BRIDGE not in (await chat.next_message()).text


async def test_only_those_who_may_ask_are_offered_anything(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    peer.private(ani)
    async with living(peer, kutip, allowed_chat_ids=frozenset({ani.id})):
        assert (await offered(peer, ani, ASK_BRIDGE))["results"]
        refused = await offered(peer, budi, ASK_BRIDGE)
    assert not refused["results"]
    assert refused["button"] is None


async def test_of_many_keystrokes_the_last_is_answered(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    typed = [await peer.inline(ani, ASK_BRIDGE[:end]) for end in range(10, len(ASK_BRIDGE) + 1)]
    async with living(peer, kutip):
        answer = await typed[-1].answer()
    assert answer["results"][0]["description"] == BRIDGE
    assert all(one.query.answer is None for one in typed[:-1])


async def test_an_answer_that_comes_too_late_harms_nobody(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    late = await peer.inline(ani, ASK_BRIDGE)
    late.expire()
    async with living(peer, kutip):
        assert (await offered(peer, ani, ASK_HOSTILE))["results"]
        await peer.taken()


async def test_the_same_words_see_a_new_version_of_the_archive(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    ani = peer.user("Ani")
    async with living(peer, kutip):
        before = await offered(peer, ani, "Siapa yang membuka pasar malam?")
        page = {"id": "9", "outlet": "Harian Tiga", "body": "Bupati Wirya membuka pasar malam pada Sabtu."}
        (tmp_path / "malam.jsonl").write_text(json.dumps(page), encoding="utf-8")
        await kutip.reindex([tmp_path / "malam.jsonl"])
        after = await offered(peer, ani, "Siapa yang membuka pasar malam?")
    assert not before["results"]
    assert after["results"][0]["description"] == page["body"]
