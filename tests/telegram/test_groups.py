"""Groups, topics and channels: answered when addressed, silent otherwise."""

from __future__ import annotations

import asyncio

import pytest

from tests.peer import Fault, Peer
from tests.telegram.living import ADMIN, living
from tests.telegram.scripted import Scripted


async def test_only_what_is_addressed_is_answered(peer: Peer, scripted: Scripted) -> None:
    peer.world.privacy = False
    ani, budi = peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [ani, budi])
    async with living(peer, scripted):
        said = await group.send(ani, "Siapa yang datang?")
        assert said.update is not None
        await group.send(ani, "/entahlah")
        await group.send(ani, "/tanya@bot_lain siapa?")
        await group.send(ani, "@bot_lain siapa?")
        await group.send_other(ani, sticker={"file_id": "s", "file_unique_id": "u", "type": "regular"})
        await group.send(budi, "surel ke a@kutip_bot.example ya")
        await group.send(ani, "/tanya satu?")
        first = await group.next_message()
        await group.send(ani, "Menurut 🙂 @Kutip_Bot, dua?")
        second = await group.next_message()
        third_asked = await group.send(budi, "tiga?", reply_to=second)
        third = await group.next_message()
        await group.send(ani, "/tanya", reply_to=said)
        fourth = await group.next_message()
        await group.send(ani, "/tanya")
        hint = await group.next_message()
    assert first.quotes == ["Jawaban atas: satu?"]
    assert second.quotes == ["Jawaban atas: Menurut 🙂 , dua?"]
    assert third.quotes == ["Jawaban atas: tiga?"]
    assert third.reply_to is third_asked
    assert fourth.quotes == ["Jawaban atas: Siapa yang datang?"]
    assert "/tanya" in hint.text
    assert len(group.received) == 5
    assert group.actions == []


async def test_context_is_the_asker_s_own_in_the_same_topic(peer: Peer, scripted: Scripted) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    forum = peer.forum("Redaksi", [ani, budi])
    async with living(peer, scripted):
        politics = await forum.open_topic("Politik", by=ani)
        sports = await forum.open_topic("Olahraga", by=ani)
        await politics.send(ani, "/tanya satu?")
        answer = await politics.next_message()
        await politics.send(budi, "/tanya dua?")
        await politics.next_message()
        await sports.send(ani, "/tanya tiga?")
        await sports.next_message()
        await politics.send(ani, "/tanya empat?")
        await politics.next_message()
        await politics.send(budi, "lima?", reply_to=answer)
        await politics.next_message()
        await forum.send(ani, "/tanya enam?")
        await forum.next_message()
    assert [question.context for question in scripted.asked] == [(), (), (), ("satu?",), ("satu?",), ()]
    assert scripted.asked[0].chat == f"telegram:{forum.id}:{politics.thread_id}:{ani.id}"


async def test_a_reply_chain_in_a_group_is_no_topic(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    async with living(peer, scripted):
        said = await group.send(ani, "/tanya satu?")
        await group.next_message()
        await group.send(ani, "/tanya dua?", reply_to=said)
        answer = await group.next_message()
    assert answer.quotes == ["Jawaban atas: dua?"]


async def test_channel_posts_with_tanya(peer: Peer, scripted: Scripted) -> None:
    channel = peer.channel("Siaran")
    async with living(peer, scripted):
        await channel.post("Selamat pagi")
        await channel.post("/status")
        asked = await channel.post("/tanya satu?")
        answer = await channel.next_message()
        await peer.edit(asked, "/tanya dua?")
        await channel.wait_text(answer, "Jawaban atas: dua?")
    assert channel.received == [answer]
    assert answer.reply_to is asked
    assert channel.actions == []


async def test_an_edit_counts_by_what_it_says_now(peer: Peer, scripted: Scripted) -> None:
    peer.world.privacy = False
    ani = peer.user("Ani", user_id=ADMIN)
    group = peer.group("Redaksi", [ani])
    async with living(peer, scripted):
        said = await group.send(ani, "satu?")
        await peer.edit(said, "/tanya satu?")
        answer = await group.next_message()
        await peer.edit(said, "sudahlah")
        act = await group.send(ani, "lihat")
        await peer.edit(act, "/reindex")
        await group.send(ani, "/tanya dua?")
        await group.next_message()
    assert answer.quotes == ["Jawaban atas: satu?"]
    assert scripted.reindexes == []
    assert len(group.received) == 2


async def test_other_chats_than_the_allowed_are_told_once(
    peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    ani, admin = peer.user("Ani"), peer.user("Admin", user_id=ADMIN)
    home, away = peer.group("Rumah", [ani]), peer.group("Jauh", [ani])
    allowed = frozenset({home.id})
    async with living(peer, scripted, allowed_chat_ids=allowed):
        await away.send(ani, "/tanya satu?")
        told = await away.next_message()
    async with living(peer, scripted, allowed_chat_ids=allowed):
        await away.send(ani, "/tanya dua?")
        await peer.private(ani).send("tiga?")
        await peer.private(ani).next_message()
        await home.send(ani, "/tanya empat?")
        assert (await home.next_message()).quotes == ["Jawaban atas: empat?"]
        await peer.private(admin).send("lima?")
        assert (await peer.private(admin).next_message()).quotes == ["Jawaban atas: lima?"]
    assert str(away.id) in told.text
    assert away.received == [told]
    assert f"chat {away.id} is not in KUTIP_ALLOWED_CHAT_IDS" in caplog.text


async def test_a_group_keeps_its_place_when_it_becomes_a_supergroup(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani], basic=True)
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted, allowed_chat_ids=frozenset({group.id})):
        await group.send(ani, "/tanya satu?")
        await peer.idle()
        grown = await peer.migrate(group, by=ani)
        scripted.gates["satu?"].set()
        assert (await grown.next_message()).quotes == ["Jawaban atas: satu?"]
        await grown.send(ani, "/tanya dua?")
        assert (await grown.next_message()).quotes == ["Jawaban atas: dua?"]


