"""A topic's reports, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from retrieval.answering.answer import Quote
from retrieval.article import ArticleRef, DateBasis


@dataclass(frozen=True, slots=True)
class Day:
    """Every article of one day of publication that is on the topic, and the best sentences of them, word for word.

    ``day`` is None for the articles without a date. Copies of a report are folded into it. ``reports`` is
    empty where all were told on a day before.
    """

    day: date | None
    articles: tuple[ArticleRef, ...]
    reports: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """``days`` in order of time; ``undated`` is what belongs on no day, None where there is none.

    ``understood`` is False where the topic names nothing to look for. ``missing`` are names, as written, and
    ``unknown_outlets`` outlets that the archive does not have. ``version`` is None for an archive never indexed.
    """

    topic: str
    version: int | None
    days: tuple[Day, ...] = ()
    undated: Day | None = None
    understood: bool = True
    missing: tuple[str, ...] = ()
    unknown_outlets: tuple[str, ...] = ()

    @property
    def parts(self) -> Iterator[Day]:
        """The days, and last what has none."""
        yield from self.days
        if self.undated is not None:
            yield self.undated

    @property
    def articles(self) -> tuple[ArticleRef, ...]:
        return tuple(article for part in self.parts for article in part.articles)

    @property
    def bases(self) -> Mapping[DateBasis, int]:
        """How many articles have their date from where."""
        return Counter(article.published.basis for article in self.articles)

    def __bool__(self) -> bool:
        return bool(self.days) or self.undated is not None
