"""Vectors are kept once for every revision, and come back as they were but for rounding."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.semantic.store import VectorStore
from retrieval.service import Kutip
from tests.semantic.words import WordEmbedder

BODIES = ["Hujan deras turun di Bogor sejak pagi. Harga kopi naik.", "Warga minum kopi di pasar lama kota itu."]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url"))


def written(folder: Path, bodies: list[str]) -> Path:
    path = folder / "artikel.jsonl"
    path.write_text("".join(json.dumps({"id": str(at), "body": body}) + "\n" for at, body in enumerate(bodies)))
    return path


async def test_what_is_missing_is_filled_once(url: str, tmp_path: Path) -> None:
    embedder = WordEmbedder()
    async with await Kutip.open(url, embedder=embedder) as kutip:
        await kutip.reindex([written(tmp_path, BODIES)])
        assert embedder.embedded == 3
        await kutip.reindex([written(tmp_path, [BODIES[0], BODIES[1] + " Banjir surut."])])
        assert embedder.embedded == 5
        store = VectorStore(kutip.archive, embedder.name)
        assert await store.missing() == []
        for article in await kutip.articles():
            (vectors,) = (await store.read([article.ref.revision])).values()
            expected = embedder.passages([span.of(article.text) for span in article.sentences])
            assert np.abs(vectors - expected).max() < 0.02


async def test_a_filling_that_was_stopped_goes_on(url: str, tmp_path: Path) -> None:
    async with await Kutip.open(url) as kutip:
        await kutip.reindex([written(tmp_path, BODIES)])
        store, embedder = VectorStore(kutip.archive, "words"), WordEmbedder()
        assert await store.fill(embedder, cancelled=lambda: True) == 0
        assert len(await store.missing()) == len(BODIES)
        assert await store.fill(embedder) == len(BODIES)
        assert await store.fill(embedder) == 0
        assert await VectorStore(kutip.archive, "another").missing() != []
