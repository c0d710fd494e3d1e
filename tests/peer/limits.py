"""Telegram's sending limits (Bots FAQ, "My bot is hitting limits"), on a clock of the test's choice."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.peer.errors import too_many

_MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
_EDITS = frozenset({"editMessageText", "editMessageReplyMarkup", "editMessageCaption", "editMessageMedia"})


@dataclass(eq=False)
class _Window:
    limit: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until there is room for one more."""
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        return 0.0 if len(self.times) < self.limit else self.times[0] + self.seconds - now


@dataclass(frozen=True)
class Limits:
    """At most so many requests. `burst` messages to one chat may come at once if the average stays 1/s."""

    per_second: int = 30
    per_chat_second: int = 1
    burst: int = 1
    per_group_minute: int = 20
    count_edits: bool = True
    count_actions: bool = False

    def counts(self, method: str) -> bool:
        return (
            method in _MESSAGES
            or (self.count_edits and method in _EDITS)
            or (self.count_actions and method == "sendChatAction")
        )


@dataclass(eq=False)
class Meter:
    """Applies the limits; a refused request takes no room."""

    limits: Limits
    monotonic: Callable[[], float]
    _windows: dict[tuple[str, int], _Window] = field(default_factory=dict)

    def take(self, method: str, chat_id: int, *, group: bool) -> None:
        """Raises 429 with the seconds to wait, rounded up."""
        if not self.limits.counts(method):
            return
        now = self.monotonic()
        windows = [self._window("all", 0), self._window("chat", chat_id)]
        if group:
            windows.append(self._window("group", chat_id))
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for window in windows:
            window.times.append(now)

    def _window(self, kind: str, chat_id: int) -> _Window:
        key = (kind, chat_id)
        if key not in self._windows:
            burst = self.limits.burst
            sizes = {
                "all": (self.limits.per_second, 1.0),
                "chat": (burst * self.limits.per_chat_second, float(burst)),
                "group": (self.limits.per_group_minute, 60.0),
            }
            self._windows[key] = _Window(*sizes[kind])
        return self._windows[key]
