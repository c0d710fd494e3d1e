"""What answers a question as a timeline: by the day of the article, the undated apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.captions import caption, day
from bot.markup import Block, Run, block, messages
from bot.telegram.listings import line
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access, gone
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, data
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.answering.answer import Quote
from retrieval.archive.records import Exchange, GivenQuote

MOST = 10
_OLDEST, _NEWEST = "old", "new"

Told = GivenQuote | Quote


class Events:
    """The quotes that were given, and what else answers the question now."""

    def __init__(self, service: Service, access: Access) -> None:
        self._service = service
        self._access = access

    async def told(self, press: Press) -> Outcome:
        """A new message with the oldest first; its own button turns it round in place."""
        exchange = await self._access.exchange(press)
        quotes = await self._quotes(exchange, press) if exchange is not None else []
        if exchange is None or not quotes:
            return gone(press.texts)
        order = press.arguments[1] if len(press.arguments) > 1 else _OLDEST
        parts = messages(_timeline(exchange, quotes, order == _NEWEST, press.texts))
        response = Response(parts, exchange.id, _turn(exchange, quotes, order, press.texts) if len(parts) == 1 else ())
        return Outcome(response=response, instead=len(press.arguments) > 1 and len(parts) == 1)

    async def _quotes(self, exchange: Exchange, press: Press) -> list[Told]:
        answer = await self._service.ask(
            exchange.question, context=exchange.context, limit=MOST, recorded=False, scope=press.choice.scope
        )
        told: list[Told] = [*exchange.quotes, *answer.quotes]
        return list({(quote.article.id, quote.text): quote for quote in reversed(told)}.values())


def _timeline(exchange: Exchange, quotes: Sequence[Told], newest: bool, texts: Texts) -> list[Sequence[Block]]:
    dated = sorted((one for one in quotes if _day(one) is not None), key=_moment, reverse=newest)
    undated = [one for one in quotes if _day(one) is None]
    groups: list[Sequence[Block]] = [(line(texts, "panel.events", question=exchange.question),)]
    for published, reported in groupby((*dated, *undated), key=_day):
        heading = day(published, texts) if published else texts.template("panel.undated")
        groups.append((block(Run(heading, ("b",))),))
        groups += [(block(one.text, quote=True), block(caption(one.article, texts))) for one in reported]
    return groups


def _turn(exchange: Exchange, quotes: Sequence[Told], order: str, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    if len({_day(one) for one in quotes} - {None}) < 2:
        return ()
    other = _OLDEST if order == _NEWEST else _NEWEST
    return ((Button(texts.template(f"panel.button_days_{other}"), data(verbs.EVENTS, exchange.id, other)),),)


def _day(quote: Told) -> date | None:
    return quote.article.published.day


def _moment(quote: Told) -> tuple[str, str, int]:
    """By day first, as not every page states a time."""
    value, published = quote.article.published.value, _day(quote)
    time = value.isoformat() if isinstance(value, datetime) else ""
    return (published.isoformat() if published is not None else "", time, quote.article.id)
