"""Updates on their way to the bot: the queue behind getUpdates and the webhook (Bot API, "Getting updates")."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.peer.errors import conflict
from tests.peer.signals import Signal

KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
        "callback_query", "my_chat_member", "chat_member", "message_reaction", "message_reaction_count",
    }
)  # fmt: skip
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Update:
    id: int
    kind: str
    payload: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(eq=False)
class _Waiting:
    update: Update
    # A redelivered update comes whatever the offset, once.
    again: bool = False
    handed_out: bool = False


@dataclass(eq=False)
class Updates:
    """The queue of one bot. `acknowledged` holds what the bot has confirmed, in order."""

    signal: Signal
    next_id: int = 700_000_001
    allowed: frozenset[str] = KINDS - _ASKED_FOR_ONLY
    webhook_url: str = ""
    acknowledged: list[Update] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _poll: asyncio.Event | None = None

    @property
    def pending(self) -> list[Update]:
        return [waiting.update for waiting in self._waiting]

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Sets allowed_updates: None leaves it, none at all means the default; unknown names are ignored."""
        if kinds is not None:
            chosen = frozenset(kinds) & KINDS
            self.allowed = chosen or KINDS - _ASKED_FOR_ONLY

    def put(self, kind: str, payload: dict[str, Any]) -> Update | None:
        """Queues a new update; None if the bot has not asked for this kind."""
        if kind not in self.allowed:
            return None
        update = Update(self.next_id, kind, payload)
        self.next_id += 1
        self._waiting.append(_Waiting(update))
        self.signal.notify()
        return update

    def put_again(self, update: Update) -> None:
        """Queues an update once more under its old id, before everything else."""
        self._waiting.insert(0, _Waiting(update, again=True))
        self.signal.notify()

    def clear(self) -> None:
        self._waiting.clear()
        self.signal.notify()

    def confirm(self, update: Update) -> None:
        """Takes an update off the queue (the webhook's way)."""
        self._waiting = [waiting for waiting in self._waiting if waiting.update is not update]
        self.acknowledged.append(update)
        self.signal.notify()

    async def poll(self, offset: int, limit: int, timeout_seconds: float, gone: asyncio.Event) -> list[dict[str, Any]]:
        """One getUpdates. A second one ends the first with 409, as on Telegram; `gone`: the client hung up."""
        if self.webhook_url:
            raise conflict(_WEBHOOK_ACTIVE)
        if self._poll is not None:
            self._poll.set()
        terminated = self._poll = asyncio.Event()
        try:
            self._acknowledge(offset)
            return await self._wait(offset, limit, timeout_seconds, terminated, gone)
        finally:
            if self._poll is terminated:
                self._poll = None

    async def _wait(
        self, offset: int, limit: int, timeout_seconds: float, terminated: asyncio.Event, gone: asyncio.Event
    ) -> list[dict[str, Any]]:
        stops = [asyncio.ensure_future(event.wait()) for event in (terminated, gone)]
        ready = asyncio.ensure_future(self.signal.until(lambda: self._batch(offset, limit) or None, 86400, "updates"))
        try:
            await asyncio.wait({ready, *stops}, timeout=timeout_seconds, return_when=asyncio.FIRST_COMPLETED)
            if terminated.is_set():
                raise conflict(_WEBHOOK_ACTIVE if self.webhook_url else _OTHER_POLL)
            if gone.is_set():
                return []
            batch = self._batch(offset, limit)
        finally:
            for task in (ready, *stops):
                task.cancel()
            await asyncio.gather(ready, *stops, return_exceptions=True)
        for waiting in batch:
            waiting.handed_out = True
        return [waiting.update.to_json() for waiting in batch]

    def set_webhook(self, url: str) -> None:
        """Switches between the two ways; a getUpdates under way ends with 409."""
        self.webhook_url = url
        if url and self._poll is not None:
            self._poll.set()
        self.signal.notify()

    def _batch(self, offset: int, limit: int) -> list[_Waiting]:
        found = [w for w in self._waiting if (w.again and not w.handed_out) or w.update.id >= offset]
        return found[:limit]

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            # Bot API: a negative offset counts from the end, and forgets everything before.
            keep = self._waiting[offset:]
        else:
            keep = [w for w in self._waiting if (not w.handed_out if w.again else w.update.id >= offset)]
        self.acknowledged += [w.update for w in self._waiting if w not in keep]
        if len(keep) != len(self._waiting):
            self._waiting = keep
            self.signal.notify()
