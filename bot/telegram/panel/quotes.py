"""The quotes of an answer once more: with their neighbours, as citations, in order of date, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.captions import caption, day
from bot.markup import Block, Run, block, messages
from bot.reply import compose
from bot.telegram.listings import line
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access, gone
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, data
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.answering.answer import Answer, Quote
from retrieval.archive.records import Exchange, GivenQuote, StoredArticle
from retrieval.article import ArticleRef

# As many as are asked for at all.
MOST = 30
EVENTS = 10


class Quotes:
    """Reads what was given from the stored exchange, so that a button in an old message says what it said."""

    def __init__(self, service: Service, access: Access, quotes: int) -> None:
        self._service = service
        self._access = access
        self._quotes = quotes

    async def context(self, press: Press) -> Outcome:
        """Each quote between the sentences before and after it."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        articles = [await self._service.archive.article(quote.article.revision) for quote in exchange.quotes]
        groups = [
            _between(quote, article, press.texts)
            for quote, article in zip(exchange.quotes, articles, strict=True)
            if article is not None
        ]
        return _said([(line(press.texts, "panel.context"),), *groups], exchange)

    async def citations(self, press: Press) -> Outcome:
        """Each quote as house style cites it, to be copied by a tap."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        cited = [(block(Run(citation(quote, press.texts), ("code",))),) for quote in exchange.quotes]
        return _said([(line(press.texts, "panel.citations"),), *cited], exchange)

    async def events(self, press: Press) -> Outcome:
        """What answers the question, by the day of the article, the oldest first, the undated apart."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        answer = await self._again(exchange, EVENTS, press)
        if not answer.quotes:
            return gone(press.texts)
        ordered = sorted(answer.quotes, key=lambda quote: (quote.article.published.day or date.max, *_minute(quote)))
        groups: list[Sequence[Block]] = [(line(press.texts, "panel.events", question=exchange.question),)]
        for published, quotes in groupby(ordered, key=lambda quote: quote.article.published.day):
            heading = day(published, press.texts) if published else press.texts.template("panel.undated")
            groups.append((block(Run(heading, ("b",))),))
            groups += [(block(one.text, quote=True), block(caption(one.article, press.texts))) for one in quotes]
        return _said(groups, exchange)

    async def more(self, press: Press) -> Outcome:
        """The quotes that come after those that were given."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        skipped = _number(press.arguments[1:])
        answer = await self._again(exchange, MOST, press)
        given = {(quote.article.revision, quote.span) for quote in exchange.quotes}
        rest = [one for one in answer.quotes if (one.article.revision, one.span) not in given]
        shown = rest[skipped : skipped + (press.choice.quotes or self._quotes)]
        if not shown:
            return Outcome(press.texts.template("panel.no_more"))
        groups = compose(Answer(answer.kind, answer.question, quotes=tuple(shown)), press.texts)
        following = skipped + len(shown)
        button = Button(press.texts.template(f"panel.button_{verbs.MORE}"), data(verbs.MORE, exchange.id, following))
        buttons = ((button,),) if following < len(rest) else ()
        return Outcome(response=Response(messages(groups), exchange.id, buttons))

    async def _again(self, exchange: Exchange, limit: int, press: Press) -> Answer:
        return await self._service.ask(
            exchange.question, context=exchange.context, limit=limit, recorded=False, scope=press.choice.scope
        )


def citation(quote: GivenQuote, texts: Texts) -> str:
    """A quote with its source, as the wording file has it; plain text."""
    return texts.template("panel.citation").format(quote=quote.text, source=source(quote.article, texts))


def source(article: ArticleRef, texts: Texts) -> str:
    """Outlet and date in brackets, as a citation has them."""
    return caption(article, texts).replace(" · ", ", ", 1)


def _between(quote: GivenQuote, article: StoredArticle, texts: Texts) -> Sequence[Block]:
    place = next((number for number, span in enumerate(article.sentences) if span.end > quote.span.start), 0)
    before = article.sentences[place - 1] if place else None
    after = next((span for span in article.sentences if span.start >= quote.span.end), None)
    runs = [
        Run(f"{before.of(article.text)} ") if before is not None else Run(""),
        Run(quote.text, ("b",)),
        Run(f" {after.of(article.text)}") if after is not None else Run(""),
    ]
    return (block(*runs, quote=True), block(caption(quote.article, texts)))


def _minute(quote: Quote) -> tuple[str, int]:
    value = quote.article.published.value
    return (value.isoformat() if isinstance(value, datetime) else "", quote.article.id)


def _number(arguments: Sequence[str]) -> int:
    return int(arguments[0]) if arguments and arguments[0].isascii() and arguments[0].isdigit() else 0


def _said(groups: Sequence[Sequence[Block]], exchange: Exchange) -> Outcome:
    return Outcome(response=Response(messages(groups), exchange.id))
