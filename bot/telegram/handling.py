"""One update from Telegram, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update, User

from bot.telegram.answers import Answers
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
from bot.telegram.pressing import Outcome, Press, Presses, read_press
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
        chats: Chats,
        commands: Commands,
        delivery: Delivery,
        inlining: Inlining,
        limits: Limits,
        poster: Poster,
        preferences: Preferences,
        presence: Presence,
        presses: Presses,
        replies: Replies,
        rights: Rights,
    ) -> None:
        self._bot = bot
        self._me = me
        self._language = language
        self._acts = acts
        self._answers = answers
        self._chats = chats
        self._commands = commands
        self._delivery = delivery
        self._inlining = inlining
        self._limits = limits
        self._poster = poster
        self._preferences = preferences
        self._presence = presence
        self._presses = presses
        self._replies = replies
        self._rights = rights
        self._asides: set[asyncio.Task[None]] = set()

    async def handle(self, update_id: int, payload: Mapping[str, Any]) -> None:
        if isinstance(change := payload.get("my_chat_member"), Mapping):
            await self._presence.changed(change)
            return
        update = Update.de_json(dict(payload), self._bot)
        if update.callback_query is not None:
            await self._pressed(update_id, update.callback_query)
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
        message = _message(Update.de_json(dict(payload), self._bot))
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

    async def _pressed(self, update_id: int, query: CallbackQuery) -> None:
        press = read_press(update_id, query)
        if press is None:
            await self._answer_button(query, Outcome())
            return
        press = await self._in_topic(press)
        if await self._answers.planned_by(update_id):
            await self._delivery.go_on(await self._answers.place_of(update_id, press.shown) or press.place)
        else:
            choice = await self._preferences.of(press.shown.chat_id)
            language = choice.language or language_of(query.from_user, self._language)
            await self._press(update_id, replace(press, language=language, choice=choice))

    async def _in_topic(self, press: Press) -> Press:
        """A message that the bot may not read any more does not say its topic (Bot API, InaccessibleMessage)."""
        if isinstance(press.query.message, Message):
            return press
        topic = await self._answers.topic_of(press.shown)
        return replace(press, place=press.place._replace(thread_id=topic))

    async def _press(self, update_id: int, press: Press) -> None:
        outcome = await self._outcome(press)
        await self._answer_button(press.query, outcome)
        if outcome.response is None:
            return
        response = replace(outcome.response, language=press.language)
        if outcome.instead:
            await self._delivery.change(update_id, press.shown, response)
        else:
            await self._delivery.answer(update_id, press.place, response)

    async def _outcome(self, press: Press) -> Outcome:
        allowed = press.query.message is not None and await self._chats.may_ask(press.query.message.chat)
        handler = self._presses.get(press.verb)
        if not allowed or handler is None:
            # A button of a version of the bot that is no more, or of a chat that may not ask any more.
            return Outcome(press.texts.template("telegram.button_over"))
        return await handler(press)

    async def _answer_button(self, query: CallbackQuery, outcome: Outcome) -> None:
        await self._poster.answer_button(query.id, query.from_user.id, outcome.words, alert=outcome.alert)

    def _aside(self, call: Coroutine[Any, Any, None]) -> None:
        """Done beside the answer, which does not wait for it."""
        task = asyncio.create_task(call)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)


def _message(update: Update) -> Message | None:
    return update.message or update.edited_message or update.channel_post or update.edited_channel_post
