"""Inline mode: quotes to paste into any chat, after ``@bot question`` (Bot API, "Inline mode")."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError

from bot.captions import caption
from bot.markup import messages
from bot.reply import compose
from bot.telegram.chats import Chats
from bot.telegram.inbox import Inbox, inline_lane
from bot.telegram.preferences.store import Preferences
from bot.telegram.service import Service
from bot.texts import Language, Texts, load_texts
from retrieval.answering.answer import Answer, AnswerKind, Quote
from retrieval.answering.filters import Scope

log = logging.getLogger(__name__)

PAGE = 10
MOST = 30
REMEMBERED = 200
# Telegram answers the same words of the same person by itself for so long; a reindex shows no later than that.
CACHE_SECONDS = 60
# As far as a result's second line is shown on any screen.
_DESCRIPTION_LENGTH = 300
_START = "tanya"

Key = tuple[int, str, Scope]


class Inlining:
    """Answers the newest query of each person; records nothing, as every keystroke is a query."""

    def __init__(self, bot: Bot, service: Service, chats: Chats, inbox: Inbox, preferences: Preferences) -> None:
        self._bot = bot
        self._service = service
        self._chats = chats
        self._inbox = inbox
        self._preferences = preferences
        self._remembered: OrderedDict[Key, Answer] = OrderedDict()

    async def answer(self, update_id: int, query: InlineQuery, language: Language) -> None:
        """Offer a page of quotes by the settings of the person's private chat; what comes too late is not told."""
        if await self._inbox.newest(inline_lane(query.from_user.id)) != update_id:
            return
        choice = await self._preferences.of(query.from_user.id)
        texts = load_texts(choice.language or language)
        if not await self._chats.may_ask_privately(query.from_user.id):
            await self._tell(query, (), "", None)
            return
        words = " ".join(query.query.split())
        answer = await self._answer(words, choice.scope) if words else None
        offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
        quotes = answer.quotes[offset : offset + PAGE] if answer is not None else ()
        more = answer is not None and offset + PAGE < len(answer.quotes)
        version = answer.version if answer is not None else None
        results = [result for quote in quotes if (result := _result(quote, version, texts)) is not None]
        key = "inline.ask" if answer is None else "inline.nothing" if not answer.quotes else None
        await self._tell(query, results, str(offset + PAGE) if more else "", texts.template(key) if key else None)

    async def _answer(self, words: str, scope: Scope) -> Answer:
        """What the words are answered with, asked once for each version of the archive."""
        version = await self._service.archive.current_version()
        key = (version or 0, words.casefold(), scope)
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        answer = await self._service.ask(words, limit=MOST, recorded=False, scope=scope)
        self._remembered[key] = answer
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return answer

    async def _tell(
        self, query: InlineQuery, results: Sequence[InlineQueryResultArticle], following: str, label: str | None
    ) -> None:
        button = InlineQueryResultsButton(label, start_parameter=_START) if label else None
        try:
            await self._bot.answer_inline_query(
                query.id,
                results,
                cache_time=CACHE_SECONDS,
                # The wording follows the person's language, and not everybody may ask.
                is_personal=True,
                next_offset=following,
                button=button,
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            # Too late, or the connection broke: the next keystroke asks again.
            log.info("user %s: inline query not answered: %s", query.from_user.id, error)


def _result(quote: Quote, version: int | None, texts: Texts) -> InlineQueryResultArticle | None:
    """A quote as it would be pasted; None for one that is longer than a message."""
    pasted = messages(compose(Answer(AnswerKind.QUOTES, "", quotes=(quote,)), texts))
    if len(pasted) != 1:
        return None
    content = InputTextMessageContent(
        pasted[0], parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        f"{version}-{quote.article.revision}-{quote.span.start}",
        caption(quote.article, texts),
        content,
        description=quote.text[:_DESCRIPTION_LENGTH],
    )
