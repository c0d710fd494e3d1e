"""The main path: people write, the bot polls, answers and edits."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from tests.peer import Peer


async def test_get_me(peer: Peer, bot: Bot) -> None:
    assert bot.username == "kutip_bot"
    assert bot.can_read_all_group_messages is False
    assert bot.supports_inline_queries is True


async def test_a_wrong_token_is_unauthorized(peer: Peer) -> None:
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await Bot("123456:WRONG", base_url=f"{peer.url}/bot").initialize()


async def test_a_question_and_its_answer(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice", language="id"))
    asked = await chat.send("Siapa yang hadir? 🗞 tanya @kutip_bot /bantuan")
    (update,) = await bot.get_updates()
    assert update.update_id == asked.update.id
    assert update.message.from_user.language_code == "id"
    assert [update.message.parse_entity(e) for e in update.message.entities] == ["@kutip_bot", "/bantuan"]

    sent = await bot.send_message(
        chat.id, "<blockquote>Kata dia: 🗞 <b>hadir</b></blockquote>\nSiar &amp; Co", parse_mode="HTML",
        reply_to_message_id=update.message.message_id,
    )  # fmt: skip
    reply = await chat.next_message()
    assert reply.text == sent.text == "Kata dia: 🗞 hadir\nSiar & Co"
    assert reply.quotes == ["Kata dia: 🗞 hadir"]
    assert reply.parts("bold") == ["hadir"]
    assert reply.reply_to is asked

    await bot.edit_message_text("Baru", chat.id, sent.message_id)
    edit = await chat.next_edit()
    assert (edit.message, edit.content.body.text) == (reply, "Baru")
    assert [content.body.text for content in reply.history] == ["Kata dia: 🗞 hadir\nSiar & Co", "Baru"]
    assert [message.text for message in chat.messages] == ["Baru"]
