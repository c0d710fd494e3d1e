"""Connections to public addresses only, so that no page makes the server ask its own network (SSRF).

The name is resolved here, every address is checked, and the connection goes to the address that was checked: a name
that resolves otherwise a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class ForbiddenAddress(Exception):
    """The name stands for an address that is not public."""


class GuardedBackend(httpcore.NetworkBackend):
    """``httpcore``'s own connections behind the check; ``private`` allows every address, for tests."""

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        return self._inner.connect_tcp(self._checked(host, port), port, timeout, local_address, socket_options)

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise ForbiddenAddress("a socket of this machine")

    def _checked(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host}: no address") from error
        addresses = [str(address[0]) for *_, address in found]
        if not self._private and not all(map(is_public, addresses)):
            raise ForbiddenAddress(host)
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, looked at behind IPv6's ways to write IPv4."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not (parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified)
