"""The five pages that the project starts from, sentence by sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.reading.decoding import decode
from retrieval.reading.dump import read_dump

SEEDS = Path(__file__).parents[2] / "seeds"
EXPECTED = json.loads(Path(__file__).with_name("seeds.json").read_text(encoding="utf-8"))
READ_ON = date(2026, 2, 2)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda page: page["outlet"])
def test_seed_page(expected: dict[str, object]) -> None:
    text = decode((SEEDS / str(expected["file"])).read_bytes())
    article = read_dump(text, READ_ON)
    assert article.text == text
    assert article.outlet == expected["outlet"]
    assert article.title == expected["title"]
    assert article.published.isoformat() == expected["published"]
    assert article.published.basis == expected["basis"]
    assert article.published.evidence == expected["evidence"]
    assert article.editor == expected["editor"]
    assert list(article.wires) == expected["wires"]
    assert [[span.start, span.end, span.of(text)] for span in article.sentences] == expected["sentences"]


def test_every_seed_page_is_expected() -> None:
    assert {page["file"] for page in EXPECTED} == {path.name for path in SEEDS.glob("*.txt")}
