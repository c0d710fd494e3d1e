"""What a watch is told of: sentences that are new, and hold every word that it looks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.reindex import reindex
from retrieval.watching.arrivals import Arrivals
from retrieval.watching.watched import Watched
from tests.reindex.sources import record, write_records

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
FLOODED = "Warga yang kebanjiran mengungsi ke balai desa Sukamaju."
MARKET = "Pasar Kembang di Sukamaju ramai menjelang hari raya."


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def watched(words: str, analyzer: Analyzer) -> Watched:
    found = Watched.read(words, analyzer)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "sentence", "matches"),
    [
        ("banjir sukamaju", FLOOD, True),
        ("banjir sukamaju", FLOODED, True),
        ("Banjir Sukamaju", FLOODED, True),
        ("banjir yang di Sukamaju", FLOOD, True),
        ("banjir sukamaju", MARKET, False),
        ("banjir bandang", FLOOD, False),
        ('"empat desa"', FLOOD, True),
        ('"desa empat"', FLOOD, False),
        ('"pasar kembang" sukamaju', MARKET, True),
        ("pasar kembang", "Kembang di pasar itu layu.", True),
        ("150.000", "Harganya Rp150000 sekilo.", True),
        ("Satu", "Tim Bersatu menang telak.", False),
        ("satu", "Satu tim menang telak.", True),
    ],
)
def test_all_content_words_in_any_form(words: str, sentence: str, *, matches: bool, analyzer: Analyzer) -> None:
    assert watched(words, analyzer).matches(sentence) is matches


@pytest.mark.parametrize("words", ["", "yang di dan", "… ! ?", '"yang itu"'])
def test_what_says_nothing_is_no_watch(words: str, analyzer: Analyzer) -> None:
    assert Watched.read(words, analyzer) is None


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60) | st.text("Aab \"“”.'-2,’", max_size=30))
def test_a_sentence_has_what_it_asks_for_itself(text: str, analyzer: Analyzer) -> None:
    found = Watched.read(text, analyzer)
    assert found is None or found.matches(text)


class Newsroom:
    """An archive that is read again and again."""

    def __init__(self, archive: Archive, file: Path, analyzer: Analyzer) -> None:
        self.archive, self.file, self.analyzer = archive, file, analyzer

    async def publish(self, *bodies: str, **fields: object) -> int:
        records = [record(number, body=text, **fields) for number, text in enumerate(bodies)]
        write_records(self.file, *records)
        await reindex(self.archive, [self.file], analyzer=self.analyzer)
        return await self.archive.current_version() or 0

    async def told(self, since: int, until: int, *words: str) -> Sequence[Sequence[str]]:
        watches = [watched(one, self.analyzer) for one in words]
        found = await Arrivals(self.archive).matching(watches, since, until)
        return [[arrival.text for arrival in arrivals] for arrivals in found]


async def test_only_what_is_new_and_only_once(archive_url: str, tmp_path: Path, analyzer: Analyzer) -> None:
    async with await Archive.open(archive_url) as archive:
        room = Newsroom(archive, tmp_path / "a.jsonl", analyzer)
        first = await room.publish(FLOOD, MARKET)
        assert await room.told(0, first, "banjir", "pasar", "gempa") == [[FLOOD], [MARKET], []]
        second = await room.publish(FLOOD, MARKET, f"{FLOODED} Bantuan datang.")
        assert await room.told(first, second, "banjir", "pasar") == [[FLOODED], []]
        third = await room.publish(f"{FLOOD} Sawah ikut kebanjiran.", MARKET, f"{FLOODED} Bantuan datang.")
        assert await room.told(second, third, "banjir", "pasar") == [["Sawah ikut kebanjiran."], []]
        assert await room.told(third, third, "banjir") == [[]]
        assert await room.told(first, third, "banjir") == [[FLOODED, "Sawah ikut kebanjiran."]]


async def test_what_went_meanwhile_is_not_told(archive_url: str, tmp_path: Path, analyzer: Analyzer) -> None:
    async with await Archive.open(archive_url) as archive:
        room = Newsroom(archive, tmp_path / "a.jsonl", analyzer)
        first = await room.publish(MARKET)
        await room.publish(MARKET, FLOOD)
        third = await room.publish(MARKET)
        assert await room.told(first, third, "banjir") == [[]]


async def test_an_article_in_another_file_is_not_new(sqlite_url: str, tmp_path: Path, analyzer: Analyzer) -> None:
    async with await Archive.open(sqlite_url) as archive:
        room = Newsroom(archive, tmp_path / "a.jsonl", analyzer)
        first = await room.publish(FLOOD)
        room.file.rename(tmp_path / "b.jsonl")
        await reindex(archive, [tmp_path], analyzer=analyzer)
        second = await archive.current_version() or 0
        assert second > first
        assert await room.told(first, second, "banjir") == [[]]


async def test_the_newest_article_comes_first(sqlite_url: str, tmp_path: Path, analyzer: Analyzer) -> None:
    days = ("2023-05-02", "2023-05-20", None, "2023-05-10")
    bodies = [f"Banjir ke-{number} surut." for number in range(len(days))]
    records = [record(number, body=text, published=days[number]) for number, text in enumerate(bodies)]
    async with await Archive.open(sqlite_url) as archive:
        room = Newsroom(archive, write_records(tmp_path / "a.jsonl", *records), analyzer)
        await reindex(archive, [room.file], analyzer=analyzer)
        assert await room.told(0, 1, "banjir") == [[bodies[1], bodies[3], bodies[0], bodies[2]]]
