"""The outlet of pages that have no dateline with its name."""

from __future__ import annotations

import pytest

from retrieval.reading.dump import read_dump

BODY = """\
Nelayan di teluk itu menanam bakau untuk menahan abrasi di desa mereka.
"Kami tanam dua ribu batang," kata Sutarno kepada {}, Senin malam.
Camat mengatakan bibit bakau dibagikan kepada semua nelayan di sepanjang pesisir utara."""
TITLE = "Nelayan Teluk Menanam Ribuan Bakau"


def outlet(head: str, listener: str = "wartawan", tail: str = "") -> str | None:
    return read_dump(f"{head}\n{TITLE}\n{BODY.format(listener)}\n{tail}").outlet


def test_medium_that_sources_spoke_to() -> None:
    assert outlet("Kabar Pantai News", "Kabar Pantai News") == "Kabar Pantai News"
    assert outlet("kabaranPLUS", "kabaran") == "kabaran"
    assert outlet("Beranda", "Kabar Pantai News") is None


@pytest.mark.parametrize("listener", ["KPK", "Pemerintah Indonesia", "masyarakat", "Reuters", "Presiden"])
def test_listeners_that_are_no_outlet(listener: str) -> None:
    assert outlet(listener, listener, f"Tags\n{listener}") is None


def test_dateline_on_its_own_line() -> None:
    assert read_dump(f"{TITLE}\nSurabaya, Bahari\n{BODY.format('wartawan')}").outlet == "Bahari"
    assert read_dump(f"{TITLE}\nSurabaya, Jawa Timur\n{BODY.format('wartawan')}").outlet is None
    assert read_dump(f"{TITLE}\nSurabaya, Senin\n{BODY.format('wartawan')}").outlet is None


def test_credit_of_the_own_photographer() -> None:
    assert outlet("Bakau di teluk. Foto/PANTAInews/Sutarno") == "PANTAInews"
    assert outlet("Bakau di teluk. Foto: Antara/Sutarno") is None


def test_address_in_a_caption_is_not_the_site() -> None:
    assert outlet("(Foto: http://photos.contoh.com/bakau/1)") is None
