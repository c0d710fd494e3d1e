"""The webhook's way, with python-telegram-bot's own server at the other end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.peer import Peer


@dataclass
class Hook:
    """A bot's webhook that answers with the given statuses, then with 200; status 0 drops the connection."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    got: list[tuple[int, str | None]] = field(default_factory=list)
    state: ServerState = field(default_factory=ServerState)

    async def __call__(self, request: Request) -> Response:
        update = await request.json()
        self.got.append((update["update_id"], request.headers.get("x-telegram-bot-api-secret-token")))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 0:
            for connection in list(self.state.connections):
                connection.transport.abort()
        return Response(status_code=status or 200)


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[Hook]:
    app = Starlette(routes=[Route("/hook", hook.__call__, methods=["POST"])])
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", access_log=False, log_config=None)
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: H11Protocol(config, hook.state, {}), "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield hook
    finally:
        server.close()
        for connection in list(hook.state.connections):
            connection.transport.abort()


async def test_updates_come_in_order_until_they_are_taken(peer: Peer, bot: Bot) -> None:
    chat = peer.private(peer.user("Alice"))
    async with listening(Hook(statuses=[500, 0, 200])) as hook:
        await bot.set_webhook(hook.url, secret_token="rahasia-1")
        first, second = await chat.send("satu"), await chat.send("dua")
        await peer.idle()
        ids = [identifier for identifier, _ in hook.got]
        assert ids == [first.update.id] * 3 + [second.update.id]
        assert {secret for _, secret in hook.got} == {"rahasia-1"}
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (hook.url, 0)
        assert info.last_error_message
        await peer.redeliver(first)
        await peer.idle()
        assert hook.got[-1][0] == first.update.id


async def test_polling_and_webhook_exclude_each_other(peer: Peer, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await peer.request("getUpdates")
    async with listening(Hook()) as hook:
        await bot.set_webhook(hook.url, allowed_updates=["message"])
        with pytest.raises(Conflict):
            await polling
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        chat = peer.private(peer.user("Alice"))
        asked = await chat.send("satu")
        await peer.edit(asked, "dua")
        assert asked.update is None
        await peer.idle()
        assert len(hook.got) == 1
    await bot.delete_webhook()
    await chat.send("tiga")
    assert [u.message.text for u in await bot.get_updates()] == ["tiga"]


async def test_pending_updates_can_be_dropped(peer: Peer, bot: Bot) -> None:
    await peer.private(peer.user("Alice")).send("satu")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://127.0.0.1:1/hook", "tidak boleh!", "Secret token contains unallowed characters"),
        ("http://127.0.0.1:1/hook", "x" * 257, "Secret token is too long"),
        ("ftp://127.0.0.1/hook", "x", "Bad webhook: an https url must be provided for webhook"),
        ("https://kabar.example/hook", "x", "Bad webhook: failed to resolve host"),
    ],
)
async def test_bad_webhooks(bot: Bot, url: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""
