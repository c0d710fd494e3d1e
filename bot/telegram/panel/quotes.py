"""The quotes of an answer once more: with their neighbours, as citations, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import caption, day, outlet
from bot.markup import Block, Run, block, messages
from bot.reply import compose
from bot.telegram.listings import line
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access, gone
from bot.telegram.panel.standing import remarks
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, data
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.answering.answer import Answer
from retrieval.archive.listing import Listing
from retrieval.archive.records import Exchange, GivenQuote, StoredArticle
from retrieval.article import DateBasis

# As many as are asked for at all.
MOST = 30


class Quotes:
    """Reads what was given from the stored exchange, so that a button in an old message says what it said."""

    def __init__(self, service: Service, access: Access, quotes: int) -> None:
        self._service = service
        self._access = access
        self._listing = Listing(service.archive.database)
        self._quotes = quotes

    async def context(self, press: Press) -> Outcome:
        """Each quote between the sentences before and after it."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        groups = [await self._between(quote, press.texts) for quote in exchange.quotes]
        return _said([(line(press.texts, "panel.context"),), *groups], exchange)

    async def citations(self, press: Press) -> Outcome:
        """Each quote as house style cites it, to be copied by a tap."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        groups = [await self._cited(quote, press.texts) for quote in exchange.quotes]
        return _said([(line(press.texts, "panel.citations"),), *groups], exchange)

    async def more(self, press: Press) -> Outcome:
        """The quotes that come after those that were given."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        skipped = _number(press.arguments[1:])
        answer = await self._again(exchange, press)
        given = {(quote.article.id, quote.text) for quote in exchange.quotes}
        rest = [one for one in answer.quotes if (one.article.id, one.text) not in given]
        shown = rest[skipped : skipped + (press.choice.quotes or self._quotes)]
        if not shown:
            return Outcome(press.texts.template("panel.no_more"))
        groups = compose(Answer(answer.kind, answer.question, quotes=tuple(shown)), press.texts)
        following = skipped + len(shown)
        button = Button(press.texts.template(f"panel.button_{verbs.MORE}"), data(verbs.MORE, exchange.id, following))
        buttons = ((button,),) if following < len(rest) else ()
        return Outcome(response=Response(messages(groups), exchange.id, buttons))

    async def _between(self, quote: GivenQuote, texts: Texts) -> Sequence[Block]:
        article = await self._service.archive.article(quote.article.revision)
        runs = between(quote, article) if article is not None else [Run(quote.text, ("b",))]
        return (block(*runs, quote=True), block(caption(quote.article, texts)), *await self._remarks(quote, texts))

    async def _cited(self, quote: GivenQuote, texts: Texts) -> Sequence[Block]:
        cited = block(Run(citation(quote, texts), ("code",)))
        sure = quote.article.published.basis in (DateBasis.STATED, DateBasis.UNKNOWN)
        origin = [] if sure else [block(caption(quote.article, texts))]
        return (cited, *origin, *await self._remarks(quote, texts))

    async def _remarks(self, quote: GivenQuote, texts: Texts) -> Sequence[Block]:
        return await remarks(self._listing, quote.article, texts)

    async def _again(self, exchange: Exchange, press: Press) -> Answer:
        return await self._service.ask(
            exchange.question, context=exchange.context, limit=MOST, recorded=False, scope=press.choice.scope
        )


def citation(quote: GivenQuote, texts: Texts) -> str:
    """A quote with its outlet and day, as the wording file has it; plain text.

    What a day rests on is no part of it; that is said beside it.
    """
    cited = quote.article.published.day
    when = day(cited, texts) if cited is not None else texts.template("reply.date_unknown")
    return texts.template("panel.citation").format(quote=quote.text, outlet=outlet(quote.article, texts), date=when)


def between(quote: GivenQuote, article: StoredArticle) -> list[Run]:
    """The quote, bold, with its neighbours word for word; what parts paragraphs becomes a new line."""
    before = next((span for span in reversed(article.sentences) if span.end <= quote.span.start), None)
    after = next((span for span in article.sentences if span.start >= quote.span.end), None)
    runs = [Run(quote.text, ("b",))]
    if before is not None:
        gap = _gap(article.text[before.end : quote.span.start])
        runs.insert(0, Run(before.of(article.text) + gap))
    if after is not None:
        gap = _gap(article.text[quote.span.end : after.start])
        runs.append(Run(gap + after.of(article.text)))
    return runs


def _gap(text: str) -> str:
    return "\n" if text.strip() or "\n" in text else text or " "


def _number(arguments: Sequence[str]) -> int:
    return int(arguments[0]) if arguments and arguments[0].isascii() and arguments[0].isdigit() else 0


def _said(groups: Sequence[Sequence[Block]], exchange: Exchange) -> Outcome:
    return Outcome(response=Response(messages(groups), exchange.id))
