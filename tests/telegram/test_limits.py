"""How much one person or chat may ask in a minute."""

from __future__ import annotations

from tests.peer import Peer
from tests.telegram.living import ADMIN, HastyClock, living
from tests.telegram.scripted import Scripted


async def test_one_polite_note_and_then_silence_until_there_is_room(peer: Peer, scripted: Scripted) -> None:
    chat, clock = peer.private(peer.user("Ani")), HastyClock()
    async with living(peer, scripted, clock, questions_per_minute=2):
        for number in range(5):
            await chat.send(f"{number}?")
        answers = [await chat.next_message() for _ in range(3)]
        await chat.send("/bantuan")
        assert "Cara bertanya" in (await chat.next_message()).text
        clock.skip(61)
        await chat.send("lagi?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: lagi?"]
    assert [answer.quotes for answer in answers] == [["Jawaban atas: 0?"], ["Jawaban atas: 1?"], []]
    assert "Terlalu banyak pertanyaan" in answers[2].text
    assert [question.words for question in scripted.asked] == ["0?", "1?", "lagi?"]


async def test_places_that_become_free_one_by_one_bring_no_note_each(peer: Peer, scripted: Scripted) -> None:
    chat, clock = peer.private(peer.user("Ani")), HastyClock()
    async with living(peer, scripted, clock, questions_per_minute=2):
        await chat.send("satu?")
        await chat.next_message()
        clock.skip(30)
        for words in ("dua?", "tiga?"):
            await chat.send(words)
        notes = [(await chat.next_message()).quotes for _ in range(2)]
        # The place of the first is free again, and that of the second is not.
        clock.skip(31)
        for words in ("empat?", "lima?", "/tanya"):
            await chat.send(words)
        after = [await chat.next_message() for _ in range(2)]
    assert notes == [["Jawaban atas: dua?"], []]
    assert after[0].quotes == ["Jawaban atas: empat?"]
    assert "Terlalu banyak" not in after[1].text


async def test_a_chat_has_a_limit_of_its_own_and_admins_have_none(peer: Peer, scripted: Scripted) -> None:
    people = [peer.user(name) for name in ("Ani", "Budi", "Cici")]
    admin = peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [*people, admin])
    async with living(peer, scripted, chat_questions_per_minute=2):
        for person in (*people, admin):
            await group.send(person, f"/tanya {person.first_name}?")
        answers = [await group.next_message() for _ in range(4)]
    assert [bool(answer.quotes) for answer in answers] == [True, True, False, True]
