"""Work that thinks in a thread of its own and comes back only for what has to be waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# What is waited for is made in the event loop: a generator yields how, and is sent the result.
Errand = Callable[[], Awaitable[Any]]
Thinking = Generator[Errand, Any, T]


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    result: T


async def think(thinking: Thinking[T]) -> T:
    """The generator's return value; every step between two errands is one visit to a worker thread."""
    result: Any = None
    while True:
        step = await asyncio.to_thread(_step, thinking, result)
        if isinstance(step, _Done):
            return step.result
        result = await step()


def _step(thinking: Thinking[T], result: Any) -> Errand | _Done[T]:
    # A StopIteration cannot pass through a future.
    try:
        return thinking.send(result)
    except StopIteration as stop:
        return _Done(stop.value)
