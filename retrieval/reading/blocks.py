"""The blocks of a page, and what each of them turned out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.article import Article, Span
from retrieval.reading.dates import DateMention, find_dates
from retrieval.reading.furniture import Effect, Furniture, furniture
from retrieval.reading.paragraphs import paragraphs
from retrieval.reading.shape import is_prose

_LONGEST_BYLINE_REST = 70
_YEAR = re.compile(r"(?:19|20)\d\d|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of the page as it is seen by itself."""

    span: Span
    line: str
    furniture: Furniture | None
    stamps: tuple[DateMention, ...]

    @property
    def effect(self) -> Effect | None:
        return self.furniture.effect if self.furniture else None

    @property
    def prose(self) -> bool:
        return self.furniture is None and not self.stamps and is_prose(self.line)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one block: ``pieces`` are its stretches of body text, none when it was dropped.

    ``reason`` names the part of the page that it is: ``body``, ``title``, ``byline``, ``related``, ``caption`` ...
    """

    span: Span
    reason: str
    pieces: tuple[Span, ...] = ()

    @property
    def kept(self) -> bool:
        return bool(self.pieces)


@dataclass(frozen=True, slots=True)
class Examination:
    """An article together with the verdict on every block of its page, in order."""

    article: Article
    verdicts: tuple[Verdict, ...]


def blocks(text: str) -> list[Block]:
    return [_block(text, span) for span in paragraphs(text)]


def _block(text: str, span: Span) -> Block:
    line = span.of(text)
    kind = furniture(line)
    signed = kind is not None and kind.effect in (Effect.BYLINE, Effect.CREDIT)
    return Block(span, line, kind, _stamps(text, span, line, signed=signed))


def _stamps(text: str, span: Span, line: str, *, signed: bool) -> tuple[DateMention, ...]:
    """Full dates of a line that holds little else: the time stamp of a byline."""
    if len(line) > 2 * _LONGEST_BYLINE_REST + 60 or not _YEAR.search(line):
        return ()
    dates = tuple(mention for mention in find_dates(text, span.start, span.end) if mention.year is not None)
    rest = len(line) - sum(mention.span.end - mention.span.start for mention in dates)
    if not dates or rest > _LONGEST_BYLINE_REST or (line.rstrip().endswith(".") and rest > 5):
        return ()
    return dates if _is_stamp(text, span, dates, signed=signed) else ()


def _is_stamp(text: str, span: Span, dates: tuple[DateMention, ...], *, signed: bool) -> bool:
    """Whether the line is a time stamp and not a headline with a date in it."""
    if any(mention.moment is not None for mention in dates):
        return True
    before = text[span.start : dates[0].span.start].strip(" -–—|,:·•\t\xa0")
    after = text[dates[-1].span.end : span.end].strip(" -–—|,:·•\t\xa0")
    most = 7 if signed else 3
    behind = len(after) <= 12 or any(char.isdigit() for char in after[:6])
    return (
        behind and len(before.split()) <= most and not before.lower().endswith((" pada", " per", " sejak", " hingga"))
    )
