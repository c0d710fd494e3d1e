"""Looks whether a new index version, or the hour of the digest, brings something to those who watch."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.failing import log_failure
from bot.telegram.place import Place
from bot.telegram.preferences.choice import Choice
from bot.telegram.preferences.store import Preferences
from bot.telegram.response import Response
from bot.telegram.service import Service
from bot.telegram.watching import store
from bot.telegram.watching.notices import Notices
from bot.telegram.watching.store import Changed, Watch, Watches
from bot.telegram.watching.wording import Section, Telling, news, shortened
from bot.texts import Language, load_texts
from retrieval.answering.answer import Quote
from retrieval.archive.exchanges import new_exchange_id, record
from retrieval.archive.records import Exchange, GivenQuote
from retrieval.errors import ArchiveUnavailable
from retrieval.service import JAKARTA
from retrieval.watching.arrivals import Arrival, Arrivals

log = logging.getLogger(__name__)

# A chat, a topic of it, and whether the watches there are daily ones: what is told in one notice.
_Table = tuple[int, int | None, bool]
_TRIES = 3
# Of an exchange that nobody asked for.
KIND = "watch"


class Rounds:
    """What is to be told is written down together with that it was told up to a version."""

    def __init__(
        self,
        service: Service,
        watches: Watches,
        notices: Notices,
        chats: Chats,
        preferences: Preferences,
        clock: Clock,
    ) -> None:
        self._service = service
        self._arrivals = Arrivals(service.archive)
        self._watches = watches
        self._notices = notices
        self._chats = chats
        self._preferences = preferences
        self._clock = clock

    async def go(self, version: int) -> None:
        """Decide for every watch whose time has come; ``version`` is the active one, 0 for none."""
        for _ in range(_TRIES):
            if await self._went(version):
                return

    async def _went(self, version: int) -> bool:
        """False where somebody changed a watch meanwhile, so that it has to be looked at again."""
        now = self._clock.now()
        watches = [one for one in await self._watches.open() if one.daily or one.seen_version < version]
        choices = {chat_id: await self._preferences.of(chat_id) for chat_id in {watch.chat_id for watch in watches}}
        due = [watch for watch in watches if _is_due(watch, choices[watch.chat_id], now)]
        found = await self._found(due, choices, version)
        tables: dict[_Table, list[Section]] = defaultdict(list)
        for watch in due:
            tables[watch.chat_id, watch.thread_id, watch.daily].append(Section(watch, found.get(watch.id, ())))
        complete = True
        for (chat_id, thread_id, daily), sections in tables.items():
            try:
                language = choices[chat_id].language or sections[0].watch.language
                await self._decide(Place(chat_id, thread_id, None), sections, version, now, language, daily=daily)
            except Changed:
                complete = False
            except ArchiveUnavailable:
                raise
            except Exception as error:
                # What goes wrong with one chat must not keep the others from being told.
                log_failure(log, f"watches of chat {chat_id}", error)
        return complete

    async def _found(
        self, due: Sequence[Watch], choices: Mapping[int, Choice], version: int
    ) -> dict[int, list[Arrival]]:
        """What came for each watch, of the outlets and days that its chat wants.

        Those that were told up to the same version are looked through together.
        """
        by_version: dict[int, list[Watch]] = defaultdict(list)
        for watch in due:
            if watch.seen_version < version and await self._chats.may_hear(watch.chat_id):
                by_version[watch.seen_version].append(watch)
        found: dict[int, list[Arrival]] = {}
        for seen, watches in by_version.items():
            looked_for = [(watch, self._service.watched(watch.words)) for watch in watches]
            readable = [(watch, watched) for watch, watched in looked_for if watched is not None]
            arrivals = await self._arrivals.matching([watched for _, watched in readable], seen, version)
            for (watch, _), own in zip(readable, arrivals, strict=True):
                scope = choices[watch.chat_id].scope
                found[watch.id] = [arrival for arrival in own if arrival.article in scope]
        return found

    async def _decide(
        self,
        place: Place,
        sections: Sequence[Section],
        version: int,
        now: datetime,
        language: Language,
        *,
        daily: bool,
    ) -> None:
        """Raises Changed where a watch was stopped, edited or moved since it was read."""
        watches = [section.watch for section in sections]
        tellings = shortened(sections)
        if not tellings:
            await self._watches.told(watches, version, now)
            return
        texts = load_texts(language)
        exchange = _exchange(place, tellings, version, now)
        parts = news(tellings, texts, now.astimezone(JAKARTA).date() if daily else None)
        subject = f"watch:{'+'.join(f'{watch.id}@{watch.seen_version}' for watch in watches)}:{version}"

        async def also(connection: AsyncConnection) -> None:
            await store.told(connection, watches, version, now)
            await connection.run_sync(partial(record, exchange))

        response = Response(parts, exchange.id, language=language)
        await self._notices.write(subject, place, response, now, also=also)


def _is_due(watch: Watch, choice: Choice, now: datetime) -> bool:
    return not watch.daily or next_digest(watch.told_at, choice.digest_hour) <= now


def _exchange(place: Place, tellings: Sequence[Telling], version: int, now: datetime) -> Exchange:
    """Quotes that a chat was given are recorded as those of answers are, so that they are corrected like them."""
    quotes = tuple(_given(quote) for telling in tellings for quote in telling.quotes)
    words = ", ".join(telling.watch.words for telling in tellings)
    chat = f"telegram:{place.chat_id}:{place.thread_id or 0}:0"
    return Exchange(new_exchange_id(), now, chat, words, (), KIND, 0.0, version, quotes)


def _given(quote: Quote) -> GivenQuote:
    echoes = tuple(GivenQuote(echo.article, echo.span, echo.text, quote.score) for echo in quote.also)
    return GivenQuote(quote.article, quote.span, quote.text, quote.score, echoes)


def next_digest(after: datetime, hour: int) -> datetime:
    """The first time that it is so many o'clock in Jakarta after a moment."""
    local = after.astimezone(JAKARTA)
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)
