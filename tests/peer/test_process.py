"""A bot in a process of its own, killed while it polls: nothing is lost."""

from __future__ import annotations

import asyncio
import sys

from telegram import Bot

from tests.peer import Peer

_POLL_FOR_EVER = """
import sys, urllib.request
while True:
    urllib.request.urlopen(sys.argv[1] + "/getUpdates?timeout=30").read()
"""


async def test_a_killed_bot_leaves_its_updates(peer: Peer, bot: Bot) -> None:
    root = f"{peer.url}/bot{peer.token}"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _POLL_FOR_EVER, root)
    await peer.request("getUpdates", timeout_seconds=60)
    process.kill()
    await process.wait()
    sent = await peer.private(peer.user("Alice")).send("satu")
    assert [update.update_id for update in await bot.get_updates(timeout=30)] == [sent.update.id]
