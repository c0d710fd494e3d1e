"""A chronology as pages of one message each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markup import plain, units
from bot.telegram.chronicle.pages import paged
from bot.texts import load_texts
from retrieval.answering.answer import Quote
from retrieval.article import ArticleRef, DateBasis, Published, Span
from retrieval.chronology.chronology import Chronology, Day

TEXTS = load_texts("id")
FIRST = date(2022, 5, 1)
# Bot API, sendMessage: text of 1-4096 characters after entities parsing.
LIMIT = 4096


def chronology(*days: list[str], topic: str = "banjir") -> Chronology:
    made = []
    for number, sentences in enumerate(days):
        day = FIRST + timedelta(days=number)
        article = ArticleRef(number, number, None, "Kabar Uji", None, None, Published(day, DateBasis.STATED))
        quotes = tuple(Quote(text, article, Span(0, len(text)), 1.0) for text in sentences)
        made.append(Day(day, (article,), quotes))
    return Chronology(topic, 1, tuple(made))


def pages(found: Chronology) -> list[str]:
    return [plain(paged(found, number, TEXTS).html) for number in range(paged(found, 0, TEXTS).pages)]


def test_a_day_that_goes_on_has_its_heading_on_the_next_page() -> None:
    found = chronology([f"Kalimat {number} tentang banjir. " * 30 for number in range(4)])
    assert len(pages(found)) == 2
    assert all("\n\n1 Mei 2022\n" in page for page in pages(found))


def test_the_quotes_of_a_page_are_those_on_it() -> None:
    found = chronology(*[[f"Kalimat {number} tentang banjir. " * 30] for number in range(5)])
    given_quotes = [paged(found, number, TEXTS).quotes for number in range(len(pages(found)))]
    texts = [report.text for day in found.days for report in day.reports]
    assert len(given_quotes) > 1
    assert [quote.text for quotes in given_quotes for quote in quotes] == texts
    for quotes, page in zip(given_quotes, pages(found), strict=True):
        assert {text for text in texts if text in page} == {quote.text for quote in quotes}


def test_a_page_beyond_the_last_is_the_last() -> None:
    found = chronology(["Banjir surut."])
    assert paged(found, 7, TEXTS) == paged(found, 0, TEXTS)


@pytest.mark.parametrize("letter", ["a", "😀", "<", "&"])
def test_a_sentence_longer_than_a_message_and_a_topic_as_long(letter: str) -> None:
    found = chronology(["Banjir surut."], [letter * 9000], topic=letter * 4000)
    assert all(units(page) <= LIMIT for page in pages(found))
    assert "".join(pages(found)).count(letter) >= 9000


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1, max_size=2000), min_size=1, max_size=4), min_size=1, max_size=6))
def test_every_page_is_a_message(days: list[list[str]]) -> None:
    assert all(0 < units(page) <= LIMIT for page in pages(chronology(*days)))
