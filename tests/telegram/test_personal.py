"""/hapusdata: what is kept of people, and that it goes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.telegram.inbox import prepare
from bot.telegram.personal.erasure import Erasure
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE, ASK_HARVEST
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock

OTHERS = ("1 penilaian", "1 pantauan", "setelan obrolan pribadi")


async def test_what_is_kept_is_told_and_erased_in_all_chats(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    chat, group = peer.private(ani), peer.group("Redaksi", [ani, budi])
    async with living(peer, kutip):
        await chat.send(ASK_BRIDGE)
        answer = await chat.next_message()
        await (await peer.press(answer, "👍", by=ani)).answer()
        for person in (ani, budi):
            await group.send(person, f"/tanya {ASK_HARVEST}")
            other = await group.next_message()
        await chat.send("/pantau banjir")
        await chat.next_message()
        await chat.send("/atur kutipan 5")
        await chat.next_message()
        await chat.send("/hapusdata")
        told = await chat.next_message()
        for words in ("2 pertanyaan", "di obrolan ini dan 1 obrolan lain", *OTHERS):
            assert words in told.text
    async with living(peer, kutip):
        await (await peer.press(told, "Hapus semua data saya", by=ani)).answer()
        assert "sudah dihapus" in (await chat.next_edit()).message.text
        await chat.send("/hapusdata")
        assert "tidak menyimpan" in (await chat.next_message()).text
        await chat.send("/atur")
        assert "jawaban: 3" in (await chat.next_message()).text
        gone = await (await peer.press(answer, "Konteks", by=ani)).answer()
        assert "tidak tersimpan lagi" in gone["text"]
        await (await peer.press(other, "Konteks", by=budi)).answer()
        assert ASK_HARVEST.split()[2] in (await group.next_message()).text
    assert not (await Erasure(kutip.archive.database).of(ani.id)).any
    assert (await Erasure(kutip.archive.database).of(budi.id)).exchanges.exchanges == 1


async def test_nobody_erases_for_another(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [ani, budi])
    async with living(peer, kutip):
        await group.send(ani, f"/tanya {ASK_BRIDGE}")
        await group.next_message()
        await group.send(ani, "/hapusdata")
        told = await group.next_message()
        refused = await (await peer.press(told, "Hapus semua data saya", by=budi)).answer()
        assert "hanya untuk orang yang memintanya" in refused["text"]
        assert refused["show_alert"]
    assert (await Erasure(kutip.archive.database).of(ani.id)).exchanges.exchanges == 1


async def test_an_id_that_ends_like_another_is_another(kutip: Kutip) -> None:
    await prepare(kutip.archive.engine)
    await kutip.ask(ASK_BRIDGE, chat="telegram:1:0:142")
    erasure = Erasure(kutip.archive.database)
    await erasure.erase(42)
    assert (await erasure.of(142)).exchanges.exchanges == 1


async def test_what_is_old_goes_by_itself(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    chat = peer.private(ani)
    async with living(peer, kutip):
        await chat.send(ASK_BRIDGE)
        await chat.next_message()
    erasure, now = Erasure(kutip.archive.database), datetime.now(UTC)
    assert await erasure.erase_older(timedelta(days=30), now) == 0
    async with living(peer, kutip, DeskClock(now + timedelta(days=31)), retention_days=30), asyncio.timeout(20):
        while (await erasure.of(ani.id)).any:
            pass
        await chat.send("/hapusdata")
        assert "tidak menyimpan" in (await chat.next_message()).text
