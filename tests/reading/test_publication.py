"""Which of a page's dates is its publication date, and on what basis."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.article import DateBasis
from retrieval.reading.dump import read_dump

READ_ON = date(2024, 6, 30)
LEAD = "KABAR PANTAI - Nelayan di teluk itu menanam bakau untuk menahan abrasi di desa mereka.\n"


def dated(body: str) -> tuple[str | None, DateBasis]:
    published = read_dump(LEAD + body, READ_ON).published
    return published.isoformat(), published.basis


TEXT = {
    "Ia datang, Senin (13/3/2023).\nWarga pulang, Selasa (14/3/2023).": "2023-03-14",
    '"Bibit akan ditanam lagi," kata Camat, Selasa (14/3/2023).': "2023-03-14",
    'Camat, dikutip dari siaran pers, 14 Maret 2023, berkata, "Bagus."': "2023-03-14",
    "Penanaman pertama selesai pada Senin (13/3/2023), dan berlanjut hingga Kamis (30/3/2023).": "2023-03-13",
    "Panen diperiksa, Senin (13/3/2023). Camat menjanjikan bibit pada Kamis (30/3/2023).": "2023-03-13",
    "Penumpang melonjak menjelang pergantian tahun, Sabtu (31/12/2022).": "2022-12-31",
    '"Bibit kami tambah," ujar camat saat ditemui, Selasa (14/3/2023). "Kemarin hujan."': "2023-03-14",
    '"Bibit kami tambah," ujar camat saat jumpa pers di balai desa (14/3/2023).': "2023-03-14",
    "Camat membuka kantor di Jalan Bakau nomor 21 Surabaya, Selasa (14/3/2023).": "2023-03-14",
    "Bibit bakau akan ditanam lagi di teluk itu hari ini, Selasa (14/3/2023).": "2023-03-14",
    "Camat berencana datang pada Kamis (30/3/2023). Ia ditemui Senin (13/3/2023).": "2023-03-13",
}


@pytest.mark.parametrize(("body", "expected"), TEXT.items())
def test_date_of_the_news(body: str, expected: str) -> None:
    assert dated(body) == (expected, DateBasis.TEXT)


UNKNOWN = [
    "Mereka datang pada Senin malam.",
    "Camat mengatakan bibit akan ditanam pada Selasa (14/3/2023).",
    "Bibit bakau dibagikan hingga Selasa (14/3/2023).",
    "Camat mengatakan bibit akan ditanam di desa, Selasa (14/3/2023).",
    "Pada Sabtu (4/3/2023), warga akan menanam bakau lagi.",
    "Bibit itu diserahkan camat pada Minggu (5/3/2023) lalu.",
    "Panen sebelumnya digelar di desa tetangga, Minggu (5/3/2023).",
    "Nelayan harus mendaftar pada Selasa (14/3/2023).",
    "Tim desa itu berlatih menghadapi tim kecamatan, Sabtu (4/3/2023), di lapangan.",
    '"Sidang kami buka Kamis (2/3/2023), jadi siapkan berkas," kata hakim.',
    "Film tentang bakau itu dijadwalkan rilis pada 9 Februari 2023.",
    "Desa itu berdiri pada 17 Agustus 1945 dan kepala desanya lahir 3 Mei 1970.",
    "Festival akan digelar pada Minggu, 17 Agustus 2025.",
    "Festival akan digelar pada Minggu (3/3/2024).",
    "Warga bertemu pada Rabu (14/3/2023).",
    "Mereka bertemu pada Minggu (20/2).",
    "Rapat itu terjadi pada Senin (4/3/2019). Sejak 2021 lalu desa sudah berubah.",
]


@pytest.mark.parametrize("body", UNKNOWN)
def test_no_date_rather_than_a_wrong_one(body: str) -> None:
    assert dated(body) == (None, DateBasis.UNKNOWN)


def test_weekday_and_a_past_year_leave_one_year() -> None:
    body = "Mereka bertemu pada Minggu (20/2).\nPerjanjian yang pada 2014 telah diteken dibuka lagi."
    assert dated(body) == ("2022-02-20", DateBasis.INFERRED)


def test_a_past_month_leaves_one_year() -> None:
    body = "Sepuluh kapal dicuri sepanjang Oktober 2022.\nTersangka ditangkap pada Kamis (1/12)."
    assert dated(body) == ("2022-12-01", DateBasis.INFERRED)


HEADLINES = [
    "Pidato Camat 16 Agustus 2022: Ini 5 Poin Penting bagi Nelayan Teluk",
    "Jadwal Menanam Bakau 16 Agustus 2022",
    "Siaran Langsung Menanam Bakau 16 Agustus 2022 pukul 19.00 WIB",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_date_in_a_headline_is_no_time_stamp(headline: str) -> None:
    page = f"{headline}\nRabu, 17 Agustus 2022 | 07:00 WIB\n{LEAD}Pidato camat dan jadwal siaran itu disambut."
    published = read_dump(page, READ_ON).published
    assert (published.isoformat(), published.basis) == ("2022-08-17T07:00:00+07:00", DateBasis.STATED)
    assert read_dump(f"{headline}\n{LEAD}", READ_ON).published.basis is DateBasis.UNKNOWN


STAMPS = [
    "Dian Ayu - 17 Agustus 2022",
    "Redaksi 17 Agustus 2022",
    "Kabar, 17 Agustus 2022 10:00 Diperbarui: 18 Agustus 2022 11:00 340 2 0",
    "17 Agustus 2022",
    "Posted on 17 Agustus 2022 by Dian Ayu",
    "Diterbitkan pada 17 Agustus 2022",
    "17 Agustus 2022 | Penulis: Dian Ayu Lestari",
    "17 Agustus 2022 · Dian Ayu Lestari",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_time_stamp(stamp: str) -> None:
    page = f"Nelayan di Teluk Menanam Bakau\n{stamp}\n{LEAD}"
    assert read_dump(page, READ_ON).published.isoformat() == "2022-08-17"


def test_no_year_beyond_the_one_that_the_body_speaks_of() -> None:
    body = "Ia ditemui Rabu (8/6). Kini untuk mudik tahun 2017 kapal ditambah.\nSejak 2014 kapal telah beroperasi."
    assert dated(body) == (None, DateBasis.UNKNOWN)


def test_two_possible_years_stay_unknown() -> None:
    body = "Mereka bertemu pada Minggu (20/2).\nPerjanjian yang pada 2009 telah diteken dibuka lagi."
    assert dated(body) == (None, DateBasis.UNKNOWN)


def test_partial_date_right_behind_a_full_one() -> None:
    body = "Mereka bertemu Senin (28/2/2022).\nHasilnya diumumkan camat, Rabu (2/3)."
    assert dated(body) == ("2022-03-02", DateBasis.INFERRED)


def test_nothing_is_published_after_it_was_read() -> None:
    page = "Judul Berita Tentang Bakau di Teluk\n15 Februari 2030, 10:00 WIB\n" + LEAD
    assert read_dump(page, READ_ON).published.basis is DateBasis.UNKNOWN
