"""Datelines, and what merely looks like one."""

from __future__ import annotations

import pytest

from retrieval.article import Span
from retrieval.reading.dateline import find_dateline

REST = "Warga menanam bakau di tepi teluk."
DATELINES = {
    "KabarPantai.id - ": ("KabarPantai.id", None),
    "KABARPANTAI.ID, MOSKOW – ": ("KABARPANTAI.ID", "MOSKOW"),
    "KABAR PANTAI - ": ("KABAR PANTAI", None),
    "Jakarta, Kabar Pantai -- ": ("Kabar Pantai", "Jakarta"),
    "Jakarta (KABAR) - ": ("KABAR", "Jakarta"),
    "KABAR.CO , Jakarta - ": ("KABAR.CO", "Jakarta"),
    "Kabar6.com, Kuala Lumpur ": ("Kabar6.com", "Kuala Lumpur"),
    "KABAR.CO.ID - JAKARTA. ": ("KABAR.CO.ID", "JAKARTA"),
    "Kabar.com-": ("Kabar.com", None),
    "GIANYAR, KABAR.net-": ("KABAR.net", "GIANYAR"),
    "JAKARTA - ": (None, "JAKARTA"),
    "Jakarta: ": (None, "Jakarta"),
    "Jakarta, 15 Februari 2022 – ": (None, "Jakarta"),
    "KBRP, Jakarta: ": ("KBRP", "Jakarta"),
    "JAKARTA (Kabar Pantai): ": ("Kabar Pantai", "JAKARTA"),
    "KABAR. ": ("KABAR", None),
    "KABAR PANTAI | SELONG – ": ("KABAR PANTAI", "SELONG"),
}


@pytest.mark.parametrize(("dateline", "parts"), DATELINES.items())
def test_dateline(dateline: str, parts: tuple[str | None, str | None]) -> None:
    text = dateline + REST
    found = find_dateline(text, Span(0, len(text)))
    assert found is not None
    assert (found.outlet, found.place) == parts
    assert text[found.end :] == REST


@pytest.mark.parametrize(
    "text",
    [
        "Rusia - Ukraina sepakat bertemu lagi pekan depan.",
        "KPK - Polri Sepakat Bekerja Sama Memberantas Korupsi.",
        "Camat Sutarno: Kami tidak akan pindah dari desa ini.",
        "Saint-Germain menang atas Lyon dalam laga kandang.",
        "Selain Sutarno, Mantan Ketua Badan Nelayan Pesisir (BNP) Budi-Rahmat, Adi Santoso turut menanam.",
        "Undang-Undang itu disahkan kemarin oleh anggota dewan.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text, Span(0, len(text))) is None


def test_a_known_name_is_believed() -> None:
    text = "Lensa - " + REST
    assert find_dateline(text, Span(0, len(text))) is None
    found = find_dateline(text, Span(0, len(text)), frozenset({"lensa"}))
    assert found is not None
    assert found.outlet == "Lensa"
