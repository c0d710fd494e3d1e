"""/terbaru, /artikel, /sumber and /status, out of the real archive."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from retrieval.archive.listing import Listing
from retrieval.service import Kutip
from tests.peer import Peer, Private
from tests.telegram.content import HOSTILE
from tests.telegram.living import living

LONG = " ".join(f"Kalimat nomor {number} dari naskah panjang itu selesai dibaca." for number in range(150))
RISKY, UNTIMED = '<a href="https://jahat.example">Pasar</a> rugi', "Naskah <u>tanpa</u> tanggal"
UNDATED = {
    "id": "4",
    "outlet": "Pos Contoh",
    "title": UNTIMED,
    "published": None,
    "url": None,
    "body": LONG,
}


@pytest.fixture
async def grown(kutip: Kutip, tmp_path: Path) -> Kutip:
    """The archive with a long article more, which has no date."""
    (tmp_path / "artikel.jsonl").write_text(json.dumps(UNDATED), encoding="utf-8")
    await kutip.reindex([tmp_path / "artikel.jsonl"])
    return kutip


async def said(chat: Private, words: str) -> str:
    await chat.send(words)
    return (await chat.next_message()).text


async def ids(kutip: Kutip) -> dict[str | None, int]:
    return {article.ref.title: article.ref.id for article in await kutip.articles()}


async def test_the_newest_come_first_and_the_undated_apart(peer: Peer, grown: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, grown):
        text = await said(chat, "/terbaru")
    titles = ["Panen kopi", RISKY, "Jembatan gantung", "Tanpa tanggal", UNTIMED]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Pos Contoh · 5 April 2022" in text
    assert "Pos Contoh · tanggal tidak tercantum" in text
    assert f"/artikel {(await ids(grown))['Panen kopi']}\n" in text


async def test_an_article_is_shown_as_stored(peer: Peer, grown: Kutip) -> None:
    numbers = await ids(grown)
    chat = peer.private(ani := peer.user("Ani"))
    async with living(peer, grown):
        hostile = await said(chat, f"/artikel {numbers[RISKY]}")
        await chat.send(f"/artikel {numbers[UNTIMED]}")
        message = await chat.next_message()
        pages = [message.text]
        while any(button["text"] == "▶" for button in message.buttons):
            await (await peer.press(message, "▶", by=ani)).answer()
            pages.append((await chat.next_edit()).message.text)
    assert f"{HOSTILE} Pedagang meminta keringanan sewa kios." in hostile
    assert "<i>Warta</i> & Rekan · 1 Maret 2022\nTanggal dinyatakan oleh halaman." in hostile
    assert "Tanggal tidak diketahui." in pages[0]
    numbered = [page.rsplit("\n\n", 1) for page in pages]
    assert [number for _, number in numbered] == [f"Halaman {n} dari {len(pages)}" for n in range(1, len(pages) + 1)]
    assert len(pages) > 2
    assert " ".join(words for words, _ in numbered).replace("\n\n", " ").endswith(LONG)


async def test_what_is_no_article(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        assert "/terbaru" in await said(chat, "/artikel")
        for words in ("<b>x</b>", "999999", "9" * 60, "²", "-1"):
            assert f"Tidak ada artikel {words[:40]} di arsip." == await said(chat, f"/artikel {words}")


async def test_outlets_with_their_days_and_the_last_arrival(peer: Peer, grown: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, grown):
        text = await said(chat, "/sumber")
        status = await said(chat, "/status")
    pos, kabar = (next(part for part in text.split("\n\n") if name in part) for name in ("Pos Contoh", "Kabar Uji"))
    assert "2 artikel" in pos
    assert "5 April 2022" in pos
    assert "1 artikel tidak mencantumkan tanggal." in pos
    assert "20 Februari 2022" in kabar
    assert "tidak mencantumkan" not in kabar
    assert "terakhir masuk" in kabar
    assert "Data sampai 5 April 2022." in status


async def test_a_changed_article_is_no_arrival(kutip: Kutip, tmp_path: Path) -> None:
    listing, file = Listing(kutip.archive.database), tmp_path / "artikel.jsonl"

    async def arrivals(*articles: object) -> dict[str, datetime | None]:
        file.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
        await kutip.reindex([file])
        return {one.outlet: one.arrived for one in await listing.outlets()}

    other = {"id": "5", "outlet": "Harian Tiga", "title": "Pameran", "body": "Panitia menambah satu hari pameran."}
    before = await arrivals(UNDATED, other)
    changed = other | {"body": "Panitia menambah dua hari pameran."}
    after = await arrivals(UNDATED, changed, UNDATED | {"id": "6", "body": "Bupati membuka pasar malam di alun-alun."})
    assert {name for name in after if before[name] != after[name]} == {"Pos Contoh"}
