"""Pictures drawn beside the event loop, one at a time."""

from __future__ import annotations

import asyncio

from bot.texts import Texts
from bot.timeline.coverage import Coverage
from bot.timeline.themes import Look


class Pictures:
    def __init__(self) -> None:
        self._drawing = asyncio.Semaphore(1)

    async def draw(self, coverage: Coverage, topic: str, look: Look, texts: Texts) -> bytes:
        """A PNG."""
        async with self._drawing:
            return await asyncio.to_thread(_draw, coverage, topic, look, texts)


def _draw(coverage: Coverage, topic: str, look: Look, texts: Texts) -> bytes:
    # Loading matplotlib takes a second, which a bot that is never asked for a picture does not need.
    from bot.timeline.drawing import draw

    return draw(coverage, topic, look, texts)
