"""What an archive reports on a topic, by day."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answering.calendar import DayRange
from retrieval.answering.filters import Scope
from retrieval.article import DateBasis
from retrieval.chronology.chronicler import Chronicler
from retrieval.chronology.chronology import Chronology
from tests.answering.archives import TODAY, Page, SmallArchive, thinking

FLOOD = "Banjir merendam ratusan rumah di Tirta Asih sejak Senin malam."
COPY = "Banjir merendam ratusan rumah di Tirta Asih sejak Senin malam lalu."
SMALL = SmallArchive(
    (
        Page("Wali Kota meninjau banjir di Tirta Asih. Warga mengungsi ke sekolah.", "Warta Contoh", date(2024, 5, 7)),
        Page(FLOOD, "Kabar Uji", date(2024, 5, 6)),
        Page(COPY, "Pos Lain", date(2024, 5, 7)),
        Page("Pasar apung Banyu Asri dibuka kembali.", "Kabar Uji", date(2024, 5, 1)),
        Page("Banjir juga melanda Lereng Wilis.", "Kabar Uji", date(2024, 5, 2)),
        Page("Tirta Asih bersiap menghadapi banjir tahunan.", "Harian Tiga"),
        Page(FLOOD, "Kabar Ulang", date(2024, 6, 20)),
    )
)
EMPTY = SmallArchive(())


def chronology(topic: str, archive: SmallArchive = SMALL, limit: int = 2, scope: Scope | None = None) -> Chronology:
    asked = Chronicler(thinking()[1]).chronology(
        archive.snapshot, archive, topic, limit=limit, scope=scope or Scope(), today=TODAY
    )
    return asyncio.run(asked)


def days(found: Chronology) -> list[date | None]:
    return [day.day for day in found.days]


def test_days_in_order_the_undated_apart() -> None:
    found = chronology("banjir Tirta Asih")
    assert days(found) == [date(2024, 5, 6), date(2024, 5, 7), date(2024, 6, 20)]
    assert found.undated is not None
    assert [one.text for one in found.undated.reports] == [SMALL.pages[5].body]
    assert len(found.articles) == 5
    assert found.bases == {DateBasis.STATED: 4, DateBasis.UNKNOWN: 1}


def test_what_is_only_on_a_part_of_the_topic_stays_out() -> None:
    assert SMALL.pages[4].body not in {one.text for day in chronology("banjir Tirta Asih").parts for one in day.reports}
    assert date(2024, 5, 2) in days(chronology("banjir"))


def test_a_copy_is_named_beside_the_first_unless_it_is_news_once_more() -> None:
    first, second, later = chronology("banjir Tirta Asih").days
    assert [(one.text, [echo.article.outlet for echo in one.also]) for one in first.reports] == [(FLOOD, ["Pos Lain"])]
    assert [one.article.outlet for one in second.reports] == ["Warta Contoh"]
    assert len(second.articles) == 2
    assert [one.article.outlet for one in later.reports] == ["Kabar Ulang"]


def test_what_points_back_comes_last_and_with_what_it_points_to() -> None:
    opening, leaning = "Camat menutup jalan raya.", "Hal itu dilakukan karena banjir Sungai Kelam."
    alone = "Banjir Sungai Kelam surut pada sore hari."
    pages = (Page(f"{opening} {leaning}", "Kabar Uji", date(2024, 5, 6)), Page(alone, "Pos Lain", date(2024, 5, 6)))
    (both,) = chronology("banjir Sungai Kelam", SmallArchive(pages)).days
    assert [(one.text, one.context) for one in both.reports] == [(alone, None), (leaning, opening)]
    (single,) = chronology("banjir Sungai Kelam", SmallArchive(pages), limit=1).days
    assert [one.text for one in single.reports] == [alone]


def test_every_report_is_a_part_of_its_article() -> None:
    for limit in (1, 2, 5):
        for day in chronology("banjir", limit=limit).parts:
            assert len(day.reports) <= limit
            for one in day.reports:
                assert one.span.of(SMALL.pages[one.article.id].body) == one.text


def test_the_topic_may_name_outlets_and_days() -> None:
    assert days(chronology('banjir sumber:"Kabar Uji"')) == [date(2024, 5, 2), date(2024, 5, 6)]
    assert days(chronology("banjir sejak 6 Mei 2024")) == [date(2024, 5, 6), date(2024, 5, 7), date(2024, 6, 20)]


def test_a_chat_s_part_of_the_archive_is_kept_to() -> None:
    until_may = Scope(days=DayRange(until=date(2024, 5, 6)))
    found = chronology("banjir", scope=until_may)
    assert days(found) == [date(2024, 5, 2), date(2024, 5, 6)]
    assert found.undated is None


@pytest.mark.parametrize("topic", ["", "dan", "???"])
def test_a_topic_that_names_nothing_is_not_understood(topic: str) -> None:
    found = chronology(topic)
    assert not found.understood
    assert not found


def test_what_the_archive_does_not_have_is_said() -> None:
    found = chronology("kunjungan Wagimin Sastro")
    assert found.understood
    assert not found
    assert "Wagimin" in found.missing
    assert chronology('sumber:"Radio Sunyi" banjir').unknown_outlets == ("Radio Sunyi",)


def test_an_empty_archive_reports_nothing() -> None:
    assert not chronology("banjir", EMPTY)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_people_type_breaks_it(topic: str) -> None:
    found = chronology(topic)
    assert len(found.articles) <= len(SMALL.pages)
