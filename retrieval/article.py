"""What an article is once it has been read: stored text, and spans into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DateBasis(StrEnum):
    """Where a publication date comes from, most to least certain."""

    STATED = "stated"
    TEXT = "text"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date and its provenance.

    ``value`` is a ``date``, an aware ``datetime`` (to the minute), or ``None`` when ``basis`` is unknown.
    ``evidence`` is a substring of the source that carries the date.
    """

    value: date | datetime | None
    basis: DateBasis
    evidence: str | None = None

    def isoformat(self) -> str | None:
        """``YYYY-MM-DD``, ``YYYY-MM-DDTHH:MM:SS+HH:MM``, or ``None``."""
        return self.value.isoformat() if self.value is not None else None

    @property
    def day(self) -> date | None:
        """The calendar day in the zone in which it was stated."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


UNDATED = Published(None, DateBasis.UNKNOWN)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of Unicode code points in an article's stored text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read from its source.

    ``text`` is the decoded source, character for character (of a record: its body); every sentence is a span of it,
    in reading order, without furniture. ``editor`` and ``wires`` (agencies whose copy it republishes, as written in
    the page) are what the page says of itself.
    """

    text: str
    sentences: tuple[Span, ...]
    outlet: str | None = None
    title: str | None = None
    published: Published = UNDATED
    url: str | None = None
    editor: str | None = None
    wires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article (and the revision of it) that a quote comes from."""

    id: int
    revision: int
    file: str | None
    outlet: str | None
    title: str | None
    url: str | None
    published: Published
    editor: str | None = None
    wires: tuple[str, ...] = ()
