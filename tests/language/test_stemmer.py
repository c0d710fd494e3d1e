"""Inflections meet, names stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.stemmer import NAMES, OVERRIDES, Stemmer
from retrieval.language.word_lists import load_pairs, load_words

STEMMER = Stemmer()
FAMILIES = [
    "serang menyerang diserang serangan penyerang penyerangan diserangnya",
    "temu bertemu pertemuan menemui ditemui menemukan",
    "sepakat menyepakati disepakati kesepakatan kesepakatannya",
    "tangkap menangkap ditangkap penangkapan tertangkap",
    "tarik menarik ditarik penarikan",
    "pimpin memimpin dipimpin pemimpin pimpinan kepemimpinan",
    "bicara berbicara pembicaraan dibicarakan",
    "runding berunding perundingan",
    "akui mengaku mengakui diakui pengakuan",
    "selidik menyelidiki diselidiki penyelidikan",
    "rawat merawat dirawat perawatan perawat",
    "rusak merusak dirusak kerusakan perusakan",
    "bantah membantah dibantah bantahan",
    "ungsi mengungsi pengungsi pengungsian diungsikan",
    "kunjung berkunjung mengunjungi dikunjungi kunjungan pengunjung",
    "umum mengumumkan diumumkan pengumuman",
    "bangun membangun dibangun pembangunan bangunan",
    "menang memenangi memenangkan kemenangan pemenang",
    "tambah menambah ditambah tambahan penambahan bertambah",
    "jual menjual dijual penjualan penjual",
    "turun menurun menurunkan diturunkan penurunan",
    "luncur meluncurkan diluncurkan peluncuran",
    "periksa memeriksa diperiksa pemeriksaan pemeriksa",
    "telepon menelepon ditelepon teleponnya",
]
APART = [
    ("pasukan", "pasu"),
    ("pemilu", "milu"),
    ("penarikan", "tari"),
    ("pemerintah", "perintah"),
    ("perusahaan", "usaha"),
    ("pengadilan", "adil"),
    ("kepastian", "ketidakpastian"),
    ("relawan", "rela"),
    ("pemuda", "muda"),
    ("perhatian", "hati"),
]
# Written as affixed words are, and none of them.
WHOLE = (
    "bali bekasi maluku milan berlin kediri taliban kutai persebaya pekalongan labuan kemayoran pemalang temanggung "
    "merapi bengkulu makassar semarang denpasar papua jokowi prabowo gibran megawati mahfud widodo susi hadi dani "
    "yemen kaukasus belarus belarusia prancis jerman spanyol belanda kremlin kiev kyiv donetsk luhansk mariupol "
    "krimea putin macron zelensky biden lavrov peskov pelosi meloni erdogan guterres elysee medvedev raisi terawan "
    "antara kompas merdeka republika pertamina telkom mandiri persija persib sinovac omicron mali oman kenya armenia "
    "botswana dili penang bermuda"
)


@pytest.mark.parametrize("family", FAMILIES)
def test_inflections_meet(family: str) -> None:
    assert len({STEMMER.stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_of_other_meaning_stay_apart(one: str, other: str) -> None:
    assert STEMMER.stem(one) != STEMMER.stem(other)


@pytest.mark.parametrize("name", WHOLE.split())
def test_names_lose_nothing(name: str) -> None:
    assert STEMMER.stem(name) == name
    assert STEMMER.stem(name + "nya") == name


@given(st.text(alphabet="abdegikmnprstu", max_size=14))
def test_any_word_has_a_term(word: str) -> None:
    assert bool(STEMMER.stem(word)) == bool(word)


def test_the_reviewed_lists_agree() -> None:
    names, pairs = load_words(NAMES), load_pairs(OVERRIDES)
    assert not names & pairs.keys()
    assert all(STEMMER.stem(name) == name for name in names)
    assert all(STEMMER.stem(term) == term for term in pairs.values())
