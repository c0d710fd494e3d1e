"""Work that thinks in a thread and comes back for what has to be waited for."""

from __future__ import annotations

import asyncio
import threading

import pytest

from retrieval.answering.thinking import Thinking, think


async def test_errands_are_run_in_the_event_loop_and_thoughts_elsewhere() -> None:
    loop, places = threading.get_ident(), []

    async def fetch(number: int) -> int:
        await asyncio.sleep(0)
        places.append(threading.get_ident() == loop)
        return number * 2

    def adding() -> Thinking[int]:
        places.append(threading.get_ident() != loop)
        first: int = yield lambda: fetch(1)
        second: int = yield lambda: fetch(first)
        places.append(threading.get_ident() != loop)
        return first + second

    assert await think(adding()) == 6
    assert places == [True] * 4


async def test_errors_pass_both_ways() -> None:
    def failing() -> Thinking[int]:
        yield lambda: asyncio.sleep(0)
        raise KeyError("thought")

    async def away() -> None:
        raise OSError("away")

    def waiting() -> Thinking[None]:
        yield away

    with pytest.raises(KeyError, match="thought"):
        await think(failing())
    with pytest.raises(OSError, match="away"):
        await think(waiting())
