"""A server for each test, and python-telegram-bot's real Bot as its client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.peer import Peer


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer() as server:
        yield server


@pytest.fixture
async def bot(peer: Peer) -> AsyncIterator[Bot]:
    async with Bot(peer.token, base_url=f"{peer.url}/bot", base_file_url=f"{peer.url}/file/bot") as client:
        yield client
