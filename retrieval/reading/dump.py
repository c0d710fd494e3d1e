"""A raw text dump of a news page, read as an article."""

from __future__ import annotations

from datetime import date

from retrieval.article import Article, Span
from retrieval.errors import EmptySource
from retrieval.reading.blocks import Block, Examination, Verdict, blocks
from retrieval.reading.credits import find_editor, find_wires
from retrieval.reading.furniture import Effect
from retrieval.reading.layout import Opening, find_opening, read_body
from retrieval.reading.marks import trim
from retrieval.reading.outlet import choose_outlet, implied_name, known_names, self_names
from retrieval.reading.publication import Page, find_publication
from retrieval.reading.sentences import split_paragraph
from retrieval.reading.title import Title, find_title


def read_dump(text: str, today: date | None = None) -> Article:
    """The article in a page's text; raises ``EmptySource`` when no sentence of body is left.

    ``today`` is the day of reading (by default the system's): no article is dated after it.
    """
    article = examine_dump(text, today).article
    if not article.sentences:
        raise EmptySource("tidak ada kalimat berita di halaman ini")
    return article


def examine_dump(text: str, today: date | None = None) -> Examination:
    """What became of every block of the page, and the article (which may hold no sentence)."""
    page = blocks(text)
    names = self_names(page)
    opening = find_opening(text, page, known_names(names, None))
    outlet = choose_outlet(opening.dateline, names)
    title = find_title(text, page, opening.index, known_names(names, outlet))
    headline = title.span.of(text) if title else None
    verdicts = read_body(text, page, opening, headline)
    pieces = [piece for verdict in verdicts for piece in verdict.pieces]
    outlet = outlet or implied_name(text, page, opening.index, pieces)
    dateline = opening.dateline.span if opening.dateline else None
    article = Article(
        text=text,
        sentences=tuple(sentence for piece in pieces for sentence in split_paragraph(text, piece)),
        outlet=outlet,
        title=headline,
        published=find_publication(
            Page(text, page, opening.index, title.index if title else None, pieces, dateline), today or date.today()
        ),
        editor=find_editor(text),
        wires=find_wires(text, page, pieces, closing_mark(text, verdicts), outlet),
    )
    return Examination(article, (*_head(page, opening, title), *verdicts))


def closing_mark(text: str, verdicts: list[Verdict]) -> str | None:
    """The end mark behind the last paragraph of the body."""
    last = next((verdict for verdict in reversed(verdicts) if verdict.kept), None)
    return trim(text, Span(last.pieces[0].start, last.span.end)).mark if last else None


def _head(page: list[Block], opening: Opening, title: Title | None) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for index, block in enumerate(page[: opening.index]):
        if title is not None and index == title.index:
            reason = "title"
        elif block.stamps or block.effect in (Effect.BYLINE, Effect.CREDIT):
            reason = "byline"
        else:
            reason = block.furniture.reason if block.furniture else "head"
        verdicts.append(Verdict(block.span, reason))
    return verdicts
