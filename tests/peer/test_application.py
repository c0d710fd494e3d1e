"""A whole python-telegram-bot Application against the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.peer import Fault, Peer


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Lagi", callback_data="more")]])
    await update.effective_message.reply_html(f"<b>{update.effective_message.text_html}</b>", reply_markup=buttons)


async def more(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Ini")
    await update.callback_query.edit_message_text("Lagi!")


@asynccontextmanager
async def running(peer: Peer) -> AsyncIterator[None]:
    application = Application.builder().token(peer.token).base_url(f"{peer.url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(more))
    async with application:
        await application.updater.start_polling()
        await application.start()
        yield
        await application.updater.stop()
        await application.stop()


async def conversation(peer: Peer) -> None:
    alice = peer.user("Alice")
    chat = peer.private(alice)
    await chat.send("3 < 4 & 5")
    reply = await chat.next_message()
    assert reply.parts("bold") == ["3 < 4 & 5"]
    asked = await peer.press(reply, "Lagi", by=alice)
    assert (await asked.answer())["text"] == "Ini"
    assert (await chat.next_edit()).content.body.text == "Lagi!"
    await peer.idle()


async def test_polling(peer: Peer) -> None:
    async with running(peer):
        await conversation(peer)


async def test_lost_answers_to_a_poll_do_not_lose_updates(peer: Peer) -> None:
    peer.fail("getUpdates", with_=Fault.drop_after())
    async with running(peer):
        await conversation(peer)
