"""The bot killed before any one of its writes: what was asked is answered, in order."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram.inbox import prepare
from retrieval.archive.archive import Archive
from retrieval.archive.engine import Database
from tests.peer import Peer, Private
from tests.telegram.living import living
from tests.telegram.scripted import Scripted

T = TypeVar("T")
LONG = "Kalimat yang panjang sekali. " * 130
IN_THE_END = ("Pendek.", "Jawaban atas: lalu?", "Jawaban atas: akhir?")


async def test_killed_before_any_write(tmp_path: Path) -> None:
    async with await Archive.open(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        await prepare(empty.database.engine)
    undisturbed = _Writes()
    assert await _shown(tmp_path / "undisturbed.db", undisturbed) == list(IN_THE_END)
    assert undisturbed.made > 15
    for number in range(undisturbed.made):
        shown = await _shown(tmp_path / f"{number}.db", _Writes(number))
        # What Telegram had taken, and the bot could not write down any more, may stand there twice.
        assert _in_order(IN_THE_END, shown), (number, shown)
        assert len(shown) <= len(IN_THE_END) + 1, (number, shown)


async def _shown(file: Path, writes: _Writes) -> Sequence[str]:
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


class _Writes:
    """Counts a database's writes; with a ``limit``, none comes to an end after so many."""

    def __init__(self, limit: int | None = None) -> None:
        self.made = 0
        self.limit = limit
        self._over = asyncio.Event()

    @contextmanager
    def of(self, database: Database) -> Iterator[None]:
        writing, write = database.writing, database.write

        @asynccontextmanager
        async def counted() -> AsyncIterator[AsyncConnection]:
            await self._count()
            async with writing() as connection:
                yield connection

        async def counted_too(work: Callable[[Connection], T]) -> T:
            await self._count()
            return await write(work)

        with patch.object(database, "writing", counted), patch.object(database, "write", counted_too):
            yield

    async def _count(self) -> None:
        if self.made == self.limit:
            self._over.set()
            await asyncio.Event().wait()
        self.made += 1

    async def over(self) -> None:
        async with asyncio.timeout(20):
            await self._over.wait()
