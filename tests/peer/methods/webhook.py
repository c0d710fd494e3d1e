"""setWebhook, deleteWebhook, getWebhookInfo and getFile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from tests.peer.errors import bad_request
from tests.peer.params import Params
from tests.peer.world import Webhook, World

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    # A local Bot API server takes plain HTTP; only this machine is ever called.
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _LOCAL:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", 40) or 40
    if not 1 <= connections <= 100:
        raise bad_request("bad webhook: max_connections must be between 1 and 100")
    world.updates.allow(params.sequence("allowed_updates"))
    if params.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook = Webhook(url, secret, connections)
    world.updates.set_webhook(url)
    return True


def delete_webhook(world: World, params: Params) -> bool:
    if params.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook = Webhook()
    world.updates.set_webhook("")
    return True


def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    hook = world.webhook
    body: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": sorted(world.updates.allowed),
    }
    if hook.url:
        body["max_connections"] = hook.max_connections
    if hook.last_error:
        body |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_date}
    return body


def get_file(world: World, params: Params) -> dict[str, Any]:
    attachment = world.files.get(params.text("file_id"))
    if attachment is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": attachment.file_id,
        "file_unique_id": f"u{attachment.file_id}",
        "file_size": len(attachment.data),
        "file_path": f"documents/{attachment.file_id}",
    }


METHODS: Mapping[str, Any] = MappingProxyType(
    {
        "setWebhook": set_webhook,
        "deleteWebhook": delete_webhook,
        "getWebhookInfo": get_webhook_info,
        "getFile": get_file,
    }
)
