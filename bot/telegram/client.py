"""The Bot API client, for Telegram's own server or a local one."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

# Sends to several chats go on at once; the pool must not be what they wait for.
CONNECTIONS = 64
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0


def new_bot(token: str, api_url: str) -> Bot:
    """A client that is not yet initialized."""
    # A line for each request, with the token in it, every few seconds.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # A traceback for each page of a proxy that stands where JSON should; the error itself is told once, by the caller.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=new_request(CONNECTIONS),
        get_updates_request=new_request(1),
    )


def new_request(connections: int) -> BaseRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        pool_timeout=READ_SECONDS,
    )
