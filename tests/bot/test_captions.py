"""Dates and sources in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.captions import caption, published
from bot.texts import load_texts
from retrieval.answering.answer import ArticleRef
from retrieval.article import UNDATED, DateBasis, Published

ID, EN = load_texts("id"), load_texts("en")
DAY = date(2023, 8, 7)


def at(hours: float) -> datetime:
    return datetime(2023, 8, 7, 9, 5, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Published(DAY, DateBasis.STATED, "7 Agustus 2023"), "7 Agustus 2023"),
        (Published(DAY, DateBasis.TEXT, "(7/8/2023)"), "7 Agustus 2023 (tanggal dalam teks)"),
        (Published(DAY, DateBasis.INFERRED, "Senin\n (7/8)"), '7 Agustus 2023 (disimpulkan dari "Senin (7/8)")'),
        (Published(DAY, DateBasis.INFERRED), "7 Agustus 2023 (disimpulkan)"),
        (UNDATED, "tanggal tidak tercantum"),
        (Published(None, DateBasis.STATED, "7/8"), "tanggal tidak tercantum"),
        (Published(at(7), DateBasis.STATED), "7 Agustus 2023, 09.05 WIB"),
        (Published(at(8), DateBasis.STATED), "7 Agustus 2023, 09.05 WITA"),
        (Published(at(9), DateBasis.TEXT), "7 Agustus 2023, 09.05 WIT (tanggal dalam teks)"),
        (Published(at(5.5), DateBasis.STATED), "7 Agustus 2023, 09.05 UTC+05.30"),
        (Published(at(-3), DateBasis.STATED), "7 Agustus 2023, 09.05 UTC-03.00"),
        (Published(datetime(2023, 8, 7, 9, 5, tzinfo=UTC), DateBasis.STATED), "7 Agustus 2023, 09.05 UTC"),
        (Published(datetime(2023, 8, 7, 9, 5), DateBasis.STATED), "7 Agustus 2023, 09.05"),
    ],
)
def test_a_date_says_how_it_is_known(when: Published, words: str) -> None:
    assert published(when, ID) == words


def test_in_english() -> None:
    assert published(Published(at(7), DateBasis.INFERRED, "Senin"), EN) == (
        '7 August 2023, 09:05 WIB (inferred from "Senin")'
    )


def test_long_evidence_is_shortened() -> None:
    words = published(Published(DAY, DateBasis.INFERRED, "pada hari Senin " * 30), ID)
    assert len(words) < 120
    assert '…")' in words


def test_braces_in_evidence_are_only_text() -> None:
    assert "{date}" in published(Published(DAY, DateBasis.INFERRED, "{date} {x}"), ID)


def test_the_outlet_may_be_unknown() -> None:
    article = ArticleRef(1, 1, None, None, None, None, UNDATED)
    assert caption(article, ID) == "media tidak tercantum · tanggal tidak tercantum"
