"""Documents of other kinds than web pages."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from retrieval.article import Article
from retrieval.errors import ReadingError
from retrieval.reading.kinds import READERS, kind_of, read_file
from retrieval.service import Kutip

TODAY = date(2024, 6, 1)
FIRST = "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu pagi di hadapan warga."
SECOND = "Jembatan sepanjang 120 meter itu menghubungkan dua dusun yang selama ini terpisah oleh Sungai Citirta."
THIRD = "Pembangunan jembatan menelan biaya 12 miliar rupiah dari anggaran provinsi dan selesai dalam sepuluh bulan."


def sentences(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.sentences]


def pdf(*pages: list[str]) -> bytes:
    """A file of one font and one text object a page (PDF 32000-1, 7.5)."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
        shown = "BT /F1 11 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def wrapped(text: str, width: int = 60) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        if len(current) + len(word) + 1 > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]


def test_markdown_without_its_marks() -> None:
    source = (
        '---\ntitle: Jembatan Diresmikan\ndate: 2024-05-19\noutlet: "Kabar Uji"\n---\n\n# Jembatan Diresmikan\n\n'
        f"{FIRST.replace('Ratna Dewi', '**Ratna Dewi**')}\n\n"
        f"{SECOND.replace('Sungai Citirta', '[Sungai Citirta](https://x.example)')}\n\n![foto](x.png)\n\n{THIRD}\n"
    )
    article = read_file("berita.md", source.encode(), TODAY)
    assert sentences(article) == [FIRST, SECOND, THIRD]
    assert (article.title, article.outlet, article.published.day) == (
        "Jembatan Diresmikan",
        "Kabar Uji",
        date(2024, 5, 19),
    )


def test_a_pdf_whose_lines_are_joined_again() -> None:
    head = "Kabar Uji - Edisi Minggu"
    first = [head, *wrapped(FIRST), *wrapped(SECOND.replace("menghubungkan", "menghu- bungkan"))]
    article = read_file("berita.pdf", pdf([*first, "1"], [head, *wrapped(THIRD), "2"]), TODAY)
    assert FIRST in sentences(article)
    assert THIRD in sentences(article)
    assert head not in article.text


def test_a_hyphen_at_the_end_of_a_line_goes() -> None:
    lines = ["Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Suka-", "maju pada Minggu pagi di hadapan warga."]
    assert sentences(read_file("berita.pdf", pdf(lines), TODAY)) == [FIRST]


def test_a_word_document() -> None:
    document, file = Document(), io.BytesIO()
    for paragraph in ("Jembatan Diresmikan", FIRST, SECOND, THIRD):
        document.add_paragraph(paragraph)
    document.save(file)
    assert sentences(read_file("berita.DOCX", file.getvalue(), TODAY)) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("name", [f"x{ending}" for ending in READERS])
@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.4 rusak", b"PK\x03\x04rusak"])
def test_what_is_damaged_is_refused_with_a_reason(name: str, data: bytes) -> None:
    with pytest.raises(ReadingError) as refused:
        read_file(name, data, TODAY)
    assert str(refused.value)


def test_a_scanned_pdf_has_no_text() -> None:
    with pytest.raises(ReadingError, match="pindaian"):
        read_file("x.pdf", pdf([]), TODAY)


def test_names_tell_the_kind() -> None:
    assert [kind_of(name) for name in ("a.TXT", "b.Htm", "c.pdf", "d.jsonl", "e")] == [
        ".txt",
        ".htm",
        ".pdf",
        None,
        None,
    ]


async def test_a_folder_of_all_kinds_is_indexed_and_quoted(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "satu.html").write_text(
        f"<html><body><article><h1>Jembatan Diresmikan</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    )
    (tmp_path / "dua.pdf").write_bytes(
        pdf(wrapped("Bupati Wirya membuka pasar malam di Lapangan Tirta pada Sabtu malam."))
    )
    (tmp_path / "tiga.pdf").write_bytes(b"%PDF-rusak")
    async with await Kutip.open(sqlite_url) as kutip:
        report = await kutip.reindex([tmp_path])
        answer = await kutip.ask("Siapa yang meresmikan jembatan gantung di Desa Sukamaju?")
    assert report.new == 2
    assert [one.source for one in report.unreadable] == ["tiga.pdf"]
    assert answer.quotes[0].text == FIRST
