"""Articles of the tests' own, hostile ones among them, and questions that they answer."""

from __future__ import annotations

BRIDGE = "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu pagi."
COST = "Jembatan itu menelan biaya 12 miliar rupiah."
ASK_BRIDGE = "Siapa yang meresmikan jembatan gantung di Desa Sukamaju?"
HOSTILE = 'Wali Kota Banyu Asri menyebut pasar <b>Kembang</b> & "Melati" rugi < 5 miliar rupiah </blockquote>.'
ASK_HOSTILE = "Siapa yang menyebut pasar Kembang Melati rugi 5 miliar rupiah?"
HARVEST = "Petani kopi di Lereng Wilis memanen 40 ton biji kopi pada April."
ASK_HARVEST = "Berapa ton biji kopi yang dipanen petani di Lereng Wilis?"

ARTICLES = [
    {
        "id": "1",
        "outlet": "Kabar Uji",
        "title": "Jembatan gantung diresmikan",
        "published": "2022-02-20",
        "url": "https://kabar-uji.example/jembatan",
        "body": f"{BRIDGE} {COST}",
    },
    {
        "id": "2",
        "outlet": "<i>Warta</i> & Rekan",
        "title": '<a href="https://jahat.example">Pasar</a> rugi',
        "published": "2022-03-01",
        "url": 'https://warta.example/?a=1&b="><script>',
        "body": f"{HOSTILE} Pedagang meminta keringanan sewa kios.",
    },
    {
        "id": "3",
        "outlet": "Pos Contoh",
        "title": "Panen kopi",
        "published": "2022-04-05",
        "url": None,
        "body": f"{HARVEST} Harga kopi naik dua kali lipat.",
    },
]
