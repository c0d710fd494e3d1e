"""Outlets that have stopped arriving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive.silence import Silence, silences

FIRST = date(2024, 3, 1)
LAST = FIRST + timedelta(days=60)


def days(*after: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in after]


def every(step: int, until: int) -> list[date]:
    return days(*range(0, until + 1, step))


@pytest.mark.parametrize(
    ("published", "silence"),
    [
        (every(1, 50), Silence(FIRST + timedelta(days=50), 10, 1.0)),
        (every(1, 53), Silence(FIRST + timedelta(days=53), 7, 1.0)),
        (every(1, 54), None),
        (every(7, 42), None),
        (every(7, 35), Silence(FIRST + timedelta(days=35), 25, 7.0)),
        (every(15, 60), None),
        # Without a rhythm nothing is late.
        (days(0, 1), None),
        (days(3), None),
        ([], None),
        # One long pause makes no slow outlet.
        ([*every(1, 20), *days(40, 41, 42)], Silence(FIRST + timedelta(days=42), 18, 1.0)),
        # Many articles on a day are one day of publication.
        ([*days(0, 10, 20, 30), *days(30), *days(30)], None),
    ],
)
def test_much_longer_than_usual_and_a_week_at_least(published: Iterable[date], silence: Silence | None) -> None:
    found = silences({"Warta": published, "Harian": every(1, 60)}, LAST)
    assert found == ({} if silence is None else {"Warta": silence})


def test_an_archive_that_ends_has_no_silent_outlets() -> None:
    assert silences({"Warta": every(1, 30), "Harian": every(1, 30)}, LAST + timedelta(days=400)) == {}


def test_a_day_that_cannot_be_right_makes_nobody_late() -> None:
    published = {"Warta": every(1, 60), "Harian": [*every(1, 60), *days(900)]}
    assert silences(published, LAST) == {}
    assert silences({"Harian": days(900)}, LAST) == {}


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.dates(FIRST, LAST), max_size=20)))
def test_who_published_last_is_never_silent(published: dict[str, list[date]]) -> None:
    last = max((day for own in published.values() for day in own), default=None)
    found = silences(published, LAST)
    assert all(last not in published[outlet] for outlet in found)
    assert all(silence.days >= 7 for silence in found.values())
