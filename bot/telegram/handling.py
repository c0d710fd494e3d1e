"""One update from Telegram, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update, User

from bot.markup import plain
from bot.telegram.answers import Answers
from bot.telegram.chats import Chats
from bot.telegram.commands import Menu
from bot.telegram.delivery import Delivery
from bot.telegram.incoming import ACTS, Kind, Request, read
from bot.telegram.listings import Listings
from bot.telegram.place import Place
from bot.telegram.poster import Poster
from bot.telegram.reindexing import Reindexing, job_of_button
from bot.telegram.replays import Replays
from bot.telegram.replies import Replies, Response
from bot.telegram.rights import Rights
from bot.texts import Texts

log = logging.getLogger(__name__)


class Handling:
    """Answers an update; doing so again after a kill goes on where the kill was."""

    def __init__(
        self,
        bot: Bot,
        me: User,
        texts: Texts,
        *,
        menu: Menu,
        answers: Answers,
        chats: Chats,
        delivery: Delivery,
        listings: Listings,
        poster: Poster,
        reindexing: Reindexing,
        replays: Replays,
        replies: Replies,
        rights: Rights,
    ) -> None:
        self._bot = bot
        self._me = me
        self._texts = texts
        self._menu = menu
        self._answers = answers
        self._chats = chats
        self._delivery = delivery
        self._listings = listings
        self._poster = poster
        self._reindexing = reindexing
        self._replays = replays
        self._replies = replies
        self._rights = rights
        self._asides: set[asyncio.Task[None]] = set()

    async def handle(self, update_id: int, payload: Mapping[str, Any]) -> None:
        update = Update.de_json(dict(payload), self._bot)
        if update.callback_query is not None:
            await self._pressed(update.callback_query)
            return
        message = _message(update)
        if message is None:
            return
        await self._chats.migrated(message)
        edited = update.edited_message is not None or update.edited_channel_post is not None
        request = read(message, self._me, edited=edited)
        if request is None:
            return
        if await self._answers.planned_by(update_id):
            await self._delivery.go_on(request.place)
        else:
            await self._respond(update_id, request)

    async def apologize(self, payload: Mapping[str, Any]) -> None:
        """Instead of an answer that failed."""
        message = _message(Update.de_json(dict(payload), self._bot))
        if message is not None:
            await self._poster.send(Place.of(message), self._texts("telegram.apology"))

    async def _respond(self, update_id: int, request: Request) -> None:
        place = request.place
        if not await self._chats.may_ask(request.message):
            await self._refuse(update_id, request)
            return
        response = await self._response(update_id, request)
        if response is not None:
            await self._delivery.answer(update_id, place, response.parts, response.exchange_id)

    async def _refuse(self, update_id: int, request: Request) -> None:
        chat_id = request.message.chat_id
        log.warning("chat %s is not in KUTIP_ALLOWED_CHAT_IDS", chat_id)
        if await self._chats.was_refused(chat_id):
            return
        response = self._replies.say("not_allowed", chat=chat_id)
        await self._delivery.answer(update_id, request.place, response.parts, None)
        await self._chats.refused(chat_id)

    async def _response(self, update_id: int, request: Request) -> Response | None:
        if request.kind is Kind.NOT_TEXT:
            return self._replies.say("only_text")
        if request.kind is Kind.COMMAND:
            return await self._command(update_id, request)
        if not request.words.strip():
            return self._replies.say("ask_what")
        if request.private and not request.edited:
            self._aside(self._poster.typing(request.place))
        return await self._replies.answer(request)

    async def _command(self, update_id: int, request: Request) -> Response | None:
        name, message = request.words, request.message
        if name in ACTS:
            # Changing a message, or passing on what somebody else wrote, asks for no act.
            passed_on = request.edited or message.forward_origin is not None
            return None if passed_on else await self._act(name, update_id, request)
        if name == "start":
            if request.private and self._rights.is_admin(message):
                self._aside(self._menu.show_admin(message.chat_id))
            return await self._replies.greeting()
        if name in ("bantuan", "help"):
            return self._replies.help(admin=self._rights.is_admin(message))
        if name == "sumber":
            return await self._listings.sources()
        if name == "terbaru":
            return await self._listings.newest()
        if name == "artikel":
            return await self._listings.article(request.arguments)
        if name == "ulang":
            return await self._replays.again(request, admin=self._rights.is_admin(message))
        if name == "status":
            return await self._replies.status(reindexing=self._reindexing.running)
        return self._replies.say("unknown_command")

    async def _act(self, name: str, update_id: int, request: Request) -> Response | None:
        admin = self._rights.of_writer(request.message)
        if admin is None:
            return self._replies.say("reindex_no")
        if name == "batal":
            return self._replies.say("reindex_cancelling" if self._reindexing.cancel() else "reindex_none")
        started = await self._reindexing.start(update_id, request.place, admin)
        return None if started else self._replies.say("reindex_running")

    async def _pressed(self, query: CallbackQuery) -> None:
        job_id = job_of_button(query.data)
        if self._rights.of_presser(query) is None:
            words = "reindex_no"
        elif job_id is not None and self._reindexing.cancel(job_id):
            words = "reindex_cancelling"
        else:
            words = "reindex_none"
        await self._poster.answer_button(query.id, query.from_user.id, plain(self._texts(f"telegram.{words}")))

    def _aside(self, call: Coroutine[Any, Any, None]) -> None:
        """Done beside the answer, which does not wait for it."""
        task = asyncio.create_task(call)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)


def _message(update: Update) -> Message | None:
    return update.message or update.edited_message or update.channel_post or update.edited_channel_post
