"""A whole article as it is stored, a page at a time in one message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.markup import block, messages
from bot.telegram.incoming import Request
from bot.telegram.listings import head, paragraphs
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access, gone
from bot.telegram.panel.standing import remarks
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, Rows, data
from bot.texts import Texts
from retrieval.archive.archive import Archive
from retrieval.archive.listing import Listing
from retrieval.archive.records import Exchange, StoredArticle

# What a page may take of a message; more would have to be scrolled on a phone.
PAGE_UNITS = 2500
# Beyond what a database takes as a whole number.
_DIGITS = 18
_OUTLET_LENGTH = 24
_SHOWN_OF_ID = 40


class Reader:
    """Pages are cut anew from the stored revision at each press."""

    def __init__(self, archive: Archive, access: Access) -> None:
        self._archive = archive
        self._listing = Listing(archive.database)
        self._access = access

    async def asked(self, request: Request) -> Response:
        """/artikel: the article with the id that follows the command."""
        words, texts = request.arguments, request.texts
        if not words:
            return Response((texts("listing.which_article"),))
        stored = await self._find(words)
        if stored is None:
            return Response((texts("listing.no_article", id=words[:_SHOWN_OF_ID]),))
        return await self._page(stored, 0, None, texts)

    async def opened(self, press: Press) -> Outcome:
        """The article of an answer's first quote, with buttons for those of the others."""
        exchange = await self._access.exchange(press)
        if exchange is None or not exchange.quotes:
            return gone(press.texts)
        article = await self._archive.article(exchange.quotes[0].article.revision)
        if article is None:
            return gone(press.texts)
        return Outcome(response=await self._page(article, 0, exchange, press.texts))

    async def turned(self, press: Press) -> Outcome:
        """Another page, or another article of the same answer, in the same message."""
        numbers = [int(word) for word in press.arguments[:2] if _is_number(word)]
        article = await self._archive.article(numbers[0]) if len(numbers) == 2 else None
        if article is None:
            return gone(press.texts)
        exchange = None
        if len(press.arguments) > 2:
            exchange = await self._access.find(press.arguments[2], press.shown.chat_id, press.query.from_user.id)
        return Outcome(response=await self._page(article, numbers[1], exchange, press.texts), instead=True)

    async def _page(self, article: StoredArticle, number: int, exchange: Exchange | None, texts: Texts) -> Response:
        opening = (*head(article.ref, texts), *await remarks(self._listing, article.ref, texts))
        pages = messages([opening, *((block(part),) for part in paragraphs(article))], PAGE_UNITS)
        number = min(number, len(pages) - 1)
        text = pages[number]
        if len(pages) > 1:
            text += "\n\n" + texts("panel.page", page=number + 1, pages=len(pages))
        rows = (_turns(article, number, len(pages), exchange), *_others(article, exchange, texts))
        return Response((text,), exchange.id if exchange else None, tuple(row for row in rows if row))

    async def _find(self, words: str) -> StoredArticle | None:
        revision = await self._listing.revision(int(words)) if _is_number(words) else None
        return None if revision is None else await self._archive.article(revision)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= _DIGITS


def _turns(article: StoredArticle, number: int, pages: int, exchange: Exchange | None) -> tuple[Button, ...]:
    reachable = [("◀", number - 1), ("▶", number + 1)]
    return tuple(
        Button(label, _data(article.ref.revision, page, exchange)) for label, page in reachable if 0 <= page < pages
    )


def _others(article: StoredArticle, exchange: Exchange | None, texts: Texts) -> Rows:
    """The answer's other articles."""
    quotes = exchange.quotes if exchange is not None else ()
    others = {quote.article.revision: quote.article.outlet for quote in quotes}
    others.pop(article.ref.revision, None)
    return tuple((Button(_label(outlet, texts), _data(revision, 0, exchange)),) for revision, outlet in others.items())


def _label(outlet: str | None, texts: Texts) -> str:
    name = outlet or texts.template("reply.outlet_unknown")
    return name if len(name) <= _OUTLET_LENGTH else f"{name[:_OUTLET_LENGTH]}…"


def _data(revision: int, page: int, exchange: Exchange | None) -> str:
    named: Sequence[str] = (exchange.id,) if exchange is not None else ()
    return data(verbs.PAGE, revision, page, *named)
