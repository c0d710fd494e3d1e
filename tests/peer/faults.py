"""What can go wrong between a bot and Telegram, on demand or by a seeded die."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.peer.errors import ApiError, too_many

SENDING = frozenset(
    {
        "sendMessage", "editMessageText", "editMessageReplyMarkup", "editMessageMedia", "sendPhoto", "sendDocument",
        "answerCallbackQuery",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One way to fail; make it with the class methods."""

    kind: str
    error: ApiError | None = None
    event: asyncio.Event | None = None
    code: int = 502

    @classmethod
    def too_many(cls, retry_after: int) -> Fault:
        """429 with retry_after seconds; the request has no effect."""
        return cls("refuse", too_many(retry_after))

    @classmethod
    def refuse(cls, code: int, description: str, parameters: Mapping[str, int] | None = None) -> Fault:
        """Any other refusal, in the Bot API's form; the request has no effect."""
        return cls("refuse", ApiError(code, description, parameters))

    @classmethod
    def bad_gateway(cls) -> Fault:
        """502 with a proxy's HTML page, as Telegram's front end sends it; the request has no effect."""
        return cls.page(502)

    @classmethod
    def page(cls, code: int) -> Fault:
        """Some proxy's HTML page with this status; the request has no effect."""
        return cls("page", code=code)

    @classmethod
    def drop_before(cls) -> Fault:
        """The connection closes before the request takes effect."""
        return cls("drop_before")

    @classmethod
    def drop_after(cls) -> Fault:
        """The request takes effect, then the connection closes without an answer."""
        return cls("drop_after")

    @classmethod
    def slow(cls, event: asyncio.Event) -> Fault:
        """The request waits for the event, then goes on as usual."""
        return cls("slow_before", event=event)

    @classmethod
    def slow_answer(cls, event: asyncio.Event) -> Fault:
        """The request takes effect at once; its answer waits for the event."""
        return cls("slow_after", event=event)


@dataclass(eq=False)
class Planned:
    """A fault that is due `times` more; None means always. `hits` counts how often it struck."""

    fault: Fault
    methods: frozenset[str]
    times: int | None = 1
    chat_id: int | None = None
    hits: int = 0

    def strike(self, method: str, chat_id: int | str | None) -> Fault | None:
        if method not in self.methods or (self.chat_id is not None and self.chat_id != chat_id):
            return None
        if self.times is not None and self.hits >= self.times:
            return None
        self.hits += 1
        return self.fault


@dataclass(eq=False)
class Dice:
    """Each request to one of the methods fails with probability `rate`; the same seed gives the same run.

    `struck` counts by kind.
    """

    rate: float
    faults: Sequence[Fault]
    methods: frozenset[str] = SENDING
    seed: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def strike(self, method: str, chat_id: int | str | None) -> Fault | None:
        if method not in self.methods or self._random.random() >= self.rate:
            return None
        fault = self._random.choice(self.faults)
        self.struck[fault.kind] += 1
        return fault

    @property
    def hits(self) -> int:
        return self.struck.total()


@dataclass(eq=False)
class Faults:
    """Every plan; the first that strikes wins."""

    plans: list[Planned | Dice] = field(default_factory=list)

    def strike(self, method: str, chat_id: int | str | None) -> Fault | None:
        for plan in self.plans:
            fault = plan.strike(method, chat_id)
            if fault is not None:
                return fault
        return None
