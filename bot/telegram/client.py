"""The Bot API client, for Telegram's own server or a local one."""

from __future__ import annotations

from telegram import Bot
from telegram.request import HTTPXRequest

# Sends to several chats go on at once; the pool must not be what they wait for.
CONNECTIONS = 32
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0


def new_bot(token: str, api_url: str) -> Bot:
    """A client that is not yet initialized."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(CONNECTIONS),
        get_updates_request=_request(1),
    )


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        pool_timeout=READ_SECONDS,
    )
