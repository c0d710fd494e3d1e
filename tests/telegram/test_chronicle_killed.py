"""Pictures when Telegram fails, or the bot is killed before any one of its writes."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.telegram.inbox import prepare
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Fault, Peer
from tests.telegram.asker import Asker
from tests.telegram.content import BRIDGE, HARVEST
from tests.telegram.living import living
from tests.telegram.writes import Writes

BRIDGES, COFFEE = "Linimasa: jembatan Sukamaju", "Linimasa: panen kopi"


@pytest.mark.parametrize("fault", [Fault.too_many(1), Fault.bad_gateway(), Fault.drop_before()])
async def test_one_picture_in_the_end(peer: Peer, kutip: Kutip, fault: Fault) -> None:
    ani = Asker(peer)
    for method in ("sendPhoto", "editMessageMedia"):
        peer.fail(method, with_=fault, times=2)
    async with living(peer, kutip):
        message = await ani.ask("/linimasa jembatan Sukamaju")
        light = message.file
        await ani.toast(message, "Gelap")
        await ani.chat.next_edit()
    assert len(ani.chat.received) == 1
    assert message.file is not None
    assert light is not None
    assert message.file.data != light.data


async def test_a_picture_that_somebody_deleted_is_sent_anew(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    peer.fail("editMessageMedia", with_=Fault.refuse(400, "Bad Request: message to edit not found"), times=1)
    async with living(peer, kutip):
        message = await ani.ask("/linimasa jembatan Sukamaju")
        await ani.toast(message, "Gelap")
        anew = await ani.chat.next_message()
        assert anew.file is not None
        assert anew.text == message.text
        await ani.toast(anew, "Terang")
        assert (await ani.chat.next_edit()).message is anew


async def test_killed_before_any_write(tmp_path: Path, database: str, minds: tuple[Analyzer, Answerer]) -> None:
    async with await Archive.open(database) as archive:
        await prepare(archive.database.engine)
    undisturbed = Writes()
    assert await _shown(tmp_path / "undisturbed.db", minds, undisturbed) == [COFFEE]
    assert undisturbed.made > 6
    for number in range(undisturbed.made):
        shown = await _shown(tmp_path / f"{number}.db", minds, Writes(number))
        # What Telegram had taken, and the bot could not write down any more, may stand there twice.
        assert COFFEE in shown, (number, shown)
        assert len(shown) <= 2, (number, shown)


async def _shown(file: Path, minds: tuple[Analyzer, Answerer], writes: Writes) -> Sequence[str]:
    """The pictures in the chat after a topic and its edit into another, and a restart after the kill."""
    shutil.copy(file.with_name("kutip.db"), file)
    async with Peer() as peer, await Archive.open(f"sqlite:///{file}") as archive:
        kutip = Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now)
        ani = Asker(peer)
        with writes.of(archive.database):
            async with living(peer, kutip, drain_seconds=20 if writes.limit is None else 0):
                asked = await ani.chat.send("/linimasa jembatan Sukamaju")
                await peer.edit(asked, "/linimasa panen kopi")
                ends = [asyncio.create_task(one) for one in (_edited(ani), writes.over())]
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                for one in ends:
                    one.cancel()
        async with living(peer, kutip):
            await ani.chat.send("/kronologi jembatan Sukamaju")
            while BRIDGE not in (await ani.chat.next_message()).quotes:
                pass
        assert HARVEST not in [quote for message in ani.chat.messages for quote in message.quotes]
        return [message.text.splitlines()[0] for message in ani.chat.messages if message.file is not None]


async def _edited(ani: Asker) -> None:
    await ani.chat.next_message()
    await ani.chat.next_edit()
