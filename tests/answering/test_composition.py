"""What several outlets tell: once where they agree, side by side with a remark where they do not."""

from __future__ import annotations

from datetime import date

from retrieval.answering.answer import NoteKind
from retrieval.answering.surface import SurfaceReader
from retrieval.language.lexicon import load_lexicons
from tests.answering.archives import Page, SmallArchive

SHARED = (
    "Wali Kota Banyu Asri menemui para pedagang pasar lama di balai kota. "
    "Kedua pihak sepakat membuka kembali kios-kios yang terbakar bulan lalu. "
)
ONE = SHARED + "Menurut juru bicara balai kota, pertemuan itu berlangsung selama 45 menit."
OTHER = SHARED + "Selama 45 menit, wali kota dan pedagang berbincang dalam pertemuan di ruang rapat."
LONGER = SHARED + "Selama 90 menit, wali kota dan pedagang berbincang dalam pertemuan di ruang rapat."
QUESTION = "Berapa lama pertemuan wali kota dengan pedagang berlangsung?"


def archive(second: str) -> SmallArchive:
    return SmallArchive((Page(ONE, "Kabar Uji", date(2024, 5, 6)), Page(second, "Warta Contoh", date(2024, 5, 7))))


def test_the_same_figure_in_other_words_is_one_quote() -> None:
    answer = archive(OTHER).ask(QUESTION)
    holding = [quote for quote in answer.quotes if "45 menit" in quote.text]
    (quote,) = holding
    (echo,) = quote.also
    assert "45 menit" in echo.text
    assert {quote.article.outlet, echo.article.outlet} == {"Kabar Uji", "Warta Contoh"}
    assert not [note for note in answer.notes if note.kind is NoteKind.SOURCES_DISAGREE]


def test_different_figures_stand_side_by_side_under_a_remark() -> None:
    answer = archive(LONGER).ask(QUESTION)
    texts = [quote.text for quote in answer.quotes]
    assert any("45 menit" in text for text in texts)
    assert any("90 menit" in text for text in texts)
    (note,) = [note for note in answer.notes if note.kind is NoteKind.SOURCES_DISAGREE]
    assert set(note.values) == {"45 menit", "90 menit"}


def test_a_number_is_highlighted_with_what_it_counts() -> None:
    (quote,) = [quote for quote in archive(OTHER).ask(QUESTION).quotes if "45 menit" in quote.text]
    assert [span.of(quote.text) for span in quote.highlights] == ["45 menit"]


def test_neither_a_day_nor_an_ordinal_counts_anything() -> None:
    text = "Pada Minggu (27/2) pukul 10.30, pertemuan ketiga itu dihadiri 45 warga dari dua desa."
    counts = SurfaceReader(load_lexicons()).read(text).counts
    assert [one.span.of(text).strip() for one in counts] == ["45", "dua"]