async def test_the_menu_shows_the_commands(peer: Peer, scripted: Scripted) -> None:
    ani, admin = peer.user("Ani", language="en"), peer.user("Admin", user_id=ADMIN, language="id")
    peer.fail("setMyCommands", with_=Fault.bad_gateway(), times=2)
    async with living(peer, scripted):
        await peer.private(admin).send("/start")
        await peer.private(admin).next_message()
        await peer.request("setMyCommands", count=9)
        await peer.idle()
    shown = peer.commands(peer.private(ani), ani)
    assert {"tanya", "terbaru", "artikel", "pantau", "pantauan", "ulang", "sumber", "status", "bantuan"} <= set(shown)
    assert "reindex" not in shown
    assert shown["status"] == "What the archive and its index hold now"
    assert peer.commands(peer.group("Redaksi", [ani]), admin)["sumber"] == "Media apa saja yang ada di arsip"
    assert "reindex" in peer.commands(peer.private(admin), admin)


async def test_unknown_commands_are_no_business_of_the_bot(peer: Peer, scripted: Scripted) -> None:
    """Not even in a group that may not ask, where they would be the first that it hears."""
    ani = peer.user("Ani")
    home, away = peer.group("Rumah", [ani]), peer.group("Jauh", [ani])
    async with living(peer, scripted, allowed_chat_ids=frozenset({home.id})):
        for group in (home, away):
            assert (await group.send(ani, "/cuaca Jakarta")).update is not None
        asked = await away.send(ani, "/tanya satu?")
        assert (await away.next_message()).reply_to is asked
        await home.send(ani, "/tanya dua?")
        await home.next_message()
    assert [len(group.received) for group in (home, away)] == [1, 1]


async def test_who_writes_as_the_group_or_a_channel_may_ask(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    stands_in = {"from": peer.user("Group", username="GroupAnonymousBot", is_bot=True).to_json()}
    async with living(peer, scripted):
        await group.send(ani, "/tanya satu?", sender_chat=group.chat.to_json(), **stands_in)
        await group.send(ani, "/tanya dua?", **stands_in)
        await group.send(ani, "/tanya tiga?", sender_chat=group.chat.to_json(), is_automatic_forward=True)
        await group.send(ani, "/tanya empat?")
        while (await group.next_message()).quotes != ["Jawaban atas: empat?"]:
            pass
    assert [question.words for question in scripted.asked] == ["satu?", "empat?"]
    assert scripted.asked[0].chat == f"telegram:{group.id}:0:{group.id}"


async def test_in_a_forum_answers_stand_where_they_were_asked(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    forum = peer.forum("Redaksi", [ani])
    async with living(peer, scripted):
        topic = await forum.open_topic("Politik", by=ani)
        general = await forum.send(ani, "/tanya umum?")
        await forum.next_message()
        await forum.send(ani, "/tanya umum lagi?", reply_to=general)
        await forum.next_message()
        await topic.send(ani, "/tanya politik?")
        await topic.next_message()
        await topic.close(by=ani)
        await topic.send(ani, "/tanya tertutup?")
        await forum.send(ani, "/tanya sudah?")
        assert (await forum.next_message()).quotes == ["Jawaban atas: sudah?"]
    assert [message.quotes for message in topic.received] == [["Jawaban atas: politik?"]]


async def test_a_part_that_was_picked_out_is_what_is_asked(peer: Peer, scripted: Scripted) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [ani, budi])
    async with living(peer, scripted):
        said = await group.send(budi, "Panen kopi naik. Siapa yang bilang?")
        quote = {"text": "Siapa yang bilang?", "position": 17, "is_manual": True}
        await group.send(ani, "/tanya", reply_to=said, quote=quote)
        await group.next_message()
    assert [question.words for question in scripted.asked] == ["Siapa yang bilang?"]


async def test_an_answer_that_telegram_cannot_take_is_apologized_for(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    peer.fail("sendMessage", with_=Fault.refuse(400, "Bad Request: can't parse entities: unexpected end tag"))
    async with living(peer, scripted):
        await group.send(ani, "/tanya satu?")
        assert "Maaf" in (await group.next_message()).text
        await group.send(ani, "/tanya dua?")
        assert (await group.next_message()).quotes == ["Jawaban atas: dua?"]


async def test_who_threw_the_bot_out_is_left_alone(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group, other = peer.group("Redaksi", [ani]), peer.private(ani)
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted):
        await group.send(ani, "/tanya satu?")
        await peer.taken()
        await group.remove_bot(by=ani)
        scripted.gates["satu?"].set()
        await other.send("dua?")
        await other.next_message()
        await peer.idle()
    async with living(peer, scripted):
        await other.send("tiga?")
        await other.next_message()
    assert len([sent for sent in peer.sent("sendMessage") if sent.chat_id == group.id]) == 1
