"""A database that stops writing, as it would look to a bot that is killed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar
from unittest.mock import patch

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from retrieval.archive.engine import Database

T = TypeVar("T")


class Writes:
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
