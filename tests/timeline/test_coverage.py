"""Articles counted by outlet and time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.timeline.coverage import MOST_BARS, MOST_SERIES, Coverage, Step, cover
from retrieval.article import UNDATED, ArticleRef, DateBasis, Published


def article(day: date | None, outlet: str | None = "Kabar Uji") -> ArticleRef:
    published = UNDATED if day is None else Published(day, DateBasis.STATED)
    return ArticleRef(1, 1, None, outlet, None, None, published)


def covered(*days: date | None) -> Coverage:
    return cover([article(day) for day in days])


@pytest.mark.parametrize(
    ("last", "step", "starts"),
    [
        (date(2022, 2, 20), Step.DAY, (date(2022, 2, 20),)),
        (date(2022, 2, 22), Step.DAY, (date(2022, 2, 20), date(2022, 2, 21), date(2022, 2, 22))),
        (date(2022, 5, 30), Step.WEEK, tuple(date(2022, 2, 14) + timedelta(weeks=n) for n in range(16))),
        (date(2024, 1, 1), Step.MONTH, tuple(date(2022 + n // 12, n % 12 + 1, 1) for n in range(1, 25))),
        (date(2029, 1, 1), Step.YEAR, tuple(date(year, 1, 1) for year in range(2022, 2030))),
    ],
)
def test_bars_stand_for_what_fits(last: date, step: Step, starts: tuple[date, ...]) -> None:
    found = covered(last, date(2022, 2, 20))
    assert (found.step, found.starts) == (step, starts)


def test_each_article_stands_in_its_bar_and_the_undated_apart() -> None:
    found = covered(date(2022, 2, 20), date(2022, 2, 22), None, date(2022, 2, 22))
    assert [(one.counts, one.undated) for one in found.series] == [((1, 0, 2), 1)]
    assert (found.articles, found.undated, found.outlets) == (4, 1, 1)


def test_the_day_is_that_of_the_zone_in_which_it_was_stated() -> None:
    late = datetime(2022, 2, 20, 23, 30, tzinfo=UTC)
    assert covered(late).starts == (date(2022, 2, 20),)


def test_small_outlets_share_the_last_series() -> None:
    day = date(2022, 2, 20)
    names = [f"Media {number}" for number in range(10)]
    found = cover([article(day, name) for place, name in enumerate(names) for _ in range(20 - place)])
    assert [one.outlet for one in found.series] == [*names[: MOST_SERIES - 1], None]
    assert [one.folded for one in found.series] == [0] * (MOST_SERIES - 1) + [4]
    assert found.series[-1].total == sum(20 - place for place in range(6, 10))
    assert found.outlets == 10


def test_an_unknown_outlet_is_one_of_its_own() -> None:
    found = cover([article(None, None), article(None, "Kabar Uji"), article(None, None)])
    assert [(one.outlet, one.folded, one.undated) for one in found.series] == [(None, 0, 2), ("Kabar Uji", 0, 1)]
    assert found.starts == ()


@settings(max_examples=100)
@given(st.lists(st.tuples(st.none() | st.dates(), st.none() | st.sampled_from("abcdefghij")), min_size=1, max_size=30))
def test_every_article_is_counted_once(given_articles: list[tuple[date | None, str | None]]) -> None:
    found = cover([article(day, outlet) for day, outlet in given_articles])
    assert found.articles == len(given_articles)
    assert found.undated == sum(day is None for day, _ in given_articles)
    assert len(found.starts) <= MOST_BARS
    assert len(found.series) <= MOST_SERIES
    assert list(found.starts) == sorted(set(found.starts))
