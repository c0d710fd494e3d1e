"""Which line above the body is the headline."""

from __future__ import annotations

import pytest

from retrieval.reading.dump import read_dump

HEADLINE = "Nelayan Teluk Biru Menanam Ribuan Bakau"
BODY = """\
KABAR PANTAI - Ribuan bakau ditanam nelayan di Teluk Biru untuk menahan abrasi di desa mereka.
Bibit dibagikan Kabar Pantai News bersama warga pada hari Senin.
"Kami tanam dua ribu batang," kata Sutarno Adi, ketua nelayan."""


@pytest.mark.parametrize(
    "head",
    [
        f"{HEADLINE}\nSutarno Adi Wibowo\n15 Februari 2022, 10:00 WIB",
        f"Kabar Pantai, News\n{HEADLINE}\n15 Februari 2022",
        f"Berita Terkini\nEkonomi\n{HEADLINE}\nTerbit 15 Feb 2022, 10:00 WIB\n"
        "Nelayan Teluk Biru menanam bakau, Senin (14/2/2022). (KabarPantai.com/Budi Adi)",
    ],
    ids=["author behind", "site before", "caption with a credit"],
)
def test_headline(head: str) -> None:
    page = f"{head}\n{BODY}\nEditor: Sutarno Adi Wibowo"
    assert read_dump(page).title == HEADLINE


@pytest.mark.parametrize("label", ["FOTO", "VIDEO", "Infografis"])
def test_headline_of_a_photo_or_video_page(label: str) -> None:
    headline = f"{label}: {HEADLINE}"
    assert read_dump(f"Kabar Foto\n{headline}\n15 Februari 2022, 10:00 WIB\n{BODY}").title == headline


def test_no_headline_rather_than_a_site_or_an_author() -> None:
    assert read_dump(f"Kabar Pantai, News\nRahmat Budi Wibowo\n{BODY}").title is None
