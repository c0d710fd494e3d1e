"""A heartbeat file: the running bot touches it while its archive answers; the container's check reads its age."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from retrieval.errors import KutipError

log = logging.getLogger(__name__)

BEAT_SECONDS = 15.0
# Three missed beats and some slack: one slow query must not get the bot restarted.
STALE_SECONDS = 60.0


@asynccontextmanager
async def heartbeat(
    file: Path | None, alive: Callable[[], Awaitable[object]], every: float = BEAT_SECONDS
) -> AsyncIterator[None]:
    """Touches ``file`` every ``every`` seconds, as long as ``alive`` returns; nothing without a file."""
    if file is None:
        yield
        return
    await asyncio.to_thread(file.parent.mkdir, parents=True, exist_ok=True)
    beating = asyncio.create_task(_beat(file, alive, every))
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        await asyncio.to_thread(file.unlink, missing_ok=True)


async def _beat(file: Path, alive: Callable[[], Awaitable[object]], every: float) -> None:
    while True:
        try:
            await alive()
            await asyncio.to_thread(file.touch)
        except (KutipError, OSError) as error:
            log.warning("no heartbeat: %s", error)
        await asyncio.sleep(every)


def age(file: Path, now: float) -> float | None:
    """Seconds since the last beat at ``now`` (seconds since the epoch), or None when there was none."""
    try:
        return now - file.stat().st_mtime
    except FileNotFoundError:
        return None
