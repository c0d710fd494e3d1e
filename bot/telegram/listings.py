"""What the archive holds, as messages: the newest articles, a stored article, the outlets."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import caption, day
from bot.markup import Block, Run, block, messages, parse, web_link
from bot.telegram.replies import Response
from bot.texts import Texts
from retrieval.archive.archive import Archive
from retrieval.archive.listing import Listing, OutletFacts
from retrieval.archive.records import StoredArticle
from retrieval.article import ArticleRef
from retrieval.service import JAKARTA

_DATED, _UNDATED = 10, 5
# Beyond what a database takes as a whole number.
_DIGITS = 18


class Listings:
    """Reads the archive as it is now."""

    def __init__(self, archive: Archive, texts: Texts) -> None:
        self._archive = archive
        self._listing = Listing(archive.database)
        self._texts = texts

    async def newest(self) -> Response:
        found = await self._listing.newest(_DATED, _UNDATED)
        if not found.dated and not found.undated:
            return self._said(self._line("reply.empty_archive"))
        groups = self._listed("listing.newest", found.dated) + self._listed("listing.undated", found.undated)
        return Response(messages(groups))

    async def article(self, words: str) -> Response:
        """The article with the id that ``words`` give."""
        if not words:
            return self._said(self._line("listing.which_article"))
        stored = await self._find(words)
        if stored is None:
            return self._said(self._line("listing.no_article", id=words[:40]))
        return Response(messages([self._head(stored.ref), *((block(part),) for part in paragraphs(stored))]))

    async def sources(self) -> Response:
        outlets = await self._listing.outlets()
        if not outlets:
            return self._said(self._line("reply.empty_archive"))
        total = self._texts.number(sum(one.articles for one in outlets))
        return Response(messages([(self._line("reply.sources", articles=total),), *map(self._outlet, outlets)]))

    async def _find(self, words: str) -> StoredArticle | None:
        if not (words.isascii() and words.isdigit() and len(words) <= _DIGITS):
            return None
        revision = await self._listing.revision(int(words))
        return None if revision is None else await self._archive.article(revision)

    def _listed(self, heading: str, articles: Sequence[ArticleRef]) -> list[tuple[Block, ...]]:
        if not articles:
            return []
        first, *rest = [self._entry(article) for article in articles]
        return [(self._line(heading), *first), *rest]

    def _entry(self, article: ArticleRef) -> tuple[Block, ...]:
        return (block(self._title(article)), self._caption(article), self._line("listing.open", id=article.id))

    def _head(self, article: ArticleRef) -> tuple[Block, ...]:
        basis = self._line(f"listing.basis_{article.published.basis.value}")
        return (block(self._title(article)), self._caption(article), basis)

    def _title(self, article: ArticleRef) -> Run:
        return Run(article.title or self._texts.template("reply.title_unknown"), ("b",), web_link(article.url))

    def _caption(self, article: ArticleRef) -> Block:
        return block(caption(article, self._texts))

    def _outlet(self, one: OutletFacts) -> tuple[Block, ...]:
        name = one.outlet or self._texts.template("reply.outlet_unknown")
        blocks = [self._line("reply.sources_line", outlet=name, articles=self._texts.number(one.articles))]
        if one.first_day and one.last_day:
            first, last = day(one.first_day, self._texts), day(one.last_day, self._texts)
            key = "reply.dates_single" if first == last else "reply.dates_range"
            blocks.append(self._line(key, first=first, last=last))
        if one.undated:
            blocks.append(self._line("reply.undated", undated=self._texts.number(one.undated)))
        if one.arrived is not None:
            arrived = day(one.arrived.astimezone(JAKARTA).date(), self._texts)
            blocks.append(self._line("listing.arrived", day=arrived))
        return tuple(blocks)

    def _line(self, key: str, **values: object) -> Block:
        return Block(parse(self._texts(key, **values)))

    def _said(self, line: Block) -> Response:
        return Response((line.html(),))


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
