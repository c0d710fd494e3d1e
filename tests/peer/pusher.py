"""Brings updates to the bot's webhook, one at a time, until the bot says 2xx (Bot API, "setWebhook")."""

from __future__ import annotations

import asyncio

import httpx

from tests.peer.delivery import Update
from tests.peer.world import Webhook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_DAY_SECONDS = 86400.0


class Pusher:
    """Runs for as long as the server does; `retry_seconds` is the pause after a failed delivery."""

    def __init__(self, world: World, retry_seconds: float) -> None:
        self._world = world
        self._retry_seconds = retry_seconds

    async def run(self) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            while True:
                update = await self._world.signal.until(self._due, _DAY_SECONDS, "an update for the webhook")
                hook = self._world.webhook
                error = await self._deliver(client, hook, update)
                if error:
                    hook.last_error, hook.last_error_date = error, self._world.now()
                    self._world.signal.notify()
                    await asyncio.sleep(self._retry_seconds)
                else:
                    self._world.updates.confirm(update)

    def _due(self) -> Update | None:
        pending = self._world.updates.pending
        return pending[0] if pending and self._world.webhook.url else None

    async def _deliver(self, client: httpx.AsyncClient, hook: Webhook, update: Update) -> str:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            response = await client.post(hook.url, json=update.to_json(), headers=headers)
        except httpx.HTTPError as error:
            return str(error) or type(error).__name__
        if response.is_success:
            return ""
        return f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
