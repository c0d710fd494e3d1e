"""What holds for any text whatever."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.article import Span
from retrieval.errors import EmptySource
from retrieval.reading.dump import examine_dump
from retrieval.reading.paragraphs import is_blank, lines
from retrieval.reading.record import read_record
from retrieval.reading.sentences import split_sentences

READ_ON = date(2024, 6, 30)
# Fragments of pages, so that the walk through them is exercised, not only its first refusal.
FRAGMENTS = [
    "Warga menanam bakau di tepi teluk itu.",
    "JAKARTA, KABAR.com - Warga menanam bakau di tepi teluk.",
    '"Kami gembira. Sungguh," kata Sutarno, Senin (13/3/2023).',
    "Baca juga: Bakau Ditanam Lagi",
    "Editor: Sutarno",
    "Terpopuler",
    "1. Bibit Murah untuk Warga",
    "15 Februari 2022, 16:11 WIB",
    "***",
    "(abc/def)",
    "Dr. H. Said, M.Si. hadir",
    "“Belum",
    "\ufeff",
    " ",
    "\n",
    "\r\n",
    "\u2028",
    ".",
    '"',
    "Bakau Teluk Desa Kami",
]
pages = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=30).map("".join)
texts = st.text(max_size=300) | pages | pages.map(lambda page: page.replace(".", ".\n"))


def assert_sound(text: str, spans: tuple[Span, ...]) -> None:
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not is_blank(text[span.start])
        assert not is_blank(text[span.end - 1])
    assert all(upper.end <= lower.start for upper, lower in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_sentences_are_exact_ordered_and_disjoint(text: str) -> None:
    spans = tuple(split_sentences(text))
    assert_sound(text, spans)
    assert all(any(char.isalnum() for char in span.of(text)) for span in spans)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_short_texts_never_cross_a_line(text: str) -> None:
    # Hard wrapping needs lines of forty characters and more; below that every line end is an end.
    found = lines(text)
    if all(line.end - line.start < 40 for line in found):
        for span in split_sentences(text):
            assert any(line.start <= span.start and span.end <= line.end for line in found)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_page_is_read(text: str) -> None:
    examination = examine_dump(text, READ_ON)
    assert_sound(text, examination.article.sentences)
    assert examination.article.text == text
    assert all(verdict.span.start < verdict.span.end for verdict in examination.verdicts)
    evidence = examination.article.published.evidence
    assert evidence is None or evidence in text
    assert examination.article.title is None or examination.article.title in text


@settings(max_examples=100, deadline=None)
@given(texts)
def test_any_body_is_read(text: str) -> None:
    try:
        article = read_record({"body": text}, READ_ON)
    except EmptySource:
        return
    assert article.text == text
    assert_sound(text, article.sentences)
