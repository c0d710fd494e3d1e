"""What each command does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.telegram.incoming import Request
from bot.telegram.response import Response

Command = Callable[[Request], Awaitable[Response | None]]
# What an act of an admin does: it takes the id of the asking update, the request, and the admin's own id.
Act = Callable[[int, Request, int], Awaitable[Response | None]]
Commands = Mapping[str, Command]
Acts = Mapping[str, Act]
