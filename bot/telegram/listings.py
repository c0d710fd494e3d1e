"""What the archive holds, as messages: the newest articles, the outlets."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import caption, day
from bot.markup import Block, Run, block, messages, parse, web_link
from bot.telegram.incoming import Request
from bot.telegram.response import Response
from bot.texts import Texts
from retrieval.archive.archive import Archive
from retrieval.archive.listing import Listing, OutletFacts
from retrieval.archive.records import StoredArticle
from retrieval.article import ArticleRef
from retrieval.service import JAKARTA

_DATED, _UNDATED = 10, 5


class Listings:
    """Reads the archive as it is now."""

    def __init__(self, archive: Archive) -> None:
        self._listing = Listing(archive.database)

    async def newest(self, request: Request) -> Response:
        texts = request.texts
        found = await self._listing.newest(_DATED, _UNDATED)
        if not found.dated and not found.undated:
            return _said(line(texts, "reply.empty_archive"))
        dated = _listed("listing.newest", found.dated, texts)
        return Response(messages(dated + _listed("listing.undated", found.undated, texts)))

    async def sources(self, request: Request) -> Response:
        texts, outlets = request.texts, await self._listing.outlets()
        if not outlets:
            return _said(line(texts, "reply.empty_archive"))
        total = texts.number(sum(one.articles for one in outlets))
        lines = [_outlet(one, texts) for one in outlets]
        return Response(messages([(line(texts, "reply.sources", articles=total),), *lines]))


def head(article: ArticleRef, texts: Texts) -> tuple[Block, ...]:
    """Title, outlet, date, and where the date comes from."""
    basis = line(texts, f"listing.basis_{article.published.basis.value}")
    return (block(_title(article, texts)), block(caption(article, texts)), basis)


def line(texts: Texts, key: str, **values: object) -> Block:
    """One wording as a block."""
    return Block(parse(texts(key, **values)))


def paragraphs(stored: StoredArticle) -> list[str]:
    """The sentences as stored, together where nothing but blanks parts them; furniture stays out."""
    parts: list[str] = []
    begin = end = None
    for span in stored.sentences:
        gap = stored.text[end : span.start] if end is not None else ""
        if begin is not None and (gap.strip() or "\n" in gap):
            parts.append(stored.text[begin:end])
            begin = None
        begin, end = span.start if begin is None else begin, span.end
    if begin is not None:
        parts.append(stored.text[begin:end])
    return parts


def _listed(heading: str, articles: Sequence[ArticleRef], texts: Texts) -> list[tuple[Block, ...]]:
    if not articles:
        return []
    first, *rest = [_entry(article, texts) for article in articles]
    return [(line(texts, heading), *first), *rest]


def _entry(article: ArticleRef, texts: Texts) -> tuple[Block, ...]:
    opening = line(texts, "listing.open", id=article.id)
    return (block(_title(article, texts)), block(caption(article, texts)), opening)


def _title(article: ArticleRef, texts: Texts) -> Run:
    return Run(article.title or texts.template("reply.title_unknown"), ("b",), web_link(article.url))


def _outlet(one: OutletFacts, texts: Texts) -> tuple[Block, ...]:
    name = one.outlet or texts.template("reply.outlet_unknown")
    blocks = [line(texts, "reply.sources_line", outlet=name, articles=texts.number(one.articles))]
    if one.first_day and one.last_day:
        first, last = day(one.first_day, texts), day(one.last_day, texts)
        key = "reply.dates_single" if first == last else "reply.dates_range"
        blocks.append(line(texts, key, first=first, last=last))
    if one.undated:
        blocks.append(line(texts, "reply.undated", undated=texts.number(one.undated)))
    if one.arrived is not None:
        arrived = day(one.arrived.astimezone(JAKARTA).date(), texts)
        blocks.append(line(texts, "listing.arrived", day=arrived))
    if one.silence is not None:
        usual = texts.number(max(1, round(one.silence.usual)))
        blocks.append(line(texts, "listing.silent", days=texts.number(one.silence.days), usual=usual))
    return tuple(blocks)


def _said(said: Block) -> Response:
    return Response((said.html(),))
