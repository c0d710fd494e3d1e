"""Like questions that were not answered, counted together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.gaps.grouping import Unanswered, grouped
from retrieval.service import Kutip

START = datetime(2024, 5, 6, tzinfo=UTC)


def asked(*questions: str) -> list[Unanswered]:
    return [Unanswered(question, START + timedelta(hours=hour)) for hour, question in enumerate(questions)]


def test_like_questions_are_one_gap_the_most_asked_first() -> None:
    gaps = grouped(
        asked("harga beras naik", "kapan pemilu daerah", "naik harga beras", "pemilu daerah kapan", "beras naik harga"),
        str.split,
    )
    assert [(gap.asked, gap.last.hour) for gap in gaps] == [(3, 4), (2, 3)]
    assert gaps[0].questions == ("beras naik harga", "naik harga beras", "harga beras naik")


def test_of_equally_many_the_latest_comes_first() -> None:
    assert [gap.questions for gap in grouped(asked("satu", "dua"), str.split)] == [("dua",), ("satu",)]


@given(st.lists(st.text(max_size=20), max_size=20))
def test_every_question_is_counted_once(questions: list[str]) -> None:
    gaps = grouped(asked(*questions), str.split)
    assert sum(gap.asked for gap in gaps) == len(questions)


async def test_only_lately_refused_questions_are_gaps(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "satu.jsonl").write_text(
        '{"id": "1", "outlet": "Kabar Uji", "body": "Gubernur Ratna Dewi meresmikan jembatan gantung Sukamaju."}'
    )
    now = START
    async with await Kutip.open(sqlite_url, clock=lambda: now) as kutip:
        await kutip.reindex([tmp_path / "satu.jsonl"])
        await kutip.ask("Berapa harga cabai di Pasar Kembang?")
        now = START + timedelta(days=5)
        await kutip.ask("Siapa yang meresmikan jembatan gantung Sukamaju?")
        await kutip.ask("Siapa pelatih timnas voli?")
        assert [gap.questions for gap in await kutip.gaps(timedelta(days=3))] == [("Siapa pelatih timnas voli?",)]
        assert len(await kutip.gaps(timedelta(days=7))) == 2
