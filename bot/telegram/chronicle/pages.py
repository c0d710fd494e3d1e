"""A chronology as pages of one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.markup import messages, units
from bot.texts import Texts
from bot.timeline.telling import Passage, heading, passages
from retrieval.answering.answer import Quote
from retrieval.archive.records import GivenQuote
from retrieval.chronology.chronology import Chronology

# What a page may take of a message; more would have to be scrolled on a phone.
PAGE_UNITS = 2500
# A sentence may be longer than that; with what stands above and below it, a message has to hold the page.
LONGEST_PAGE = 3500


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` counts from 0; ``quotes`` are the sentences that stand on it."""

    html: str
    number: int
    pages: int
    quotes: tuple[GivenQuote, ...]


def paged(found: Chronology, number: int, texts: Texts) -> Page:
    """The page of that number, or the last one where there are fewer."""
    head = "\n".join(block.html() for block in heading(found, texts))
    pages = _packed(passages(found, texts))
    number = min(number, len(pages) - 1)
    html, quotes = pages[number]
    foot = [texts("chronicle.page", page=number + 1, pages=len(pages))] if len(pages) > 1 else []
    return Page("\n\n".join((head, html, *foot)), number, len(pages), tuple(map(_given, quotes)))


def _packed(told: Sequence[Passage]) -> list[tuple[str, list[Quote]]]:
    """Pages with the quotes on them; a day that goes on on another page has its heading there, too."""
    pages: list[list[Passage]] = []
    room = 0
    for passage in told:
        size = sum(units(block.text) + 1 for block in (*passage.heading, *passage.told))
        turned = not pages or size > room
        if turned:
            pages.append([])
            room = PAGE_UNITS
        pages[-1].append(replace(passage, opens=passage.opens or turned))
        room -= size
    return [
        (html, [passage.quote for passage in page])
        for page in pages
        for html in messages([passage.group for passage in page], LONGEST_PAGE)
    ]


def _given(quote: Quote) -> GivenQuote:
    echoes = tuple(GivenQuote(echo.article, echo.span, echo.text, quote.score) for echo in quote.also)
    return GivenQuote(quote.article, quote.span, quote.text, quote.score, echoes)
