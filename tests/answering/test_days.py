"""Days in plain words say when something was reported, or else when it happened."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.answer import AnswerKind
from tests.answering.archives import Page, SmallArchive

PROBE = "Wahana antariksa Rosetta mencapai komet Churyumov pada November 2014. Misi itu berlangsung sepuluh tahun."
COFFEE = "Petani kopi di Lereng Wilis memanen 40 ton biji kopi. Harga kopi naik dua kali lipat."
ARCHIVE = SmallArchive((Page(PROBE, "Kabar Uji"), Page(COFFEE, "Pos Contoh", date(2024, 4, 3))))


def test_an_event_of_that_month_is_found_in_an_article_of_another() -> None:
    quotes = ARCHIVE.ask("Komet apa yang dicapai wahana antariksa Rosetta pada November 2014?").quotes
    assert quotes[0].text.startswith("Wahana antariksa Rosetta")


@pytest.mark.parametrize(
    "question",
    [
        "Komet apa yang dicapai wahana antariksa Rosetta pada Maret 2015?",
        "Berapa ton biji kopi yang dipanen? sampai: 31/12/2023",
    ],
)
def test_neither_reported_nor_told_of_that_time_is_refused(question: str) -> None:
    assert ARCHIVE.ask(question).kind is AnswerKind.REFUSAL


def test_a_month_of_reporting_limits_what_answers() -> None:
    quotes = ARCHIVE.ask("Berapa ton biji kopi yang dipanen di bulan April?").quotes
    assert [quote.article.outlet for quote in quotes] == ["Pos Contoh"] * len(quotes)
    assert quotes
