"""The Bot API's methods, each a function of the world and the request's parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tests.peer.methods import editing, membership, profile, queries, sending, webhook
from tests.peer.params import Params
from tests.peer.world import World

Method = Callable[[World, Params], Any]

# Names are not case sensitive (Bot API, "Making requests"); getUpdates waits, so the server has it.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        name.lower(): method
        for module in (editing, membership, profile, queries, sending, webhook)
        for name, method in module.METHODS.items()
    }
)
NAMES: Mapping[str, str] = MappingProxyType(
    {
        name.lower(): name
        for module in (editing, membership, profile, queries, sending, webhook)
        for name in module.METHODS
    }
    | {"getupdates": "getUpdates"}
)
