"""A chronology as pages of one message."""

from __future__ import annotations

from dataclasses import dataclass

from bot.markup import Run, messages
from bot.texts import Texts
from bot.timeline.telling import days_told, heading
from retrieval.answering.answer import Quote
from retrieval.archive.records import GivenQuote
from retrieval.chronology.chronology import Chronology

# What a page may take of a message; more would have to be scrolled on a phone.
PAGE_UNITS = 2500


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
    pages = messages(days_told(found, texts), PAGE_UNITS)
    number = min(number, len(pages) - 1)
    foot = [texts("chronicle.page", page=number + 1, pages=len(pages))] if len(pages) > 1 else []
    return Page("\n\n".join((head, pages[number], *foot)), number, len(pages), _on_page(found, pages[number]))


def _on_page(found: Chronology, html: str) -> tuple[GivenQuote, ...]:
    reports = (report for part in found.parts for report in part.reports)
    return tuple(_given(report) for report in reports if Run(report.text).html() in html)


def _given(quote: Quote) -> GivenQuote:
    echoes = tuple(GivenQuote(echo.article, echo.span, echo.text, quote.score) for echo in quote.also)
    return GivenQuote(quote.article, quote.span, quote.text, quote.score, echoes)
