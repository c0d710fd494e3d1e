"""``kutip inspect``: what is kept and dropped of a page."""

from __future__ import annotations

import json
import typing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.article import Article, Span
from retrieval.reading.inspection import parts

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = sorted((Path(__file__).parents[2] / "seeds").iterdir())


@given(st.text(alphabet="ab \n\r", max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_parts_are_in_order_and_leave_out_blanks_only(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    sentences = [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    found = parts(Article(text, tuple(sentences)))
    assert [part.span for part in found if part.kept] == sentences
    at = 0
    for part in found:
        assert part.span.start >= at
        assert not text[at : part.span.start].strip()
        at = part.span.end
    assert not text[at:].strip()


def test_a_page_is_shown_as_a_reindex_would_read_it(kutip: Command) -> None:
    for page in SEEDS:
        record = json.loads(kutip("inspect", str(page), "--json").stdout)
        text = page.read_bytes().decode()
        assert all(part["text"] == text[part["start"] : part["end"]] for part in record["parts"])
        assert any(part["kept"] for part in record["parts"])
        assert {part["reason"] for part in record["parts"] if not part["kept"]} != {"outside"}


def test_an_article_of_the_archive_is_shown_by_its_number(indexed: Command) -> None:
    by_file = {}
    for number in range(1, 6):
        record = json.loads(indexed("inspect", str(number), "--json").stdout)
        by_file[record["source"]] = [part["text"] for part in record["parts"] if part["kept"]]
    for page in SEEDS:
        own = json.loads(indexed("inspect", str(page), "--json").stdout)
        assert [part["text"] for part in own["parts"] if part["kept"]] == by_file[page.name]


def test_words_for_people(kutip: Command) -> None:
    shown = kutip("inspect", str(SEEDS[0])).stdout
    assert "sentences;" in shown
    assert "evidence" in shown
    assert "- related" in shown or "- caption" in shown or "- title" in shown


def test_what_cannot_be_read_is_told(kutip: Command, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_text("")
    for name in (tmp_path / "kosong.txt", tmp_path / "tiada.txt", "999999"):
        done = kutip("inspect", str(name))
        assert done.returncode == 4
        assert str(name).rsplit("/", 1)[-1] in done.stderr
