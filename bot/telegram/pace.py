"""How fast Telegram lets a bot write (Bots FAQ, "My bot is hitting limits, how do I avoid this?")."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

ALL_PER_SECOND = 30
# One message a second on average, a few at once: an answer of several messages comes in one go.
CHAT_BURST = 3
GROUP_PER_MINUTE = 20
# Of a group's minute, what only answers may use: progress is shown from the rest.
GROUP_RESERVE = 12


class Window:
    """At most ``limit`` requests within any ``seconds``."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float, spare: int = 0) -> float:
        """Seconds until there is room for one more, with ``spare`` places left free besides."""
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        over = len(self._times) - (self._limit - spare)
        return 0.0 if over < 0 else self._times[over] + self._seconds - now

    def take(self, now: float) -> None:
        self._times.append(now)

    @property
    def last(self) -> float | None:
        return self._times[-1] if self._times else None


@dataclass(slots=True)
class Pace:
    """The limits of one chat, and until when Telegram asked to leave it alone."""

    chat: Window
    group: Window | None
    blocked_until: float = 0.0

    @classmethod
    def of(cls, chat_id: int) -> Pace:
        # Groups, supergroups and channels have negative ids.
        group = Window(GROUP_PER_MINUTE, 60.0) if chat_id < 0 else None
        return cls(Window(CHAT_BURST, float(CHAT_BURST)), group)

    def wait(self, now: float, *, yielding: bool) -> float:
        """Seconds until one more request may go; a ``yielding`` one leaves room for answers."""
        waits = [self.blocked_until - now, self.chat.wait(now, 1 if yielding else 0)]
        if self.group is not None:
            waits.append(self.group.wait(now, GROUP_RESERVE if yielding else 0))
        return max(0.0, *waits)

    def take(self, now: float) -> None:
        self.chat.take(now)
        if self.group is not None:
            self.group.take(now)

    def idle(self, now: float) -> bool:
        """Whether nothing of the past can hold up a request."""
        last = self.chat.last
        return self.blocked_until <= now and (last is None or last < now - 60.0)
