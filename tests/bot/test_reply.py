"""Replies: every quote word for word, in sound HTML of a sendable length, with its source in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markup import plain, units
from bot.reply import render
from bot.texts import Language
from retrieval.answering.answer import (
    Answer,
    AnswerKind,
    ArchiveFacts,
    ArticleRef,
    Echo,
    Nearest,
    Note,
    NoteKind,
    Quote,
)
from retrieval.article import UNDATED, DateBasis, Published, Span

HARBOUR = ArticleRef(
    1,
    1,
    "a.txt",
    "Kabar <Pelabuhan>",
    "Dermaga & Kapal",
    "https://kabar.id/1?a=1&b=2",
    Published(date(2023, 8, 7), DateBasis.INFERRED, "Senin (7/8)"),
    editor="Ani <Putri>",
)
TOWN = ArticleRef(2, 1, "b.txt", "Warta Kota", None, None, Published(date(2023, 8, 8), DateBasis.TEXT, "8/8/2023"))
TEXT = "Dermaga itu menampung 40 kapal & 3 <kapal> besar."
FACTS = ArchiveFacts(1200, 34567, {"Warta Kota": 1000, "": 200}, date(2023, 1, 2), date(2023, 8, 8), 3, 7)


def quote(text: str = TEXT, article: ArticleRef = HARBOUR, **more: Any) -> Quote:
    return Quote(text, article, Span(0, len(text)), 1.0, **more)


def answer(kind: AnswerKind = AnswerKind.QUOTES, **more: Any) -> Answer:
    return Answer(kind, "berapa kapal?", **more)


def test_a_quote_with_all_that_belongs_to_it() -> None:
    whole = quote(
        highlights=(Span(22, 30),),
        context="Pelabuhan lama ditutup.",
        also=(Echo(TOWN, TEXT, Span(5, 50)),),
    )
    reply = render(answer(quotes=(whole,)))
    assert reply.html == (
        "<blockquote>Dermaga itu menampung <b>40 kapal</b> &amp; 3 &lt;kapal&gt; besar.</blockquote>\n"
        "Kalimat sebelumnya: <i>Pelabuhan lama ditutup.</i>\n"
        'Kabar &lt;Pelabuhan&gt; · 7 Agustus 2023 (disimpulkan dari "Senin (7/8)")\n'
        '<a href="https://kabar.id/1?a=1&amp;b=2">Dermaga &amp; Kapal</a>\n'
        "juga: Warta Kota · 8 Agustus 2023 (tanggal dalam teks) · tanggal kedua sumber berbeda",
    )
    assert reply.plain == (
        f"> {TEXT}\n"
        "Kalimat sebelumnya: Pelabuhan lama ditutup.\n"
        'Kabar <Pelabuhan> · 7 Agustus 2023 (disimpulkan dari "Senin (7/8)")\n'
        "Dermaga & Kapal\n"
        "juga: Warta Kota · 8 Agustus 2023 (tanggal dalam teks) · tanggal kedua sumber berbeda"
    )


def test_best_comes_first() -> None:
    reply = render(answer(quotes=(quote("Kalimat kesatu."), quote("Kalimat kedua.", TOWN))))
    assert reply.plain.index("Kalimat kesatu.") < reply.plain.index("Kalimat kedua.")


def test_equal_dates_are_not_called_different() -> None:
    same = replace(TOWN, published=HARBOUR.published)
    assert "berbeda" not in render(answer(quotes=(quote(also=(Echo(same, TEXT, Span(0, 5)),)),))).plain


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    html = render(answer(quotes=(quote(article=replace(HARBOUR, url="javascript:alert(1)")),))).html[0]
    assert "href" not in html
    assert "javascript" not in html
    assert "Dermaga &amp; Kapal" in html


def test_an_address_without_a_title_is_still_reachable() -> None:
    html = render(answer(quotes=(quote(article=replace(TOWN, url="https://warta.id/2")),))).html[0]
    assert '<a href="https://warta.id/2">tautan</a>' in html


def test_a_refusal_names_the_nearest_as_no_answer() -> None:
    near = Nearest("Dermaga itu menampung", HARBOUR)
    said = render(answer(AnswerKind.REFUSAL, nearest=(near,), notes=(Note(NoteKind.MISSING_NAME, ("Budi <b>",)),)))
    assert "Tidak ditemukan di arsip: Budi <b>." in said.plain
    assert "Budi &lt;b&gt;" in said.html[0]
    assert "bukan jawaban" in said.plain
    assert "“Dermaga itu menampung …”" in said.plain
    assert TEXT not in said.plain
    assert "<blockquote>" not in said.html[0]


def test_a_refusal_says_which_name_a_sentence_is_about() -> None:
    near = (Nearest("Dermaga itu menampung", HARBOUR), Nearest("Wali Kota Rini", TOWN, "Rini <i>"))
    said = render(answer(AnswerKind.REFUSAL, nearest=near))
    assert "(tentang Rini <i>): “Wali Kota Rini …”" in said.plain
    assert "Rini &lt;i&gt;" in said.html[0]


def test_copy_of_one_agency_is_told_as_one_origin() -> None:
    one, other = replace(HARBOUR, wires=("Antara",)), replace(TOWN, wires=("ANTARA",))
    shared = quote(article=one, also=(Echo(other, TEXT, Span(0, len(TEXT))),))
    assert "satu asal: Antara" in render(answer(quotes=(shared,))).plain
    several = quote(
        article=one, also=tuple(Echo(echo, TEXT, Span(0, len(TEXT))) for echo in (other, replace(TOWN, outlet="Lain")))
    )
    assert "3 media, 2 asal yang berbeda" in render(answer(quotes=(several,))).plain


def test_quotes_without_any_quote_are_a_refusal() -> None:
    assert "Tidak ada kalimat" in render(answer()).plain


@pytest.mark.parametrize("kind", list(AnswerKind))
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("facts", [FACTS, None])
def test_every_kind_of_answer_says_something(kind: AnswerKind, language: Language, facts: ArchiveFacts | None) -> None:
    reply = render(answer(kind, facts=facts), language)
    assert reply.plain.strip()
    assert all(message.strip() for message in reply.html)


@pytest.mark.parametrize("kind", list(NoteKind))
@pytest.mark.parametrize("values", [(), ("Warta", "Kabar")])
def test_every_note_has_its_wording(kind: NoteKind, values: tuple[str, ...]) -> None:
    said = render(answer(quotes=(quote(),), notes=(Note(kind, values),))).plain
    assert said.index("\n\n") < said.index(TEXT)
    assert all(value in said for value in values)


def test_the_archive_tells_its_size_and_sources() -> None:
    count = render(answer(AnswerKind.COUNT, facts=FACTS)).plain
    assert "1.200 artikel" in count
    assert "34.567 kalimat" in count
    assert "2 Januari 2023" in count
    sources = render(answer(AnswerKind.SOURCES, facts=FACTS)).plain
    assert sources.index("Warta Kota: 1.000") < sources.index("media tidak tercantum: 200")


def test_many_sources_are_cut_short_and_say_so() -> None:
    facts = replace(FACTS, outlets={f"Media {number}": 1 for number in range(100)})
    assert "60 media lain" in render(answer(AnswerKind.SOURCES, facts=facts)).plain


def test_an_archive_without_articles_is_called_empty() -> None:
    nothing = ArchiveFacts(0, 0, {}, None, None, 0, 1)
    for kind in (AnswerKind.COUNT, AnswerKind.SOURCES):
        assert "masih kosong" in render(answer(kind, facts=nothing)).plain


def test_about_articles_tells_date_editor_outlet_and_title() -> None:
    said = render(answer(AnswerKind.ABOUT_ARTICLES, articles=(HARBOUR,)))
    assert "Dermaga & Kapal" in said.plain
    assert "Kabar <Pelabuhan> · 7 Agustus 2023" in said.plain
    assert "Editor: Ani <Putri>" in said.plain
    assert "Ani &lt;Putri&gt;" in said.html[0]


# --- for any text

sentences = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'{}😀 \n"), min_size=1, max_size=200
).filter(lambda text: text.strip() == text and bool(text))
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 220), st.integers(0, 60))
articles = st.builds(
    ArticleRef,
    st.just(1),
    st.just(1),
    st.none(),
    st.none() | sentences,
    st.none() | sentences,
    st.none() | st.sampled_from(["https://a.id/<x>?\"&'", "javascript:x"]),
    st.sampled_from([UNDATED, HARBOUR.published, TOWN.published]),
)
echoes = st.builds(Echo, articles, sentences, spans)
quotes = st.builds(
    Quote,
    sentences,
    articles,
    spans,
    st.just(1.0),
    highlights=st.lists(spans, max_size=8).map(tuple),
    context=st.none() | sentences,
    also=st.lists(echoes, max_size=3).map(tuple),
)
answers = st.builds(Answer, st.just(AnswerKind.QUOTES), sentences, quotes=st.lists(quotes, min_size=1).map(tuple))


@settings(max_examples=60)
@given(answers)
def test_every_quote_is_in_the_plain_reply_in_one_piece(given_answer: Answer) -> None:
    reply = render(given_answer)
    for one in given_answer.quotes:
        assert one.text in reply.plain
        assert any(one.text in plain(message) for message in reply.html)


@settings(max_examples=60)
@given(answers, st.integers(40, 400))
def test_messages_are_never_too_long(given_answer: Answer, limit: int) -> None:
    reply = render(given_answer, limit=limit)
    assert all(0 < units(plain(message)) <= limit for message in reply.html)
    assert [message.count("<blockquote>") for message in reply.html] == [
        message.count("</blockquote>") for message in reply.html
    ]


def test_ten_quotes_of_great_length_stay_below_telegram_s_limit() -> None:
    long = " ".join(["kapal"] * 1500)
    reply = render(answer(quotes=tuple(quote(f"{number} {long}.") for number in range(10))))
    assert all(units(plain(message)) < 4096 for message in reply.html)
    pieces = re.findall(r"<blockquote>(.*?)</blockquote>", "".join(reply.html), re.S)
    assert len(pieces) > 10
    assert all(any(piece in f"{number} {long}." for number in range(10)) for piece in pieces)
    assert f"9 {long}." in reply.plain
