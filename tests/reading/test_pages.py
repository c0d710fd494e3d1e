"""Whole pages in the layouts of many outlets, with the truth beside each."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from retrieval.reading.decoding import decode
from retrieval.reading.dump import examine_dump, read_dump

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    text = decode(path.read_bytes())
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    article = read_dump(text, date.fromisoformat(truth["read_on"]))
    assert {
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat(),
        "basis": article.published.basis,
        "editor": article.editor,
        "wires": list(article.wires),
        "sentences": [span.of(text) for span in article.sentences],
    } == {key: truth[key] for key in ("outlet", "title", "published", "basis", "editor", "wires", "sentences")}
    assert article.published.evidence is None or article.published.evidence in text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_examination_accounts_for_every_block(path: Path) -> None:
    text = decode(path.read_bytes())
    examination = examine_dump(text, date(2024, 6, 30))
    spans = [verdict.span for verdict in examination.verdicts]
    assert all(upper.end <= lower.start for upper, lower in pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.replace("\ufeff", "").split())
    assert all(verdict.reason for verdict in examination.verdicts)
    kept = [piece for verdict in examination.verdicts for piece in verdict.pieces]
    assert all(any(p.start <= s.start and s.end <= p.end for p in kept) for s in examination.article.sentences)
