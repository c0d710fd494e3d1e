"""/ulang: an answer then and now."""

from __future__ import annotations

import json
from pathlib import Path

from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE, BRIDGE
from tests.telegram.living import ADMIN, living


async def test_then_and_now_across_a_restart_and_a_reindex(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        await chat.send(ASK_BRIDGE)
        code = (await chat.next_message()).text.rsplit("\n", 1)[1]
    other = {"id": "9", "outlet": "Harian Tiga", "title": "Pasar", "body": "Bupati membuka pasar malam."}
    (tmp_path / "lain.jsonl").write_text(json.dumps(other), encoding="utf-8")
    await kutip.reindex([tmp_path / "lain.jsonl"])
    async with living(peer, kutip):
        await chat.send(f"/ulang {code.upper()}")
        then, heading, now = [await chat.next_message() for _ in range(3)]
    assert then.quotes == [BRIDGE]
    assert f"Jawaban {code}" in then.text
    assert ASK_BRIDGE in then.text
    assert "Dari versi indeks 1." in then.text
    assert "versi indeks 2" in heading.text
    assert now.quotes == [BRIDGE]


async def test_only_the_chat_itself_and_admins_see_an_answer(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    admin = peer.private(peer.user("Admin", user_id=ADMIN))
    async with living(peer, kutip):
        await ani.send(ASK_BRIDGE)
        code = (await ani.next_message()).text.rsplit("\n", 1)[1]
        for words in (code, "<b>x</b>"):
            await budi.send(f"/ulang {words}")
            assert (await budi.next_message()).text == f"Tidak ada jawaban {words} di obrolan ini."
        await budi.send("/ulang")
        assert "/ulang" in (await budi.next_message()).text
        await admin.send(f"/ulang {code}")
        assert (await admin.next_message()).quotes == [BRIDGE]
