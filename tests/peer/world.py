"""Everything the server knows: the bot, the chats, the open queries, the updates and the log of requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.peer.chats import Chats
from tests.peer.clock import Clock, SystemClock
from tests.peer.delivery import Updates
from tests.peer.faults import Faults
from tests.peer.limits import Meter
from tests.peer.messages import Attachment, Content, Message
from tests.peer.params import Params
from tests.peer.people import User
from tests.peer.signals import Signal


@dataclass
class Request:
    """One request of the bot; `status` is the HTTP status it got, 0 for a closed connection."""

    method: str
    chat_id: int | str | None
    at: float
    params: Params
    status: int | None = None
    description: str = ""
    # Whether its parameters have arrived, which is before anything else happens to it.
    read: bool = False


@dataclass(frozen=True)
class Action:
    """One sendChatAction."""

    chat_id: int
    action: str
    thread_id: int | None
    at: float


@dataclass(frozen=True)
class Edit:
    """One change that the bot made to one of its messages."""

    message: Message
    content: Content


@dataclass(eq=False)
class Query:
    """A callback or inline query; `answer` is what the bot gave, None as long as it gave nothing."""

    id: str
    user: User
    text: str = ""
    answer: dict[str, Any] | None = None
    expired: bool = False


@dataclass(eq=False)
class Webhook:
    """What setWebhook said, and how delivery goes."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(eq=False)
class World:
    token: str
    bot: User
    privacy: bool = True
    inline: bool = True
    clock: Clock = field(default_factory=SystemClock)
    signal: Signal = field(default_factory=Signal)
    chats: Chats = field(default_factory=Chats)
    faults: Faults = field(default_factory=Faults)
    meter: Meter | None = None
    webhook: Webhook = field(default_factory=Webhook)
    requests: list[Request] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    callbacks: dict[str, Query] = field(default_factory=dict)
    inlines: dict[str, Query] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    # (scope, language) -> commands, as setMyCommands stores them.
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    # (what, language) -> text, for name, description and short description.
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    under_way: int = 0
    # Faults of this server itself; a test that meets one fails when the server ends.
    crashes: list[Exception] = field(default_factory=list)
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.signal)

    def now(self) -> int:
        """Seconds since 1970, as messages carry them."""
        return int(self.clock.time())

    def keep_file(self, kind: str, name: str, media_type: str, data: bytes) -> Attachment:
        attachment = Attachment(kind, f"file{len(self.files) + 1}", name, media_type, data)
        self.files[attachment.file_id] = attachment
        return attachment
