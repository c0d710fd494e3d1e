"""Which lines amid the body are body."""

from __future__ import annotations

from retrieval.reading.dump import read_dump

LEAD = "KABAR PANTAI - Nelayan di teluk itu menanam bakau untuk menahan abrasi di desa mereka."
MORE = "Camat mengatakan bibit bakau dibagikan kepada semua nelayan di sepanjang pesisir utara."


def sentences(*lines: str) -> list[str]:
    article = read_dump("\n".join([LEAD, *lines]))
    return [span.of(article.text) for span in article.sentences][1:]


def test_sentences_without_full_stops() -> None:
    lines = ["Hal itu disampaikan camat dalam rapat bersama warga desa, Senin (13/3/2023)", MORE]
    lines.append("Bibit bakau yang ditanam warga mencapai dua ribu batang")
    assert sentences(*lines) == lines


def test_headings_and_headlines_are_no_sentences() -> None:
    assert sentences("Bibit dari desa tetangga", MORE, "Warga Teluk Biru Menanam Dua Ribu Bakau Hari Ini") == [MORE]


def test_short_introduction_of_a_list() -> None:
    assert sentences("Warga membutuhkan:", "- terpal", "- selimut", MORE) == [
        "Warga membutuhkan:",
        "terpal",
        "selimut",
        MORE,
    ]
