"""How many questions a person or a chat may ask in a minute."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.telegram.clock import Clock
from bot.telegram.incoming import Request
from bot.telegram.response import Response
from bot.telegram.rights import Rights

SECONDS = 60.0
# Those who asked nothing for a minute are forgotten when there are more than so many.
REMEMBERED = 10_000


@dataclass(slots=True)
class _Window:
    times: deque[float] = field(default_factory=deque)
    told_at: float | None = None

    def wait(self, now: float, limit: int) -> float:
        """Seconds until there is room for one more."""
        while self.times and self.times[0] <= now - SECONDS:
            self.times.popleft()
        return 0.0 if len(self.times) < limit else self.times[0] + SECONDS - now

    def told(self, now: float) -> bool:
        """Whether the last note is less than a minute old: places become free one by one, notes need not."""
        return self.told_at is not None and now < self.told_at + SECONDS


class Limits:
    """0 is no limit; admins have none. Whoever asks too much is told so once a minute.

    Counted in memory: whoever asks cannot bring about a restart, and what waits at one is in order of its chat.
    """

    def __init__(self, clock: Clock, rights: Rights, *, of_person: int, of_chat: int) -> None:
        self._clock = clock
        self._rights = rights
        self._of_person = of_person
        self._of_chat = of_chat
        self._windows: dict[Hashable, _Window] = {}

    def admit(self, request: Request) -> bool | Response:
        """True where the question may be asked, else the one note, or False where that was given."""
        if self._rights.is_admin(request.message):
            return True
        now = self._clock.monotonic()
        windows = [(self._window(key, now), limit) for key, limit in self._keys(request) if limit]
        waits = [(window.wait(now, limit), window) for window, limit in windows]
        full = [(seconds, window) for seconds, window in waits if seconds > 0]
        if not full:
            for window, _ in windows:
                window.times.append(now)
            return True
        if any(window.told(now) for _, window in full):
            return False
        for _, window in full:
            window.told_at = now
        longest = max(seconds for seconds, _ in full)
        return Response((request.texts("telegram.slow_down", seconds=math.ceil(longest)),))

    def _keys(self, request: Request) -> list[tuple[Hashable, int]]:
        message = request.message
        writer = message.sender_chat or message.from_user
        return [
            (("person", writer.id if writer is not None else 0), self._of_person),
            (("chat", message.chat_id), self._of_chat),
        ]

    def _window(self, key: Hashable, now: float) -> _Window:
        if len(self._windows) > REMEMBERED:
            recent = now - SECONDS
            self._windows = {
                one: window for one, window in self._windows.items() if window.times and window.times[-1] > recent
            }
        return self._windows.setdefault(key, _Window())
