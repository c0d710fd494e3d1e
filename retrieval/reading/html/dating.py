"""The day of publication of a web page: what its markup states, weighed against what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from retrieval.article import UNDATED, DateBasis, Published
from retrieval.reading.dates import find_dates

WIB = timezone(timedelta(hours=7))
# Clocks of servers and of editors differ; two statements a day apart are of one publication.
_SAME = timedelta(days=1)
_ISO_LIKE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*T\s*(\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s*(Z|[+-]\d{2}:?\d{2})?")


def choose_date(stated: Sequence[str], shown: Sequence[Published], told: Published, today: date) -> Published:
    """``stated`` as the markup has it, most certain first; ``shown`` in stamps that readers see; ``told`` by the text.

    Where markup and page contradict each other it is inferred, with both as the evidence, from what readers see.
    """
    marked = [one for written in stated if (one := read_stated(written)) is not None and _possible(one, today)]
    visible = next((one for one in shown if one.value is not None and _possible(one, today)), None)
    first = next(iter(marked), None)
    if first is None:
        return visible or (told if told.value is None or _possible(told, today) else UNDATED)
    if visible is None:
        return first if all(_agree(first, other) for other in marked) else _doubtful(first, marked[1:])
    if not _agree(first, visible):
        return Published(visible.value, DateBasis.INFERRED, f"{visible.evidence} / {first.evidence}")
    return visible if isinstance(visible.value, datetime) else _finer(visible, first)


def read_stated(written: str) -> Published | None:
    """An ISO 8601 date or moment, however loosely written, or a date in words; None for what is no date."""
    match = _ISO_LIKE.search(written)
    try:
        if match is not None:
            zone = (match[3] or "").replace("Z", "+00:00")
            value: date | datetime = datetime.fromisoformat(f"{match[1]}T{match[2][:5]}{zone}")
        else:
            value = datetime.fromisoformat(written)
    except ValueError:
        mentions = [mention for mention in find_dates(written) if mention.value is not None]
        found = mentions[0].moment or mentions[0].value if mentions else None
        return None if found is None else Published(found, DateBasis.STATED, written)
    if isinstance(value, datetime):
        value = value.replace(second=0, microsecond=0) if value.tzinfo else value.date()
    return Published(value, DateBasis.STATED, written)


def _finer(visible: Published, marked: Published) -> Published:
    """The minute that the markup adds, where it is of the day that readers see."""
    day = _local(marked)
    return marked if isinstance(marked.value, datetime) and day == visible.day else visible


def _doubtful(first: Published, others: Sequence[Published]) -> Published:
    other = next(one for one in others if not _agree(first, one))
    return Published(first.value, DateBasis.INFERRED, f"{first.evidence} / {other.evidence}")


def _agree(one: Published, other: Published) -> bool:
    left, right = _local(one), _local(other)
    return left is None or right is None or abs(left - right) <= _SAME


def _local(one: Published) -> date | None:
    """The day in western Indonesia."""
    return one.value.astimezone(WIB).date() if isinstance(one.value, datetime) else one.value


def _possible(one: Published, today: date) -> bool:
    day = _local(one)
    return day is not None and date(1990, 1, 1) <= day <= today + _SAME
