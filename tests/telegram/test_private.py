"""A private chat: questions, commands, follow-ups, and what is no text."""

from __future__ import annotations

import asyncio

import pytest

from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, BRIDGE, HOSTILE
from tests.telegram.living import ADMIN, living
from tests.telegram.scripted import Question, Scripted


async def test_a_question_is_answered_with_a_quote_in_reply(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        asked = await chat.send(ASK_BRIDGE)
        answer = await chat.next_message()
    assert answer.quotes == [BRIDGE]
    assert "Kabar Uji · 20 Februari 2022" in answer.text
    assert answer.reply_to is asked
    assert [action.action for action in chat.actions] == ["typing"]


async def test_hostile_articles_and_questions_stay_text(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        await chat.send(ASK_HOSTILE)
        quoted = await chat.next_message()
        await chat.send('<b>"&amp;</b> <a href="tg://user?id=1">&</a> </blockquote> siapa?')
        refused = await chat.next_message()
    assert quoted.quotes == [HOSTILE]
    assert "<i>Warta</i> & Rekan" in quoted.text
    assert quoted.parts("italic") == []
    assert refused.text
    assert refused.parts("text_link", "text_mention") == []


async def test_the_last_questions_of_the_chat_are_context(peer: Peer, scripted: Scripted) -> None:
    ani = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        for words in ("satu?", "dua?", "tiga?", "empat?", "lima?"):
            await ani.send(words)
            await ani.next_message()
        budi = peer.private(peer.user("Budi"))
        await budi.send("lain?")
        await budi.next_message()
    assert scripted.asked[5].context == ()
    assert scripted.asked[4] == Question("lima?", ("dua?", "tiga?", "empat?"), f"telegram:{ani.id}:0:{ani.user.id}")


async def test_a_question_does_not_lean_on_itself(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        for words in ("satu?", "lalu  kapan?", "lalu kapan?"):
            await chat.send(words)
            await chat.next_message()
    assert [question.context for question in scripted.asked] == [(), ("satu?",), ("satu?",)]


async def test_a_reply_to_an_answer_goes_on_from_it(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted, follow_up_minutes=0):
        await chat.send("satu?")
        first = await chat.next_message()
        await chat.send("dua?")
        await chat.next_message()
        await chat.send("lalu kapan?", reply_to=first)
        third = await chat.next_message()
        await chat.send("di mana?", reply_to=third)
        await chat.next_message()
    assert [question.context for question in scripted.asked] == [(), (), ("satu?",), ("satu?", "lalu kapan?")]


async def test_commands(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        replies = {}
        for command in ("/start", "/bantuan", "/sumber", "/status", "/entahlah", "/tanya", "/tanya@kutip_bot"):
            await chat.send(command)
            replies[command] = (await chat.next_message()).text
        await chat.send(f"/tanya {ASK_BRIDGE}")
        asked = await chat.next_message()
    assert "Kutip" in replies["/start"]
    assert "/tanya" in replies["/bantuan"]
    assert "/reindex" not in replies["/bantuan"]
    assert "Kabar Uji: 1 artikel" in replies["/sumber"]
    assert "3 artikel" in replies["/status"]
    assert "Versi indeks 1" in replies["/status"]
    assert "/bantuan" in replies["/entahlah"]
    assert replies["/tanya"] == replies["/tanya@kutip_bot"]
    assert asked.quotes == [BRIDGE]


async def test_what_is_no_text_gets_a_note_and_a_caption_counts(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send_other(voice={"file_id": "v", "file_unique_id": "u", "duration": 3})
        note = await chat.next_message()
        await chat.send_file(b"isi", "berkas.txt", caption="Siapa ini?")
        answer = await chat.next_message()
    assert "teks" in note.text
    assert answer.quotes == ["Jawaban atas: Siapa ini?"]


async def test_an_edited_question_changes_its_answer(peer: Peer, scripted: Scripted) -> None:
    long = "Kalimat yang panjang sekali. " * 130
    scripted.answers = {"panjang?": [f"{number} {long}" for number in range(3)], "pendek?": ["Pendek."]}
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send("mula?")
        await chat.next_message()
        asked = await chat.send("pendek?")
        first = await chat.next_message()
        await peer.edit(asked, "panjang?")
        await chat.wait_text(first, "0 Kalimat")
        added = [await chat.next_message(), await chat.next_message()]
        assert len(chat.messages) == 4
        await peer.edit(asked, "pendek?")
        await chat.wait_text(first, "Pendek.")
        await chat.send("sudah?")
        await chat.next_message()
    assert [message.deleted for message in (first, *added)] == [False, True, True]
    assert first.quotes == ["Pendek."]
    # An edited question leans on what it leaned on at first, not on itself.
    assert [question.context for question in scripted.asked[1:4]] == [("mula?",)] * 3


async def test_an_edit_of_a_deleted_answer_is_said_anew(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        asked = await chat.send("satu?")
        await peer.delete(await chat.next_message())
        await peer.edit(asked, "dua?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: dua?"]


async def test_an_answered_question_may_become_a_command(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Admin", user_id=ADMIN))
    async with living(peer, scripted):
        asked = await chat.send("satu?")
        answer = await chat.next_message()
        await peer.edit(asked, "/reindex")
        await peer.edit(asked, "/bantuan")
        await chat.wait_text(answer, "Cara bertanya")
        await peer.edit(asked, "dua?")
        await chat.wait_text(answer, "Jawaban atas: dua?")
    assert scripted.reindexes == []
    assert chat.received == [answer]


async def test_a_deleted_question_is_answered_all_the_same(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Ani"))
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted):
        asked = await chat.send("satu?")
        await peer.taken()
        await peer.delete(asked)
        scripted.gates["satu?"].set()
        answer = await chat.next_message()
    assert answer.quotes == ["Jawaban atas: satu?"]
    assert answer.reply_to is None


async def test_what_was_forwarded_is_a_question_but_no_act(peer: Peer, scripted: Scripted) -> None:
    chat = peer.private(peer.user("Admin", user_id=ADMIN))
    origin = {"type": "hidden_user", "sender_user_name": "Seseorang", "date": 1_700_000_000}
    async with living(peer, scripted):
        await chat.send("/reindex", forward_origin=origin)
        await chat.send("Benarkah 40 ton?", forward_origin=origin)
        assert (await chat.next_message()).quotes == ["Jawaban atas: Benarkah 40 ton?"]
    assert scripted.reindexes == []


async def test_characters_that_no_database_takes(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        for mark in ("\x00", "\ud83d"):
            await chat.send_other(text=f"{mark} {ASK_BRIDGE}")
            assert (await chat.next_message()).quotes == [BRIDGE]


async def test_an_error_is_told_and_logged_without_the_question(
    peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    scripted.errors["rahasia dapur?"] = ValueError("cannot read: rahasia dapur?")
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send("rahasia dapur?")
        sorry = await chat.next_message()
        await chat.send("lagi?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: lagi?"]
    assert "Maaf" in sorry.text
    assert "ValueError" in caplog.text
    assert "rahasia" not in caplog.text
