"""Dates as they are written in pages."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.reading.dates import find_dates

WRITTEN = {
    "15 Februari 2022, 16:11 WIB": "2022-02-15T16:11:00+07:00",
    "Selasa, 15 Feb 2022 16.11 WITA": "2022-02-15T16:11:00+08:00",
    "Senin, 14 Februari 2022 | 10:23 WIT": "2022-02-14T10:23:00+09:00",
    "15/02/2022, 16:11 WIB": "2022-02-15T16:11:00+07:00",
    "2022-02-15T16:11:30+07:00": "2022-02-15T16:11:00+07:00",
    "2022-02-15T09:11:00Z": "2022-02-15T09:11:00+00:00",
    "Jum'at, 18 Pebruari 2022": "2022-02-18",
    "Feb 15, 2022": "2022-02-15",
    "15-02-2022": "2022-02-15",
    "Senin (21/2/2022)": "2022-02-21",
    "(15/2/22)": "2022-02-15",
}


@pytest.mark.parametrize(("written", "expected"), WRITTEN.items())
def test_reads(written: str, expected: str) -> None:
    (mention,) = find_dates(f"Diterbitkan {written} oleh redaksi")
    value = mention.moment or mention.value
    assert value is not None
    assert value.isoformat() == expected
    assert mention.span.of(f"Diterbitkan {written} oleh redaksi").strip("()") == written.strip("()")


def test_time_without_a_zone_is_left_out() -> None:
    (mention,) = find_dates("Selasa, 15 Feb 2022 16:11")
    assert mention.moment is None
    assert mention.value == date(2022, 2, 15)


def test_wrong_weekday_gives_no_day() -> None:
    (mention,) = find_dates("Rabu (15/2/2022)")
    assert mention.value is None


def test_impossible_day_gives_no_day() -> None:
    assert [mention.value for mention in find_dates("31 Februari 2022")] == [None]


@pytest.mark.parametrize("text", ["skor 6-4, 6-0", "3/4 dari 1.500 orang", "pasal 15 ayat 2", "(20/2)", "pukul 10.30"])
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_partial_date_needs_its_weekday() -> None:
    (mention,) = find_dates("pada Minggu (20/2) saat")
    assert mention.year is None
    assert mention.in_year(2022) == date(2022, 2, 20)
    assert mention.in_year(2021) is None
