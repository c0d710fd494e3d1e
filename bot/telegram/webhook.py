"""Telegram brings the updates; each is on disk before the answer 200 tells Telegram that it arrived."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.configuration import SettingsError
from bot.settings import Listen
from retrieval.errors import ArchiveUnavailable

log = logging.getLogger(__name__)

# Updates are some kilobytes; a message of 4096 characters with all its entities stays far below.
BODY_LIMIT = 1_000_000
_TOLD_BY = "x-telegram-bot-api-secret-token"

Receive = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]


class Webhook:
    """The application behind the webhook's address.

    Every path takes updates, as a proxy in front may rewrite it: the secret is what tells Telegram from others.
    """

    def __init__(self, secret: str, receive: Receive, alive: Callable[[], Awaitable[object]]) -> None:
        self._secret = secret.encode()
        self._receive = receive
        self._alive = alive

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/healthz", self._health, methods=["GET"]),
                Route("/{path:path}", self._update, methods=["POST"]),
            ]
        )

    async def _update(self, request: Request) -> Response:
        given = request.headers.get(_TOLD_BY, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return PlainTextResponse("forbidden", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = _parsed(body)
        if update is None:
            return PlainTextResponse("not an update", 400)
        try:
            await self._receive([update])
        except ArchiveUnavailable as error:
            # Telegram brings it again.
            log.warning("update %s not kept: %s", update["update_id"], error)
            return PlainTextResponse("try again", 503)
        return PlainTextResponse("ok")

    async def _health(self, _: Request) -> Response:
        try:
            await self._alive()
        except ArchiveUnavailable:
            return PlainTextResponse("the archive does not answer", 503)
        return PlainTextResponse("ok")


@asynccontextmanager
async def serving(application: Starlette, listen: Listen) -> AsyncIterator[None]:
    """Listens while the block runs; raises SettingsError when the address is not to be had."""
    listener = _bound(listen)
    config = uvicorn.Config(
        application, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=5
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        listener.close()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The bot has signal handlers of its own."""
        yield


def _bound(listen: Listen) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            listen.host, listen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise SettingsError(
            f"KUTIP_WEBHOOK_LISTEN: cannot listen on {listen.host}:{listen.port}: {error.strerror}"
        ) from None
    return listener


async def _body(request: Request) -> bytes | None:
    """The request's body; None when it is longer than an update can be."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    # JSON's true is an int to Python.
    known = isinstance(update, dict) and type(update.get("update_id")) is int
    return update if known else None
