"""Days and ranges of days as people write them in questions, made absolute (Asia/Jakarta)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nopember nov",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s*[/-]\s*\d{{1,2}}\s*[/-]\s*\d{{4}}|\d{{1,2}}\s+(?:{MONTH})\b\s+\d{{4}})"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{4})")
_WORDED = re.compile(rf"(\d{{1,2}})\s+({MONTH})\b\s+(\d{{4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayRange:
    """Both ends inclusive; ``None`` is open."""

    since: date | None = None
    until: date | None = None

    def __contains__(self, day: date | None) -> bool:
        if day is None:
            return False
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def parse_day(text: str) -> date | None:
    """A full date in ISO, day/month/year or worded form, or ``None``."""
    if match := _ISO.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.search(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED.search(text):
        return _day(int(match[3]), MONTHS[match[2].lower()], int(match[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_range(year: int, month: int) -> DayRange:
    return DayRange(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_range(year: int) -> DayRange:
    return DayRange(date(year, 1, 1), date(year, 12, 31))


def latest_month(month: int, today: date) -> DayRange:
    """The most recent such month that is not in the future."""
    return month_range(today.year if month <= today.month else today.year - 1, month)


def relative_range(unit: str, count: int, today: date) -> DayRange:
    """The last ``count`` days, weeks, months or years up to today."""
    days = {"hari": 1, "minggu": 7, "pekan": 7, "bulan": 30, "tahun": 365}[unit] * count
    return DayRange(today - timedelta(days=days), today)


def named_range(words: str, today: date) -> DayRange | None:
    """Calendar ranges with a name of their own: yesterday, last week, this month..."""
    monday = today - timedelta(days=today.weekday())
    match words:
        case "hari ini":
            return DayRange(today, today)
        case "kemarin" | "yesterday":
            return DayRange(today - timedelta(days=1), today - timedelta(days=1))
        case "minggu lalu" | "pekan lalu" | "last week":
            return DayRange(monday - timedelta(days=7), monday - timedelta(days=1))
        case "minggu ini" | "pekan ini" | "this week":
            return DayRange(monday, today)
        case "bulan ini" | "this month":
            return month_range(today.year, today.month)
        case "bulan lalu" | "last month":
            end = today.replace(day=1) - timedelta(days=1)
            return month_range(end.year, end.month)
        case "tahun ini" | "this year":
            return year_range(today.year)
        case "tahun lalu" | "last year":
            return year_range(today.year - 1)
    return None
