"""One update from Telegram, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

from telegram import Bot, Message, Update, User

from bot.telegram.answers import Answers
from bot.telegram.buttons import Buttons
from bot.telegram.chats import Chats
from bot.telegram.commands import Acts, Commands
from bot.telegram.delivery import Delivery
from bot.telegram.incoming import Kind, Request, read
from bot.telegram.inlining import Inlining
from bot.telegram.languages import language_of
from bot.telegram.limits import Limits
from bot.telegram.place import Place
from bot.telegram.poster import Poster
from bot.telegram.preferences.store import Preferences
from bot.telegram.replies import Replies, say
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.watching.presence import Presence
from bot.texts import Language, load_texts

log = logging.getLogger(__name__)


class Handling:
    """Answers an update; doing so again after a kill goes on where the kill was."""

    def __init__(
        self,
        bot: Bot,
        me: User,
        language: Language,
        *,
        acts: Acts,
        answers: Answers,
        buttons: Buttons,
        chats: Chats,
        commands: Commands,
        delivery: Delivery,
        inlining: Inlining,
        limits: Limits,
        poster: Poster,
        preferences: Preferences,
        presence: Presence,
        replies: Replies,
        rights: Rights,
    ) -> None:
        self._bot = bot
        self._me = me
        self._language = language
        self._acts = acts
        self._answers = answers
        self._buttons = buttons
        self._chats = chats
        self._commands = commands
        self._delivery = delivery
        self._inlining = inlining
        self._limits = limits
        self._poster = poster
        self._preferences = preferences
        self._presence = presence
        self._replies = replies
        self._rights = rights
        self._asides: set[asyncio.Task[None]] = set()

    async def handle(self, update_id: int, payload: Mapping[str, Any]) -> None:
        if isinstance(change := payload.get("my_chat_member"), Mapping):
            await self._presence.changed(change)
            return
        update = Update.de_json(dict(payload), self._bot)
        if update.callback_query is not None:
            await self._buttons.pressed(update_id, update.callback_query)
            return
        if update.inline_query is not None:
            language = language_of(update.inline_query.from_user, self._language)
            await self._inlining.answer(update_id, update.inline_query, language)
            return
        message = _message(update)
        if message is None:
            return
        await self._chats.migrated(message)
        await self._presence.migrated(message)
        edited = update.edited_message is not None or update.edited_channel_post is not None
        request = read(message, self._me, edited=edited)
        if request is None:
            return
        if await self._answers.planned_by(update_id):
            await self._delivery.go_on(request.place)
        else:
            await self._respond(update_id, await self._as_chosen(request))

    async def apologize(self, payload: Mapping[str, Any]) -> None:
        """Instead of an answer that failed."""
        update = Update.de_json(dict(payload), self._bot)
        if update.callback_query is not None:
            await self._buttons.apologize(update.callback_query)
            return
        message = _message(update)
        if message is not None:
            texts = load_texts(language_of(message.from_user, self._language))
            await self._poster.send(Place.of(message), texts("telegram.apology"))

    async def _as_chosen(self, request: Request) -> Request:
        """In the language and by the settings of its chat."""
        choice = await self._preferences.of(request.message.chat_id)
        language = choice.language or language_of(request.message.from_user, self._language)
        return replace(request, language=language, choice=choice)

    async def _respond(self, update_id: int, request: Request) -> None:
        if request.choice.quiet and not request.addressed:
            return
        if not await self._chats.may_ask(request.message.chat):
            await self._refuse(update_id, request)
            return
        response = await self._response(update_id, request)
        if response is not None:
            await self._delivery.answer(update_id, request.place, replace(response, language=request.language))

    async def _refuse(self, update_id: int, request: Request) -> None:
        chat_id = request.message.chat_id
        log.warning("chat %s is not in KUTIP_ALLOWED_CHAT_IDS", chat_id)
        if await self._chats.was_refused(chat_id):
            return
        await self._delivery.answer(update_id, request.place, say(request.texts, "not_allowed", chat=chat_id))
        await self._chats.refused(chat_id)

    async def _response(self, update_id: int, request: Request) -> Response | None:
        if request.kind is Kind.NOT_TEXT:
            return say(request.texts, "only_text")
        if request.kind is Kind.COMMAND:
            return await self._command(update_id, request)
        if not request.words.strip():
            return say(request.texts, "ask_what")
        admitted = self._limits.admit(request)
        if admitted is not True:
            return admitted or None
        if request.private and not request.edited:
            self._aside(self._poster.typing(request.place))
        return await self._replies.answer(request)

    async def _command(self, update_id: int, request: Request) -> Response | None:
        if (command := self._commands.get(request.words)) is not None:
            return await command(request)
        if request.words not in self._acts:
            return say(request.texts, "unknown_command")
        # Changing a message, or passing on what somebody else wrote, asks for no act.
        if request.edited or request.message.forward_origin is not None:
            return None
        admin = self._rights.of_writer(request.message)
        if admin is None:
            return say(request.texts, "reindex_no")
        return await self._acts[request.words](update_id, request, admin)

    def _aside(self, call: Coroutine[Any, Any, None]) -> None:
        """Done beside the answer, which does not wait for it."""
        task = asyncio.create_task(call)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)


def _message(update: Update) -> Message | None:
    return update.message or update.edited_message or update.channel_post or update.edited_channel_post
