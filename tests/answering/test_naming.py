"""Names in which sentences differ that otherwise read alike."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.answer import Answer, NoteKind
from retrieval.answering.naming import Naming
from retrieval.language.background import Background
from tests.answering.archives import Page, SmallArchive

NAMING = Naming(Background.load(), [("Kyiv", "Kiev"), ("Inggris", "Britania Raya")])
SENTENCE = "Peresmian pasar terapung di Banyu Asri dipimpin oleh {} pada Senin pagi."
QUESTION = "Siapa yang memimpin peresmian pasar terapung di Banyu Asri?"


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("Rapat itu dipimpin Ratna Dewi.", "Rapat itu dipimpin Bambang Sutrisno.", ("Ratna Dewi", "Bambang Sutrisno")),
        ("Mereka bertemu di Kyiv.", "Mereka bertemu di Kiev.", None),
        ("Utusan Inggris tiba.", "Utusan Britania Raya tiba.", None),
        ("Tentara ditarik dari Belarus.", "Tentara ditarik dari Belarusia.", None),
        ("Kemarin Presiden Putin berangkat.", "Kemarin Vladimir Putin berangkat.", None),
        ("Mereka bertemu di Paris.", "Mereka bertemu di kota itu.", None),
        ("", "Mereka bertemu di Paris.", None),
    ],
)
def test_names_in_the_same_place(one: str, other: str, names: tuple[str, str] | None) -> None:
    assert NAMING.differing(one, other) == names
    assert NAMING.differing(other, one) == (names and names[::-1])


def asked(second: str, day: date) -> Answer:
    pages = (
        Page(SENTENCE.format("Ratna Dewi"), "Kabar Uji", date(2024, 5, 6)),
        Page(SENTENCE.format(second), "Warta Contoh", day),
    )
    return SmallArchive(pages).ask(QUESTION)


def test_sources_that_name_different_people_stand_side_by_side_under_a_remark() -> None:
    answer = asked("Bambang Sutrisno", date(2024, 5, 7))
    assert {quote.article.outlet for quote in answer.quotes} == {"Kabar Uji", "Warta Contoh"}
    (note,) = answer.notes
    assert note.kind is NoteKind.SOURCES_DISAGREE
    assert set(note.values) == {"Ratna Dewi", "Bambang Sutrisno"}


def test_reports_of_different_weeks_do_not_disagree() -> None:
    answer = asked("Bambang Sutrisno", date(2024, 6, 7))
    assert len(answer.quotes) == 2
    assert not answer.notes


def test_the_same_name_is_one_quote() -> None:
    (quote,) = asked("Ratna Dewi", date(2024, 5, 7)).quotes
    assert [echo.article.outlet for echo in quote.also] == ["Warta Contoh"]
