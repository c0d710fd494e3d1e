"""The events of an answer: its quotes and their echoes by the day of the article, the undated apart."""

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
from bot.telegram.response import Button, Response, Rows, data
from bot.texts import Texts
from retrieval.archive.records import Exchange, GivenQuote

_OLDEST, _NEWEST = "old", "new"


class Events:
    """Reads what was given from the stored exchange."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def told(self, press: Press) -> Outcome:
        """A new message with the oldest first; its own button turns it round in place."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        quotes = [one for quote in exchange.quotes for one in (quote, *quote.also)]
        order = press.arguments[1] if len(press.arguments) > 1 else _OLDEST
        parts = messages(_timeline(exchange, quotes, order == _NEWEST, press.texts))
        buttons = _turn(exchange, quotes, order, press.texts) if len(parts) == 1 else ()
        instead = len(press.arguments) > 1 and len(parts) == 1
        return Outcome(response=Response(parts, exchange.id, buttons), instead=instead)


def _timeline(exchange: Exchange, quotes: Sequence[GivenQuote], newest: bool, texts: Texts) -> list[Sequence[Block]]:
    dated = sorted((one for one in quotes if _day(one) is not None), key=_moment, reverse=newest)
    undated = [one for one in quotes if _day(one) is None]
    groups: list[Sequence[Block]] = [(line(texts, "panel.events", question=exchange.question),)]
    for published, reported in groupby((*dated, *undated), key=_day):
        heading = day(published, texts) if published else texts.template("panel.undated")
        groups.append((block(Run(heading, ("b",))),))
        groups += [(block(one.text, quote=True), block(caption(one.article, texts))) for one in reported]
    return groups


def _turn(exchange: Exchange, quotes: Sequence[GivenQuote], order: str, texts: Texts) -> Rows:
    if len({_day(one) for one in quotes} - {None}) < 2:
        return ()
    other = _OLDEST if order == _NEWEST else _NEWEST
    return ((Button(texts.template(f"panel.button_days_{other}"), data(verbs.EVENTS, exchange.id, other)),),)


def _day(quote: GivenQuote) -> date | None:
    return quote.article.published.day


def _moment(quote: GivenQuote) -> tuple[str, str, int]:
    """By day first, as not every page states a time."""
    value, published = quote.article.published.value, _day(quote)
    time = value.isoformat() if isinstance(value, datetime) else ""
    return (published.isoformat() if published is not None else "", time, quote.article.id)
