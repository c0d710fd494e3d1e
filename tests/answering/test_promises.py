"""What holds for every answer, whatever the archive and the question."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.answering.answer import AnswerKind
from tests.answering.archives import Page, SmallArchive

BRIDGE = (
    "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu (5/5/2024). "
    "Jembatan sepanjang 120 meter itu menelan biaya 12 miliar rupiah. "
    "Hal itu disampaikan Ratna karena warga selama ini harus memutar sejauh 20 kilometer."
)
COFFEE = "Petani kopi di Lereng Wilis memanen 40 ton biji kopi pada April. Harga kopi naik dua kali lipat."
MARKET = "Wali Kota Banyu Asri menutup pasar malam di Alun-alun Lama. Pedagang meminta keringanan sewa kios."
PAGES = (Page(BRIDGE, published=date(2024, 5, 6)), Page(COFFEE, "Pos Contoh"), Page(MARKET, "Warta Contoh"))
ANSWERS = {
    "Siapa yang meresmikan jembatan gantung di Sukamaju?": "Gubernur Ratna Dewi meresmikan",
    "Berapa biaya jembatan itu?": "Jembatan sepanjang 120 meter",
    "Berapa ton biji kopi yang dipanen?": "Petani kopi di Lereng Wilis",
    "Siapa yang menutup pasar malam?": "Wali Kota Banyu Asri menutup",
}
UNRELATED = (
    "Tim voli putri Garuda Laut menang tiga set langsung atas Bintang Timur.",
    "Museum wayang memamerkan dua ratus boneka dari abad lalu.",
    "Kapal penelitian Samudra Biru memetakan terumbu karang di perairan dangkal.",
    "Bank daerah membuka lowongan bagi lulusan akuntansi dan statistika.",
)
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def archive() -> SmallArchive:
    return SmallArchive(PAGES)


@pytest.mark.parametrize(("question", "opening"), ANSWERS.items())
def test_the_sentence_that_answers_comes_first(archive: SmallArchive, question: str, opening: str) -> None:
    assert archive.ask(question).quotes[0].text.startswith(opening)


@slow
@given(extra=st.lists(st.sampled_from(UNRELATED), min_size=1, unique=True), question=st.sampled_from(sorted(ANSWERS)))
def test_an_unrelated_article_changes_no_answer(extra: list[str], question: str) -> None:
    pages = [*PAGES, *(Page(text, "Media Lain") for text in extra)]
    assert SmallArchive(pages).ask(question).quotes[0].text.startswith(ANSWERS[question])


@slow
@given(order=st.permutations(range(len(PAGES))), question=st.sampled_from(sorted(ANSWERS)))
def test_the_order_of_ingestion_does_not_matter(order: list[int], question: str) -> None:
    usual = SmallArchive(PAGES).ask(question)
    other = SmallArchive([PAGES[place] for place in order]).ask(question)
    assert [quote.text for quote in other.quotes] == [quote.text for quote in usual.quotes]
    assert other.confidence == usual.confidence


@slow
@given(
    question=st.sampled_from(sorted(ANSWERS)),
    case=st.sampled_from([str.lower, str.upper, str.title]),
    ending=st.sampled_from(["", "?", "??", "!", " ?", "...", " "]),
    before=st.sampled_from(["", " ", "\n\t"]),
)
def test_case_and_final_punctuation_of_a_question_do_not_matter(
    archive: SmallArchive, question: str, case: object, ending: str, before: str
) -> None:
    assert callable(case)
    asked = before + case(question.rstrip("?")) + ending
    assert archive.ask(asked).quotes[0].text.startswith(ANSWERS[question])


@slow
@given(
    bodies=st.lists(st.sampled_from([BRIDGE, COFFEE, MARKET, *UNRELATED]), min_size=1, max_size=5),
    question=st.one_of(st.sampled_from(sorted(ANSWERS)), st.text(max_size=60)),
)
def test_a_quote_is_a_substring_at_its_offsets(bodies: list[str], question: str) -> None:
    answer = SmallArchive([Page(body, f"Media {place}") for place, body in enumerate(bodies)]).ask(question)
    for quote in (*answer.quotes, *answer.candidates):
        body = bodies[quote.article.id]
        assert quote.span.of(body) == quote.text
        assert quote.context is None or quote.context in body
        assert all(highlight.of(quote.text) for highlight in quote.highlights)
        assert all(echo.span.of(bodies[echo.article.id]) == echo.text for echo in quote.also)
    for nearest in answer.nearest:
        assert nearest.excerpt in bodies[nearest.article.id]


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "?",
        "🤔🤔",
        "yang di ke dari",
        "apa",
        "\x00\x01",
        "\ud800",
        "\u202esiapa\u202c",
        "a" * 100_000,
        "siapa " * 20_000,
        "(((",
    ],
)
def test_whatever_is_typed_gets_a_reply(archive: SmallArchive, question: str) -> None:
    answer = archive.ask(question)
    assert not answer.quotes
    assert answer.kind in (AnswerKind.EMPTY_QUESTION, AnswerKind.REFUSAL)


def test_a_copy_in_another_outlet_is_folded_into_its_quote() -> None:
    archive = SmallArchive((*PAGES, Page(BRIDGE, "Media Salinan", date(2024, 5, 7))))
    first, *rest = archive.ask("Siapa yang meresmikan jembatan gantung di Sukamaju?").quotes
    assert {first.article.outlet, *(echo.article.outlet for echo in first.also)} == {"Kabar Uji", "Media Salinan"}
    assert first.dates_differ
    assert all("meresmikan" not in quote.text for quote in rest)


def test_a_sentence_that_points_back_shows_what_it_points_to(archive: SmallArchive) -> None:
    (quote,) = archive.ask("Berapa kilometer warga harus memutar?", limit=1).quotes
    assert quote.text.startswith("Hal itu")
    assert quote.context == "Jembatan sepanjang 120 meter itu menelan biaya 12 miliar rupiah."


@pytest.mark.parametrize(
    "question",
    [
        "Siapa yang meresmikan bandara di Pulau Kelapa?",
        "Berapa gol yang dicetak Persija?",
        "Siapa presiden Brasil?",
        "Berapa lama Bupati Sinta menutup pasar malam?",
    ],
)
def test_what_the_archive_does_not_say_is_refused_with_what_is_nearest(archive: SmallArchive, question: str) -> None:
    answer = archive.ask(question)
    assert answer.kind is AnswerKind.REFUSAL
    assert not answer.quotes


def test_an_outlet_that_the_archive_lacks_is_named(archive: SmallArchive) -> None:
    answer = archive.ask("Menurut Kompas, siapa yang meresmikan jembatan gantung?")
    assert answer.kind is AnswerKind.REFUSAL
    assert answer.nearest


def test_filters_by_outlet_and_day_hold(archive: SmallArchive) -> None:
    asked = "jembatan gantung Sukamaju"
    assert archive.ask(f'{asked} sumber:"Kabar Uji"').quotes
    assert not archive.ask(f"{asked} sampai:2024-05-01").quotes
    assert archive.ask(f"{asked} sejak:2024-05-06").quotes
