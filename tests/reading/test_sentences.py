"""Sentences and their exact offsets."""

from __future__ import annotations

import pytest

from retrieval.reading.sentences import split_sentences

CASES = {
    "titles and degrees": [
        "Prof. Dr. H. Ahmad Said, S.H., M.Si. membuka rapat.",
        "Letkol. Inf. Budi dan Bpk. Rahmat hadir di Jl. Merdeka No. 5 bersama dkk. sejak pagi.",
    ],
    "ranks": ["Brigjen Pol. Sutarno dan AKP. Budi dijemput Pdt. Yohanes pukul 10.30 WIB.", "Mereka pulang."],
    "articles of law": ["Ia didakwa dengan Pasal 2 ayat (1) jo. Pasal 18 undang-undang itu.", "Ia diam."],
    "initials": ["Buku karya J.K. Rowling dibaca Muhammad H. Said.", "Ia senang."],
    "figures": ["Harga naik 1.234,5 persen pada pukul 10.30 WIB.", "Denda Rp. 500.000 per orang."],
    "company": ["PT. Laut Biru Tbk. (LAUT) membagi dividen.", "Sahamnya naik."],
    "closing abbreviation": ["Mereka membawa beras, minyak, dll.", "Bantuan tiba sore."],
    "label, not initial": ["Jeruk kaya vitamin C.", "Dokter menyarankannya."],
    "question with attribution": ['"Kenapa baru sekarang?" tanya dia.', '"Tolong!" seru warga.'],
    "quotation of several sentences": ['"Kami siap. Kapal sudah menunggu," kata nakhoda.', "Cuaca cerah."],
    "stray full stop before small letter": ["“Kami bekerja di kontak. garis depan sejak lama,” tuturnya."],
    "unclosed quotation": ["“Kami tidak pulang.", "Rumah kami hanyut."],
    "nested quotations": ['“Ia bilang "tunggu. sebentar" lalu pergi,” kata saksi.', "Polisi datang."],
    "domains": ["Ia menulis di Contoh.com dan kabar.co.id sejak lama.", "Kini ia berhenti."],
    "glued": ["Rapat selesai.", "Warga pulang."],
    "bracketed sentence": ["Jalan ditutup (lihat peta. Halaman dua) sampai malam."],
    "ellipsis inside": ["Ia terdiam... lalu menangis."],
    "exclamation": ["Awas banjir!", "Warga diminta mengungsi."],
}


@pytest.mark.parametrize("expected", CASES.values(), ids=CASES.keys())
def test_splits_paragraph(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in split_sentences(text)] == expected


def test_missing_space_behind_full_stop() -> None:
    text = "Rapat selesai.Warga pulang."
    assert [span.of(text) for span in split_sentences(text)] == ["Rapat selesai.", "Warga pulang."]


def test_line_ends_end_sentences_even_at_a_comma() -> None:
    text = "Presiden bersedia bertemu untuk mencegah perang,\nMenteri membenarkan kabar itu"
    assert [span.of(text) for span in split_sentences(text)] == text.split("\n")


def test_very_long_quotation_is_cut_at_its_sentences() -> None:
    sentence = "Kami sudah menunggu kapal bantuan itu selama berminggu-minggu di dermaga yang sama. "
    text = f'"{sentence * 6}Kini kami lelah," kata warga.'
    assert len(split_sentences(text)) == 7


def test_range_is_respected() -> None:
    text = "Satu kalimat. Dua kalimat. Tiga kalimat."
    assert [span.of(text) for span in split_sentences(text, 14, 26)] == ["Dua kalimat."]


def test_bullets_are_no_part_of_a_sentence() -> None:
    text = "- Warga mengungsi ke balai desa.\n• Bantuan datang sore hari."
    assert [span.of(text) for span in split_sentences(text)] == [
        "Warga mengungsi ke balai desa.",
        "Bantuan datang sore hari.",
    ]


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "Nelayan di pulau itu menanam bakau sejak sepuluh tahun lalu untuk\n"
        "menahan abrasi yang menggerus pantai mereka dari musim ke musim dan\n"
        "menenggelamkan dua belas rumah di ujung barat desa yang dulu menjadi\n"
        "pusat perdagangan ikan asin dan terasi terbesar di pesisir utara dan\n"
        "selatan. Kini pantai kembali landai dan perahu dapat ditambatkan dekat\n"
        "rumah.\n"
    )
    sentences = [span.of(text) for span in split_sentences(text)]
    assert len(sentences) == 2
    assert sentences[1].startswith("Kini pantai")
    assert sentences[1].endswith("rumah.")
