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
_AROUND_STAMP = " -–—|,:·•\t\xa0"
_SETS_OFF = "-–—|,:·•/)"
_TIME_BEHIND = re.compile(r"(?:(?:pukul|pkl\.?|jam|at)\s)?\d", re.IGNORECASE)
# "21 Februari 2022 | Dian Ayu Lestari"
_COLUMN_BEHIND = re.compile(r"\s*[|·•]\s*[^.!?]{2,40}$")
_DATE_IN_SENTENCE = frozenset({"pada", "per", "sejak", "hingga"})
_MOST_WORDS_BEFORE = 3
_MOST_WORDS_SIGNED = 7
_LONGEST_BEHIND = 12
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
    raw = text[span.start : dates[0].span.start]
    before = raw.strip(_AROUND_STAMP).split()
    after = text[dates[-1].span.end : span.end].strip(_AROUND_STAMP)
    set_off = signed or not before or raw.rstrip()[-1] in _SETS_OFF
    if any(mention.moment is not None for mention in dates):
        return set_off or len(before) <= _MOST_WORDS_BEFORE
    timed = bool(_TIME_BEHIND.match(after))
    columned = bool(_COLUMN_BEHIND.match(text, dates[-1].span.end, span.end)) or _is_credit(after)
    if not (timed or columned or len(after) <= _LONGEST_BEHIND):
        return False
    if before and not signed and before[-1].lower() in _DATE_IN_SENTENCE:
        return False
    if signed:
        return len(before) <= _MOST_WORDS_SIGNED
    # "Jadwal Imsakiyah 3 April 2022" is a headline, "Redaksi 3 April 2022" and "Dian Ayu - 3 April 2022" are not.
    return len(before) <= (_MOST_WORDS_BEFORE if set_off or timed else 1)


def _is_credit(words: str) -> bool:
    kind = furniture(words)
    return kind is not None and kind.effect in (Effect.BYLINE, Effect.CREDIT)
