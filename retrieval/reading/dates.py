"""Calendar dates as they are written in a page, each with its span; which of them counts is for ``publication``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from retrieval.article import Span
from retrieval.reading.calendar_words import MONTHS, WEEKDAYS, ZONES, alternatives

_MONTH = rf"(?P<name>{alternatives(MONTHS)})\b\.?"
_WEEKDAY = rf"(?:\b(?P<weekday>{alternatives(WEEKDAYS)})\b(?:\s+(?:pagi|siang|sore|petang|malam|dini hari))?[\s,/|.]*)?"
_BEFORE = r"(?:tanggal\s+)?(?P<bracket>\()?\s*"
_TIME = (
    r"(?P<time>[\s,|•·@/–-]*(?:pukul|pkl\.?|jam|at)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
    r"(?:[:.](?P<second>[0-5]\d))?(?!\d)\s*(?P<half>[ap]\.?m\b)?\s*\(?(?P<zone>WIB|WITA|WIT|UTC|GMT)?\b"
    r"(?P<offset>\s?[+-]\d{1,2}(?::?00)?)?\)?)?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 15 Februari 2022, Selasa (15 Feb 2022), 15-Feb-22
        rf"{_WEEKDAY}{_BEFORE}(?<![\d.,])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[\s/–-]*{_MONTH}"
        rf"(?:[\s,/'’–-]*(?P<year>(?:19|20)\d\d)\b(?!\s*(?:orang|unit|rupiah|persen)))?(?P<close>\))?{_TIME}",
        # (15/2/2022), 15.02.2022, Minggu (20/2), Selasa, 15/2
        rf"{_WEEKDAY}{_BEFORE}(?<![\d.,/-])(?P<day>[0-3]?\d)\s?(?P<mark>[/.-])\s?(?P<month>[01]?\d)"
        rf"(?:\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d|\d\d))?(?![\d/-])(?P<close>\s?\))?{_TIME}",
        # February 15, 2022
        rf"{_WEEKDAY}{_BEFORE}\b{_MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,\s*(?P<year>(?:19|20)\d\d)\b(?P<close>\))?{_TIME}",
        # 2022-02-15T16:11:00+07:00
        r"(?<![\d-])(?P<bracket>\()?(?P<year>(?:19|20)\d\d)(?P<mark>[-/])(?P<month>[01]\d)(?P=mark)(?P<day>[0-3]\d)(?!\d)(?P<close>\))?"
        r"(?P<time>[T\s,|]+(?P<hour>[01]\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?"
        r"\s?(?P<zone>Z|WIB|WITA|WIT|UTC|GMT)?(?P<offset>[+-]\d\d(?::?00)?)?)?",
    )
)
_OLDEST_YEAR_OF_TWO_DIGITS = 95


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date written in the text; ``year`` may be missing, ``moment`` is its minute where time and zone are given.

    ``span`` covers weekday, date and (where the zone is known) time; ``framed`` says that a weekday stands before
    it, the way newsrooms write the day of the news.
    """

    span: Span
    day: int
    month: int
    year: int | None
    weekday: int | None
    bracketed: bool
    moment: datetime | None = None

    @property
    def framed(self) -> bool:
        return self.weekday is not None

    def in_year(self, year: int) -> date | None:
        """The day in that year, unless it does not exist or falls on another weekday than the one written."""
        try:
            day = date(year, self.month, self.day)
        except ValueError:
            return None
        return day if self.weekday in (None, day.weekday()) else None

    @property
    def value(self) -> date | None:
        return self.in_year(self.year) if self.year is not None else None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Dates written in ``text[start:end]``, in order; overlapping readings give the longest."""
    stop = len(text) if end is None else end
    found = [
        mention
        for form in _FORMS
        for match in form.finditer(text, start, stop)
        if (mention := _mention(match)) is not None
    ]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    month = MONTHS[groups["name"].lower()] if groups.get("name") else int(groups["month"])
    day = int(groups["day"])
    year = _year(groups.get("year"))
    weekday_name = groups.get("weekday")
    weekday = WEEKDAYS[weekday_name.lower()] if weekday_name else None
    bracketed = bool(groups.get("bracket")) and bool(groups.get("close"))
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year is None and not _frames_partial(groups, weekday, bracketed):
        return None
    if groups.get("mark") in {".", "-"} and year is None:
        return None
    moment = _moment(groups, day, month, year)
    return DateMention(_extent(match, moment), day, month, year, weekday, bracketed, moment)


def _frames_partial(groups: dict[str, str | None], weekday: int | None, bracketed: bool) -> bool:
    """A date without a year is believed only behind its weekday."""
    return weekday is not None and (bracketed or bool(groups.get("name")) or groups.get("mark") == "/")


def _extent(match: re.Match[str], moment: datetime | None) -> Span:
    end = match.end()
    if moment is None and match.group("time"):
        end = match.start("time")
    start = match.start()
    raw = match.string[start:end]
    if raw.startswith("(") and not raw.rstrip().endswith(")"):
        start += 1
    elif raw.endswith(")") and "(" not in raw:
        end -= 1
    if raw.lower().startswith("tanggal"):
        start += len("tanggal")
    kept = match.string[start:end]
    start += len(kept) - len(kept.lstrip())
    return Span(start, start + len(kept.strip()))


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written)
    if year >= 100:
        return year
    return 1900 + year if year >= _OLDEST_YEAR_OF_TWO_DIGITS else 2000 + year


def _moment(groups: dict[str, str | None], day: int, month: int, year: int | None) -> datetime | None:
    zone = _zone(groups.get("zone"), groups.get("offset"))
    hour, minute = groups.get("hour"), groups.get("minute")
    if zone is None or year is None or hour is None or minute is None:
        return None
    hours = int(hour)
    half = (groups.get("half") or "").lower()
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    try:
        return datetime(year, month, day, hours, int(minute), tzinfo=zone)
    except ValueError:
        return None


def _zone(name: str | None, offset: str | None) -> timezone | None:
    if offset:
        digits = offset.strip().replace(":", "")
        hours = int(digits[:3])
        return timezone(timedelta(hours=hours)) if abs(hours) <= 14 else None
    if name is None:
        return None
    return ZONES.get(name.lower(), UTC)
