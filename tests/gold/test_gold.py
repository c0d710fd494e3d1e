"""How well the five pages are answered must not fall."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from retrieval.reading.dump import read_dump
from retrieval.service import Kutip
from tests.gold.asking import Judged, ask_all, share

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    async def run() -> list[Judged]:
        async with await Kutip.open(f"sqlite:///{tmp_path_factory.mktemp('emas') / 'arsip.db'}") as kutip:
            await kutip.reindex([SEEDS])
            return await ask_all(kutip)

    return asyncio.run(run())


def misses(judged: list[Judged], kept: list[bool]) -> str:
    return "\n".join(str(one) for one, right in zip(judged, kept, strict=True) if not right)


def test_most_questions_are_answered_or_refused_rightly(judged: list[Judged]) -> None:
    well = [one.well for one in judged]
    assert share(well) >= 0.93, misses(judged, well)


def test_the_first_quote_is_right(judged: list[Judged]) -> None:
    asked = [one for one in judged if one.answerable]
    first = [one.first for one in asked]
    assert share(first) >= 0.92, misses(asked, first)


def test_what_the_pages_do_not_say_is_refused(judged: list[Judged]) -> None:
    asked = [one for one in judged if not one.answerable]
    refused = [one.well for one in asked]
    assert share(refused) >= 0.85, misses(asked, refused)


def test_few_answers_are_kept_back(judged: list[Judged]) -> None:
    asked = [one for one in judged if one.answerable]
    given = [bool(one.answer.quotes) for one in asked]
    assert share(given) >= 0.95, misses(asked, given)


def test_every_quote_is_a_sentence_of_its_article(judged: list[Judged]) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.iterdir()}
    articles = {name: read_dump(text) for name, text in pages.items()}
    for one in judged:
        for quote in one.answer.quotes:
            article = articles[Path(str(quote.article.file)).name]
            assert quote.span in article.sentences
            assert quote.span.of(article.text) == quote.text
