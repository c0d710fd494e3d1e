"""/pantau and /pantauan: what is new comes to the chat once, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
AGAIN = "Warga Sukamaju yang kebanjiran mengungsi ke balai desa."


@pytest.fixture
def room(kutip: Kutip, tmp_path: Path) -> Newsroom:
    return Newsroom(kutip, tmp_path / "berita.jsonl")


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


async def test_a_new_sentence_comes_once(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir Sukamaju")
        confirmed = await chat.next_message()
        assert "banjir, Sukamaju" in confirmed.text
        assert [button["text"] for button in confirmed.buttons] == ["Sekali sehari saja", "Hentikan"]
        await clock.look()
        await room.publish(1, f"{FLOOD} Pasar tetap buka.")
        await clock.look()
        news = await chat.next_message()
        await room.publish(2, AGAIN, outlet=None, published=None)
        await clock.look()
        more = await chat.next_message()
        await room.publish(1, f"{FLOOD} Pasar sudah tutup.")
        await clock.look()
    assert news.quotes == [FLOOD]
    assert "Kabar Uji · 20 November 2026" in news.text
    assert "Naskah 1" in news.text
    assert news.reply_to is None
    assert more.quotes == [AGAIN]
    assert "tanggal tidak tercantum" in more.text
    assert chat.received == [confirmed, news, more]
