"""Buttons and inline queries."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from tests.peer import Peer, User
from tests.peer.asking import InlineAsked

TOO_OLD = r"^Query is too old and response timeout expired or query id is invalid$"


@pytest.fixture
def alice(peer: Peer) -> User:
    return peer.user("Alice")


def article(identifier: str, text: str = "Jawaban") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(identifier, "Judul", InputTextMessageContent(text, parse_mode="HTML"))


async def test_pressing_a_button(peer: Peer, bot: Bot, alice: User) -> None:
    chat = peer.private(alice)
    await chat.send("x")
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Lagi", callback_data="more:1")]])
    await bot.send_message(chat.id, "Dia.", reply_markup=buttons)
    message = await chat.next_message()
    asked = await peer.press(message, "Lagi", by=alice)
    query = (await bot.get_updates())[-1].callback_query
    assert (query.data, query.from_user.id, query.message.text) == ("more:1", alice.id, "Dia.")
    await query.answer("Sebentar", show_alert=True)
    assert await asked.answer() == {"text": "Sebentar", "show_alert": True, "url": ""}
    with pytest.raises(BadRequest, match=TOO_OLD):
        await query.answer()
    late = await peer.press(message, "more:1", by=alice)
    late.expire()
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query(late.query.id)
    await bot.edit_message_reply_markup(chat.id, message.message_id)
    with pytest.raises(ValueError, match="no button 'Lagi'"):
        await peer.press(message, "Lagi", by=alice)


async def ask(peer: Peer, bot: Bot, alice: User) -> InlineAsked:
    asked = await peer.inline(alice, "macron")
    query = (await bot.get_updates(offset=asked.update.id))[0].inline_query
    assert (query.query, query.offset, query.chat_type) == ("macron", "", "private")
    return asked


async def test_inline_answers(peer: Peer, bot: Bot, alice: User) -> None:
    asked = await ask(peer, bot, alice)
    await bot.answer_inline_query(
        asked.query.id, [article("1", "<b>Dia</b>"), article("2")], next_offset="2", cache_time=0
    )
    answer = await asked.answer()
    assert [result["id"] for result in answer["results"]] == ["1", "2"]
    assert (answer["next_offset"], answer["cache_time"]) == ("2", 0)
    group = peer.group("Redaksi", [alice])
    chosen = await asked.choose("1", group)
    assert (chosen.text, chosen.parts("bold"), chosen.sender) == ("Dia", ["Dia"], alice)
    result, message = await bot.get_updates(offset=asked.update.id + 1)
    assert result.chosen_inline_result.result_id == "1"
    assert message.message.via_bot.id == peer.bot.id
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_inline_query(asked.query.id, [])


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article("1"), article("1")], "Result_id_duplicate"),
        ([article("")], "Result_id_invalid"),
        ([article("é" * 33)], "Result_id_invalid"),
        ([article("1", "<p>x</p>")], "unsupported start tag"),
        ([article("1", "")], "Message text is empty"),
        ([article("1", "x" * 4097)], "Message is too long"),
        ([article(str(number)) for number in range(51)], "Results_too_much"),
    ],
)
async def test_bad_inline_answers(
    peer: Peer, bot: Bot, alice: User, results: list[InlineQueryResultArticle], reason: str
) -> None:
    asked = await ask(peer, bot, alice)
    with pytest.raises(BadRequest, match=reason):
        await bot.answer_inline_query(asked.query.id, results)
    assert asked.query.answer is None


@pytest.mark.parametrize(
    ("parameter", "reason"), [("ada apa", "Start_param_invalid"), ("x" * 65, "Start_param_invalid"), (None, "one of")]
)
async def test_bad_inline_buttons(peer: Peer, bot: Bot, alice: User, parameter: str | None, reason: str) -> None:
    asked = await ask(peer, bot, alice)
    with pytest.raises(BadRequest, match=reason):
        await bot.answer_inline_query(asked.query.id, [], button=InlineQueryResultsButton("Buka", None, parameter))
    await bot.answer_inline_query(asked.query.id, [], button=InlineQueryResultsButton("Buka", None, "tanya-1"))
    assert (await asked.answer())["button"] == {"text": "Buka", "start_parameter": "tanya-1"}


async def test_a_bot_without_inline_mode(alice: User) -> None:
    async with Peer(inline=False) as peer:
        with pytest.raises(ValueError, match="inline mode is off"):
            await peer.inline(alice, "x")
