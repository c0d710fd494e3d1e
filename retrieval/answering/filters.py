"""What a question says of outlets and days, taken out of its text and made absolute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.answering.calendar import (
    DAY,
    MONTH,
    MONTHS,
    DayRange,
    latest_month,
    month_range,
    named_range,
    parse_day,
    relative_range,
    year_range,
)
from retrieval.article import ArticleRef

_NEWS = r"(?:berita|kabar|artikel|liputan|laporan|tulisan|news|articles?)"
_CUES = r"(?:menurut|kata|versi|sumber|media|portal|situs|koran|harian|laman|dari|di|cek di|according to|from)"
_KEYED = re.compile(r"\b(sumber|source|sejak|since|sampai|until)\s*:\s*(\"[^\"]+\"|“[^”]+”|\S+)", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"\b(?:antara|dari|between|from)\s+(?:tanggal\s+)?(\d{{1,2}})(?:\s+({MONTH})\b)?(?:\s+(\d{{4}}))?\s+"
    rf"(?:dan|sampai|hingga|s/d|ke|and|to)\s+(?:tanggal\s+)?(\d{{1,2}})\s+({MONTH})\b(?:\s+(\d{{4}}))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:sebelum|before)\s+(?:tanggal\s+)?({DAY})", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:sampai|hingga|until)\s+(?:dengan\s+)?(?:tanggal\s+)?({DAY})", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:setelah|sesudah|after)\s+(?:tanggal\s+)?({DAY})", re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:sejak|mulai|since)\s+(?:tanggal\s+)?({DAY})", re.IGNORECASE)
_NEWS_DAY = re.compile(rf"\b{_NEWS}\s+(?:(?:pada|di|tanggal|on)\s+)*({DAY})", re.IGNORECASE)
_MONTH_YEAR = re.compile(
    rf"\b(?:(?:{_NEWS}\s+)?(?:di|pada|selama|in|during)\s+(?:bulan\s+)?|{_NEWS}\s+(?:bulan\s+)?|bulan\s+)({MONTH})\b(?:\s+(\d{{4}}))?",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"\b{_NEWS}\s+(?:di\s+|pada\s+|selama\s+)?(?:tahun\s+)?(\d{{4}})\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(hari ini|kemarin|(?:minggu|pekan|bulan|tahun) (?:lalu|ini)|yesterday|(?:last|this) (?:week|month|year))\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(\d{1,3})\s+(hari|minggu|pekan|bulan|tahun)\s+(?:terakhir|belakangan)\b", re.IGNORECASE)
_NEWEST = re.compile(
    r"\b(?:paling\s+(?:baru|anyar|akhir)|terbaru|terkini|teranyar|latest|newest|most recent)\b", re.IGNORECASE
)
_DOMAIN_END = re.compile(r"\.(?:com|co\.id|co|id|net|org|news|tv|info|go\.id|or\.id)(?:\.id)?$")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the archive that may answer whatever is asked; without outlets or days all of it."""

    outlets: frozenset[str] = frozenset()
    days: DayRange | None = None

    @property
    def any(self) -> bool:
        return bool(self.outlets or self.days)

    def __contains__(self, article: ArticleRef) -> bool:
        fits = not self.outlets or article.outlet in self.outlets
        return fits and (self.days is None or article.published.day in self.days)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer; ``unknown_outlets`` were asked for by key but the archive lacks them.

    ``scope`` limits them whatever the question says.
    """

    outlets: frozenset[str] = frozenset()
    days: DayRange | None = None
    newest: bool = False
    unknown_outlets: tuple[str, ...] = ()
    scope: Scope = Scope()

    @property
    def any(self) -> bool:
        return bool(self.outlets or self.days or self.unknown_outlets)


class Outlets:
    """The archive's outlets by the ways in which people name them."""

    def __init__(self, names: Iterable[str], common_words: Mapping[str, float] | None = None) -> None:
        self._by_key: dict[str, set[str]] = {}
        common = common_words or {}
        self._ambiguous = set()
        for name in names:
            bare = _DOMAIN_END.sub("", name.casefold())
            for key in {_key(name.casefold()), _key(bare), _key(bare.removeprefix("www."))}:
                self._by_key.setdefault(key, set()).add(name)
            if key_share(bare, common) < 0.7:
                self._ambiguous.add(_key(bare))

    def find(self, text: str) -> tuple[list[re.Match[str] | tuple[int, int]], frozenset[str]]:
        """Ranges of the text that name outlets, and the outlets named."""
        words = list(_WORD.finditer(text))
        ranges: list[re.Match[str] | tuple[int, int]] = []
        names: set[str] = set()
        index = 0
        while index < len(words):
            for size in (4, 3, 2, 1):
                group = words[index : index + size]
                key = _key("".join(word.group() for word in group).casefold())
                if len(group) == size and key in self._by_key and self._meant(text, group, key):
                    ranges.append((group[0].start(), group[-1].end()))
                    names |= self._by_key[key]
                    index += size - 1
                    break
            index += 1
        return ranges, frozenset(names)

    def _meant(self, text: str, group: Sequence[re.Match[str]], key: str) -> bool:
        if key not in self._ambiguous or len(group) > 1:
            return True
        before = text[: group[0].start()]
        return (
            re.search(r"\b(?:menurut|kata|versi|media|portal|situs|koran|harian|laman)\s+$", before, re.IGNORECASE)
            is not None
        )


