"""Groups, forums and channels: who sees what, and where an answer goes."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from tests.peer import Group, Peer, User


@pytest.fixture
def alice(peer: Peer) -> User:
    return peer.user("Alice")


@pytest.fixture
def group(peer: Peer, alice: User) -> Group:
    return peer.group("Redaksi", [alice])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("halo semua", False),
        ("/tanya siapa?", True),
        ("/tanya@kutip_bot siapa?", True),
        ("/tanya@Kutip_Bot siapa?", True),
        ("/tanya@bot_lain siapa?", False),
        ("lihat /tanya", False),
        ("eh @kutip_bot siapa?", True),
        ("surat ke redaksi@kutip_bot.example", False),
        ("@kutip_bot_lain siapa?", False),
    ],
)
async def test_privacy_mode(peer: Peer, bot: Bot, group: Group, alice: User, text: str, seen: bool) -> None:
    sent = await group.send(alice, text)
    assert (sent.update is not None) is seen
    assert [u.message.text for u in await bot.get_updates()] == [text] * seen


async def test_privacy_mode_lets_replies_to_the_bot_through(bot: Bot, group: Group, alice: User) -> None:
    other = await group.send(alice, "halo")
    assert (await group.send(alice, "apa?", reply_to=other)).update is None
    await bot.send_message(group.id, "Jawaban")
    answer = await group.next_message()
    followed = await group.send(alice, "kapan?", reply_to=answer)
    assert followed.update.payload["reply_to_message"]["from"]["username"] == "kutip_bot"


async def test_privacy_mode_hides_edits_too(peer: Peer, group: Group, alice: User) -> None:
    sent = await group.send(alice, "/tanya siapa?")
    assert (await peer.edit(sent, "/tanya apa?")).update.kind == "edited_message"
    assert (await peer.edit(sent, "tidak jadi")).update is None


async def test_an_unaddressed_command_is_for_the_bot_that_spoke_last(peer: Peer, group: Group, alice: User) -> None:
    other = peer.user("Bot lain", username="bot_lain", is_bot=True)
    assert (await group.send(other, "/tanya")).update is None
    assert (await group.send(alice, "/tanya siapa?")).update is None
    assert (await group.send(alice, "/tanya@kutip_bot siapa?")).update is not None


async def test_admins_and_open_bots_see_all(peer: Peer, group: Group, alice: User) -> None:
    await group.set_status(peer.bot, "administrator", by=alice)
    assert (await group.send(alice, "halo")).update is not None
    async with Peer(privacy=False) as open_peer:
        assert (await open_peer.group("Redaksi", [alice]).send(alice, "halo")).update is not None
        async with Bot(open_peer.token, base_url=f"{open_peer.url}/bot") as bot:
            assert bot.can_read_all_group_messages


async def test_service_messages_always_come(peer: Peer, bot: Bot, group: Group) -> None:
    await group.join(peer.user("Budi"))
    (update,) = await bot.get_updates()
    assert [user.first_name for user in update.message.new_chat_members] == ["Budi"]


async def test_being_removed_and_added(peer: Peer, bot: Bot, group: Group, alice: User) -> None:
    await group.remove_bot(by=alice)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    assert (await group.send(alice, "/tanya")).update is None
    await group.add_bot(by=alice)
    await bot.send_message(group.id, "x")
    kicked, added, service = await bot.get_updates()
    assert kicked.my_chat_member.new_chat_member.status == "kicked"
    assert added.my_chat_member.old_chat_member.status == "kicked"
    assert service.message.new_chat_members[0].id == peer.bot.id
    await group.set_status(peer.bot, "restricted", by=alice)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")


async def test_leaving(bot: Bot, group: Group) -> None:
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_members(peer: Peer, bot: Bot, group: Group, alice: User) -> None:
    budi = peer.user("Budi")
    await group.join(budi)
    assert (await bot.get_chat(group.id)).title == "Redaksi"
    assert (await bot.get_chat_member(group.id, alice.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, budi.id)).status == "member"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [alice.id]
    assert await bot.get_chat_member_count(group.id) == 3
    await group.leave(budi)
    assert (await bot.get_chat_member(group.id, budi.id)).status == "left"
    await group.set_status(peer.bot, "administrator", by=alice)
    assert (await bot.get_chat_member(group.id, peer.bot.id)).can_delete_messages
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 1)
    chat = peer.private(alice)
    await chat.send("x")
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(chat.id)


async def test_deleting_the_others_messages_takes_rights(peer: Peer, bot: Bot, group: Group, alice: User) -> None:
    sent = await group.send(alice, "/tanya")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, sent.message_id)
    await group.set_status(peer.bot, "administrator", by=alice)
    await bot.delete_messages(group.id, [sent.message_id, 999])
    assert sent.deleted


async def test_replies_in_a_supergroup_carry_a_thread_but_no_topic(bot: Bot, group: Group, alice: User) -> None:
    asked = await group.send(alice, "/tanya siapa?")
    sent = await bot.send_message(group.id, "Dia.", reply_to_message_id=asked.message_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (asked.message_id, None)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=asked.message_id)


async def test_topics(peer: Peer, bot: Bot, alice: User) -> None:
    forum = peer.forum("Redaksi", [alice])
    politics, sport = await forum.open_topic("Politik", by=alice), await forum.open_topic("Olahraga", by=alice)
    asked = await politics.send(alice, "/tanya siapa?")
    await forum.send(alice, "/tanya apa?")
    first, second, in_topic, in_general = (u.message for u in await bot.get_updates())
    assert [m.forum_topic_created.name for m in (first, second)] == ["Politik", "Olahraga"]
    assert in_topic.is_topic_message
    assert in_topic.message_thread_id == politics.thread_id
    # Telegram's own trap: the first message of a topic replies to the topic's service message.
    assert in_topic.reply_to_message.forum_topic_created.name == "Politik"
    assert in_general.message_thread_id is None

    await in_topic.reply_text("Dia.")
    reply = await politics.next_message()
    assert (reply.text, reply.in_topic) == ("Dia.", True)
    # A reply finds its topic by itself.
    await bot.send_message(forum.id, "Juga.", reply_to_message_id=asked.message_id)
    assert [message.text for message in politics.messages] == ["Dia.", "Juga."]
    assert (sport.messages, forum.messages) == ([], [])
    await bot.send_message(forum.id, "Umum.")
    assert [message.text for message in forum.messages] == ["Umum."]

    await bot.send_chat_action(forum.id, "typing", message_thread_id=politics.thread_id)
    await bot.send_chat_action(forum.id, "typing", message_thread_id=1)
    assert [len(room.actions) for room in (politics, sport, forum)] == [1, 0, 1]
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=1)
    await sport.close(by=alice)
    assert (await bot.get_updates())[-1].message.forum_topic_closed is not None
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "x", message_thread_id=sport.thread_id)


async def test_channels(peer: Peer, bot: Bot) -> None:
    channel = peer.channel("Siaran", username="siaran_kutip")
    post = await channel.post("/tanya siapa?")
    await peer.edit(post, "/tanya apa?")
    first, second = await bot.get_updates()
    assert first.channel_post.sender_chat.title == "Siaran"
    assert first.channel_post.from_user is None
    assert second.edited_channel_post.text == "/tanya apa?"
    sent = await bot.send_message("@siaran_kutip", "Dia.")
    assert (await channel.next_message()).text == "Dia."
    await bot.edit_message_text("Dia!", channel.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", channel.id, post.message_id)
    await channel.remove_bot(by=peer.user("Alice"))
    with pytest.raises(Forbidden, match="bot was kicked from the channel chat"):
        await bot.send_message(channel.id, "x")


async def test_a_channel_where_the_bot_is_no_admin(peer: Peer, bot: Bot) -> None:
    channel = peer.channel("Siaran", bot="member")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")
