"""Articles counted by outlet and by day, week, month or years, whichever fits on a phone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from retrieval.article import ArticleRef

# Bars that a phone's width keeps apart, and colours that an eye does.
MOST_BARS = 62
MOST_SERIES = 7


class Step(StrEnum):
    """What one bar stands for; weeks begin on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Series:
    """How many articles of one outlet fall into each bar, and how many on no day.

    ``outlet`` is None where it is unknown; ``folded`` is how many outlets share a series, 0 for one of its own.
    """

    outlet: str | None
    counts: tuple[int, ...]
    undated: int
    folded: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts) + self.undated


@dataclass(frozen=True, slots=True)
class Coverage:
    """``starts`` are the first days of the bars, without gaps; a bar of years holds ``years`` of them.

    ``series`` begin with the outlet that has most articles; what many small outlets share comes last.
    """

    step: Step
    starts: tuple[date, ...]
    series: tuple[Series, ...]
    first: date | None
    last: date | None
    years: int = 1

    @property
    def articles(self) -> int:
        return sum(one.total for one in self.series)

    @property
    def undated(self) -> int:
        return sum(one.undated for one in self.series)

    @property
    def outlets(self) -> int:
        return sum(one.folded or 1 for one in self.series)


def cover(articles: Sequence[ArticleRef]) -> Coverage:
    """The coverage of some articles, each counted once."""
    days = sorted(day for one in articles if (day := one.published.day) is not None)
    step, years = _step(days)
    starts = tuple(_starts(days[0], days[-1], step, years)) if days else ()
    series = tuple(_series(articles, starts))
    return Coverage(step, starts, series, days[0] if days else None, days[-1] if days else None, years)


def _step(days: Sequence[date]) -> tuple[Step, int]:
    if not days:
        return Step.DAY, 1
    first, last = days[0], days[-1]
    if (last - first).days < MOST_BARS:
        return Step.DAY, 1
    if (_monday(last) - _monday(first)).days // 7 < MOST_BARS:
        return Step.WEEK, 1
    if 12 * (last.year - first.year) + last.month - first.month < MOST_BARS:
        return Step.MONTH, 1
    return Step.YEAR, 1 + (last.year - first.year) // MOST_BARS


def _starts(first: date, last: date, step: Step, years: int) -> Iterator[date]:
    match step:
        case Step.DAY:
            yield from (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
        case Step.WEEK:
            begin, end = _monday(first).toordinal(), last.toordinal()
            yield from (date.fromordinal(day) for day in range(begin, end + 1, 7))
        case Step.MONTH:
            begin, end = 12 * first.year + first.month - 1, 12 * last.year + last.month - 1
            yield from (date(month // 12, month % 12 + 1, 1) for month in range(begin, end + 1))
        case Step.YEAR:
            yield from (date(year, 1, 1) for year in range(first.year, last.year + 1, years))


def _monday(day: date) -> date:
    # The calendar's first day is a Monday.
    return day - timedelta(days=day.weekday())


def _series(articles: Sequence[ArticleRef], starts: Sequence[date]) -> Iterator[Series]:
    counts = Counter((one.outlet, one.published.day) for one in articles)
    sizes = Counter(one.outlet for one in articles)
    ranked = sorted(sizes, key=lambda outlet: (-sizes[outlet], outlet is None, outlet or ""))
    own = ranked if len(ranked) <= MOST_SERIES else ranked[: MOST_SERIES - 1]
    rest = frozenset(ranked[len(own) :])
    for outlet in own:
        yield _counted(outlet, [(day, n) for (of, day), n in counts.items() if of == outlet], starts, 0)
    if rest:
        yield _counted(None, [(day, n) for (of, day), n in counts.items() if of in rest], starts, len(rest))


def _counted(
    outlet: str | None, days: Sequence[tuple[date | None, int]], starts: Sequence[date], folded: int
) -> Series:
    bars = [0] * len(starts)
    for day, number in days:
        if day is not None:
            bars[bisect_right(starts, day) - 1] += number
    return Series(outlet, tuple(bars), sum(number for day, number in days if day is None), folded)