def key_share(word: str, capital_share: Mapping[str, float]) -> float:
    """How often a word is capitalised in everyday text; 1 when it is no everyday word."""
    return capital_share.get(word, 1.0)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def read_filters(text: str, outlets: Outlets, today: date, *, plain_days: bool = True) -> tuple[str, Filters]:
    """The question without what was understood as a filter, and the filters.

    ``plain_days``: whether days in plain words say when articles were published; by key ("sejak:") they always do.
    """
    filters = Filters()
    text, filters = _keyed(text, filters, outlets)
    text, days = _days(text, today) if plain_days else (text, None)
    if days is not None:
        filters = replace(filters, days=_meet(filters.days, days))
    if _NEWEST.search(text):
        text, filters = _NEWEST.sub(" ", text), replace(filters, newest=True)
    ranges, names = outlets.find(text)
    if names:
        text = _without_outlets(text, [one for one in ranges if isinstance(one, tuple)])
        filters = replace(filters, outlets=filters.outlets | names)
    return re.sub(r"\s+", " ", text).strip(), filters


def _keyed(text: str, filters: Filters, outlets: Outlets) -> tuple[str, Filters]:
    for match in _KEYED.finditer(text):
        key, value = match[1].lower(), match[2].strip('"“”')
        if key in ("sumber", "source"):
            _, names = outlets.find(value)
            filters = (
                replace(filters, outlets=filters.outlets | names)
                if names
                else replace(filters, unknown_outlets=(*filters.unknown_outlets, value))
            )
        elif (day := parse_day(value)) is not None:
            own = DayRange(since=day) if key in ("sejak", "since") else DayRange(until=day)
            filters = replace(filters, days=_meet(filters.days, own))
    return _KEYED.sub(" ", text), filters


def _days(text: str, today: date) -> tuple[str, DayRange | None]:
    found: DayRange | None = None
    for pattern, read in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        days = read(match, today)
        if days is not None:
            found = _meet(found, days)
            text = text[: match.start()] + " " + text[match.end() :]
    return text, found


def _between(match: re.Match[str], today: date) -> DayRange | None:
    month = MONTHS[match[5].lower()]
    year = int(match[6] or match[3] or today.year)
    first_month = MONTHS[match[2].lower()] if match[2] else month
    try:
        return DayRange(date(int(match[3] or year), first_month, int(match[1])), date(year, month, int(match[4])))
    except ValueError:
        return None


def _of_day(match: re.Match[str], since: int | None, until: int | None) -> DayRange | None:
    day = parse_day(match[1])
    if day is None:
        return None
    return DayRange(
        None if since is None else date.fromordinal(day.toordinal() + since),
        None if until is None else date.fromordinal(day.toordinal() + until),
    )


def _month(match: re.Match[str], today: date) -> DayRange:
    month = MONTHS[match[1].lower()]
    return month_range(int(match[2]), month) if match[2] else latest_month(month, today)


_PATTERNS = (
    (_BETWEEN, _between),
    (_BEFORE, lambda match, today: _of_day(match, None, -1)),
    (_UNTIL, lambda match, today: _of_day(match, None, 0)),
    (_AFTER, lambda match, today: _of_day(match, 1, None)),
    (_SINCE, lambda match, today: _of_day(match, 0, None)),
    (_NEWS_DAY, lambda match, today: _of_day(match, 0, 0)),
    (_MONTH_YEAR, _month),
    (_YEAR, lambda match, today: year_range(int(match[1]))),
    (_LAST, lambda match, today: relative_range(match[2].lower(), int(match[1]), today)),
    (_NAMED, lambda match, today: named_range(match[1].lower(), today)),
)


def _meet(one: DayRange | None, other: DayRange) -> DayRange:
    if one is None:
        return other
    since = max((day for day in (one.since, other.since) if day), default=None)
    until = min((day for day in (one.until, other.until) if day), default=None)
    return DayRange(since, until)


def _without_outlets(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(ranges, reverse=True):
        before = re.sub(rf"\b{_CUES}\s+$", "", text[:start], flags=re.IGNORECASE)
        text = before + " " + text[end:]
    return text
