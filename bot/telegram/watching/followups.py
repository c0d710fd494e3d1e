"""Tells the chats that were given a quote when it is corrected or withdrawn."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.captions import caption
from bot.markup import Block, Run, block, messages, web_link
from bot.telegram.answers import Answers, Given
from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.failing import log_failure
from bot.telegram.listings import line
from bot.telegram.place import Place
from bot.telegram.preferences.store import Preferences
from bot.telegram.response import Response
from bot.telegram.watching.notices import Notices
from bot.telegram.watching.rounds import KIND
from bot.telegram.watching.wording import labelled
from bot.texts import Texts, load_texts
from retrieval.archive.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.watching.arrivals import flat
from retrieval.watching.corrections import Correction, Corrections

log = logging.getLogger(__name__)

# What the keys of Telegram's chats begin with; see ``conversation.chat_key``.
_OURS = "telegram:"
_KEY = re.compile(r"telegram:(?P<chat>-?\d+):(?P<thread>\d+):")
_MOST_QUOTES = 10


class _Asked(NamedTuple):
    """Where an article was quoted: the chat as it was then, the topic or 0, and the article."""

    chat_id: int
    thread_id: int
    article: int


class Followups:
    """One message for each place and article and what became of it, however many of its sentences were quoted."""

    def __init__(
        self,
        archive: Archive,
        answers: Answers,
        notices: Notices,
        chats: Chats,
        preferences: Preferences,
        days: int,
        texts: Texts,
        clock: Clock,
    ) -> None:
        self._corrections = Corrections(archive)
        self._answers = answers
        self._notices = notices
        self._chats = chats
        self._preferences = preferences
        self._within = timedelta(days=days)
        self._texts = texts
        self._clock = clock
        self._looked: tuple[int, int] = (0, 0)

    async def go(self, version: int) -> None:
        """Look what a version corrects: twice, as an answer under way at the switch is recorded after it."""
        last, looks = self._looked
        if not self._within or (version == last and looks > 1):
            return
        found = await self._corrections.of_quotes(version, self._clock.now() - self._within, _OURS)
        quoted: dict[_Asked, list[Correction]] = defaultdict(list)
        for one in found:
            if (asked := _asked(one)) is not None:
                quoted[asked].append(one)
        for asked, corrections in quoted.items():
            try:
                await self._tell(asked, corrections)
            except ArchiveUnavailable:
                raise
            except Exception as error:
                # What goes wrong with one chat must not keep the others from being told.
                log_failure(log, f"corrections for chat {asked.chat_id}", error)
        self._looked = (version, looks + 1 if version == last else 1)

    async def _tell(self, asked: _Asked, corrections: Sequence[Correction]) -> None:
        chat_id = await self._chats.home(asked.chat_id)
        if not await self._chats.may_hear(chat_id):
            return
        corrections = [one for one in corrections if not await self._watched(one, asked)]
        prefix = f"correction:{asked.chat_id}:{asked.thread_id}:{asked.article}:"
        before = await self._notices.quotes_told(prefix)
        fresh = {_key(one): one for one in corrections if before.get(_key(one), "") != _became(one)}
        if not fresh:
            return
        given = await self._given(chat_id, corrections)
        thread_id = asked.thread_id or None if chat_id == asked.chat_id else None
        place = Place(chat_id, thread_id, given.shown.message_id if given is not None else None)
        language = (await self._preferences.of(chat_id)).language or (given.language if given is not None else None)
        texts = load_texts(language) if language is not None else self._texts
        quotes = {**before, **{key: _became(one) for key, one in fresh.items()}}
        response = correction_words(list(fresh.values()), texts)
        await self._notices.write(prefix + _what(corrections[-1]), place, response, self._clock.now(), quotes=quotes)

    async def _watched(self, one: Correction, asked: _Asked) -> bool:
        """Whether the watch that brought the old sentence has brought the new one as well."""
        if one.kind != KIND or one.successor is None:
            return False
        return await self._corrections.was_given(one.successor, f"{_OURS}{asked.chat_id}:{asked.thread_id}:", KIND)

    async def _given(self, chat_id: int, corrections: Sequence[Correction]) -> Given | None:
        """The latest answer that quoted it, where that is known and still in the same chat."""
        for exchange in dict.fromkeys(one.exchange for one in reversed(corrections)):
            given = await self._answers.given(exchange)
            if given is not None and given.shown.chat_id == chat_id:
                return given
        return None


def correction_words(corrections: Sequence[Correction], texts: Texts) -> Response:
    """The sentences as they were quoted and as they are now, all of one article."""
    first, *rest = [_correction(one, texts) for one in corrections[:_MOST_QUOTES]]
    gone = corrections[0].successor is None
    heading = [line(texts, "watch.withdrawn" if gone else "watch.corrected")]
    article = corrections[0].article
    if article.title:
        heading.append(block(Run(article.title, ("b",), web_link(article.url))))
    left = len(corrections) - _MOST_QUOTES
    more = [(line(texts, "watch.more", more=left),)] if left > 0 else []
    return Response(messages([(*heading, *first), *rest, *more]))


def _correction(one: Correction, texts: Texts) -> tuple[Block, ...]:
    was = labelled(texts, "watch.before", one.text, caption(one.article, texts))
    if one.successor is None:
        return was
    key = "watch.now" if one.successor.rewritten else "watch.removed"
    return (*was, *labelled(texts, key, one.successor.nearest, caption(one.successor.article, texts)))


def _asked(one: Correction) -> _Asked | None:
    """None for a question that was asked in no chat that could be told."""
    found = _KEY.match(one.chat)
    return None if found is None else _Asked(int(found["chat"]), int(found["thread"]), one.article.id)


def _what(one: Correction) -> str:
    """Which revision took the place of the quoted one, or in which version the article went."""
    return f"gone{one.ended}" if one.successor is None else str(one.successor.article.revision)


def _key(one: Correction) -> str:
    return hashlib.sha256(flat(one.text).encode()).hexdigest()[:16]


def _became(one: Correction) -> str | None:
    return None if one.successor is None else flat(one.successor.nearest)
