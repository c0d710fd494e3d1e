"""Groups, topics and channels: answered when addressed, silent otherwise."""

from __future__ import annotations

import asyncio

import pytest

from tests.peer import Peer
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
    async with living(peer, scripted):
        await peer.private(admin).send("/start")
        await peer.private(admin).next_message()
        await peer.request("setMyCommands", count=7)
        await peer.idle()
    shown = peer.commands(peer.private(ani), ani)
    assert list(shown) == ["tanya", "sumber", "status", "bantuan"]
    assert shown["status"] == "What the archive and its index hold now"
    assert peer.commands(peer.group("Redaksi", [ani]), admin)["sumber"] == "Media apa saja yang ada di arsip"
    assert "reindex" in peer.commands(peer.private(admin), admin)
