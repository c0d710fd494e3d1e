"""The bot as the process that people start, and what it leaves behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.peer import Peer

ROOT = Path(__file__).parents[2]
# Python and the models are loaded first, on a machine that may be busy.
START_SECONDS = 60.0
END_SECONDS = 30.0


@dataclass
class Running:
    """``python -m bot run``; ``log`` is a file with all that it wrote on both streams, debug lines included."""

    process: Process
    log: Path

    async def kill(self) -> None:
        """SIGKILL, which leaves it no time for anything."""
        self.process.kill()
        await self.process.wait()

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Its exit code."""
        async with asyncio.timeout(END_SECONDS):
            return await self.process.wait()

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def started(peer: Peer, folder: Path, log: str = "log.txt", **settings: str) -> AsyncIterator[Running]:
    """The bot on ``folder/kutip.db`` while the block runs, and killed with it if it is still there."""
    file = folder / log
    with file.open("wb") as streams:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=_variables(peer, folder, settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=streams,
            stderr=asyncio.subprocess.STDOUT,
        )
    running = Running(process, file)
    try:
        yield running
    finally:
        if process.returncode is None:
            await running.kill()


def _variables(peer: Peer, folder: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KUTIP_", "PTB_"))}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "KUTIP_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'kutip.db'}",
        "KUTIP_TELEGRAM_TOKEN": peer.token,
        "KUTIP_TELEGRAM_API_URL": peer.url,
        "KUTIP_LOG_LEVEL": "debug",
        **settings,
    }
