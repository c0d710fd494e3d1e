"""The part of the archive that may answer."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from retrieval.answering.answer import Answer, NoteKind
from retrieval.answering.calendar import DayRange
from retrieval.answering.filters import Scope
from tests.answering.archives import TODAY, Page, SmallArchive, thinking

SMALL = SmallArchive(
    (
        Page("Wali Kota Banyu Asri membuka pasar apung.", "Kabar Uji", date(2024, 5, 6)),
        Page("Gubernur Ratna Dewi membuka pasar apung bersama pedagang lama.", "Warta Contoh", date(2024, 3, 1)),
        Page("Camat Lereng Wilis membuka pasar apung setelah dua tahun tutup.", "Pos Lain"),
    )
)


def asked(words: str, scope: Scope) -> Answer:
    return asyncio.run(thinking()[1].answer(SMALL.snapshot, SMALL, words, scope=scope, today=TODAY))


@pytest.mark.parametrize(
    ("scope", "outlets"),
    [
        (Scope(), {"Kabar Uji", "Warta Contoh", "Pos Lain"}),
        (Scope(frozenset({"Warta Contoh", "Pos Lain"})), {"Warta Contoh", "Pos Lain"}),
        (Scope(days=DayRange(since=date(2024, 4, 1))), {"Kabar Uji"}),
        (Scope(days=DayRange(until=date(2024, 4, 1))), {"Warta Contoh"}),
    ],
)
def test_only_what_is_inside_answers(scope: Scope, outlets: set[str]) -> None:
    answer = asked("Siapa yang membuka pasar apung?", scope)
    assert {source.outlet for quote in answer.quotes for source in quote.sources} == outlets


def test_a_question_narrows_it_further_and_a_refusal_names_it() -> None:
    scope = Scope(frozenset({"Warta Contoh"}))
    answer = asked("Siapa yang membuka pasar apung menurut Kabar Uji?", scope)
    assert not answer.quotes
    assert not answer.nearest
    assert NoteKind.SCOPED in [note.kind for note in answer.notes]


def test_no_other_outlet_is_named_as_nearest() -> None:
    answer = asked("Siapa yang membuka stadion Tirta Gangga?", Scope(frozenset({"Warta Contoh"})))
    assert {near.article.outlet for near in answer.nearest} <= {"Warta Contoh"}
