"""The bot killed before any one of its writes: what was asked is answered, in order."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.telegram.inbox import prepare
from retrieval.archive.archive import Archive
from tests.peer import Peer, Private
from tests.telegram.living import living
from tests.telegram.scripted import Scripted
from tests.telegram.writes import Writes

LONG = "Kalimat yang panjang sekali. " * 130
IN_THE_END = ("Pendek.", "Jawaban atas: lalu?", "Jawaban atas: akhir?")


async def test_killed_before_any_write(tmp_path: Path) -> None:
    async with await Archive.open(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        await prepare(empty.database.engine)
    undisturbed = Writes()
    assert await _shown(tmp_path / "undisturbed.db", undisturbed) == list(IN_THE_END)
    assert undisturbed.made > 15
    for number in range(undisturbed.made):
        shown = await _shown(tmp_path / f"{number}.db", Writes(number))
        # What Telegram had taken, and the bot could not write down any more, may stand there twice.
        assert _in_order(IN_THE_END, shown), (number, shown)
        assert len(shown) <= len(IN_THE_END) + 1, (number, shown)


async def _shown(file: Path, writes: Writes) -> Sequence[str]:
    """What stands in the chat after a long answer, the edit that makes it short, and another question.

    The bot ends when its writes do; another one, on the same database, is asked a last question.
    """
    shutil.copy(file.with_name("empty.db"), file)
    async with Peer() as peer, await Archive.open(f"sqlite:///{file}") as archive:
        scripted = Scripted(archive)
        scripted.answers = {"panjang?": [f"{part} {LONG}" for part in range(3)], "pendek?": ["Pendek."]}
        chat = peer.private(peer.user("Ani"))
        with writes.of(archive.database):
            async with living(peer, scripted, drain_seconds=20 if writes.limit is None else 0):
                asked = await chat.send("panjang?")
                await peer.edit(asked, "pendek?")
                await chat.send("lalu?")
                if writes.limit is None:
                    await _answered(chat, "lalu?")
                else:
                    await writes.over()
        async with living(peer, scripted):
            await chat.send("akhir?")
            await _answered(chat, "akhir?")
        return [message.quotes[0][:30] for message in chat.messages]


async def _answered(chat: Private, question: str) -> None:
    while (await chat.next_message()).quotes != [f"Jawaban atas: {question}"]:
        pass


def _in_order(wanted: Iterable[str], shown: Iterable[str]) -> bool:
    rest = iter(shown)
    return all(one in rest for one in wanted)
