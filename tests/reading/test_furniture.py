"""Lines that are furniture, and lines that merely resemble it."""

from __future__ import annotations

import pytest

from retrieval.reading.furniture import furniture

FURNITURE = """\
Baca Juga: Bakau Ditanam di Pesisir Utara
BACA JUGA
BACA JUGA Bakau di Pesisir Utara dan tulisan lain di rubrik ESAI.
Bagikan:
Facebook Twitter WhatsApp Copy Link
ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT
[Gambas:Video 20detik]
Simak Video "Bakau"
Internasional157 views
Dibaca 1.234 kali
1.2K kali dilihat
3 menit baca
2 jam lalu
Halaman: 1 2 3 Selanjutnya
Halaman Selanjutnya
Beranda > News > Nasional
Home / Nasional
Trending: Bakau | Teluk
Login
Ikuti kami di Google News
Silakan baca konten menarik lainnya dari Kabar Pantai di Google News
Foto: Sutarno/KabarPantai
Nelayan menanam bakau. (ANTARA FOTO/Sutarno)
Terpopuler
Pilihan Redaksi
Rekomendasi
Tags: bakau, teluk
0 Komentar
Discussion about this post
Editor: Sutarno
Copyright © 2024 Kabar Pantai
Tentang Kami | Redaksi | Pedoman Media Siber
Penulis: Sutarno
Rating: 4.5 (12 votes)
***""".splitlines()

PROSE = """\
Baca doa bersama digelar sebelum bibit ditanam.
Baca tulis Al-Qur'an diajarkan setiap sore di balai desa.
Foto yang beredar di media sosial itu diambil tahun lalu.
Simak saja pengakuan warga yang rumahnya hanyut.
Masuk ke hutan bakau itu tidak dipungut biaya.
Komentar bupati itu menuai kecaman warga.
Editor buku itu bernama Sutarno.
Bagikan beras kepada warga, begitu perintah camat.
Terkini, warga masih mengungsi di balai desa.
Rating film tentang bakau itu mencapai delapan persen.
Tagar #BakauKita pun ramai dibicarakan warga.
Tanggal 10 September juga hari lahir desa itu.
Mereka 47 kali menang dan imbang 13 kali.
Segera setelah foto itu beredar di media sosial, warga datang.
"Bakau ini milik kita semua," pungkas camat. (Humas/abc).
Ilustrasi buku itu dibuat oleh anak-anak nelayan.
"Foto ini bukti kami," kata Sutarno.""".splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert furniture(line) is not None


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_resembles_furniture(line: str) -> None:
    assert furniture(line) is None
