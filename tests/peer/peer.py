"""The test's side of the server: people, chats, faults, and what the bot did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from tests.peer.asking import Asked, InlineAsked, ask_inline, press
from tests.peer.chats import Chat
from tests.peer.clock import Clock, SystemClock
from tests.peer.delivery import Update
from tests.peer.faults import SENDING, Dice, Fault, Planned
from tests.peer.limits import Limits, Meter
from tests.peer.messages import Message
from tests.peer.methods import NAMES
from tests.peer.people import User
from tests.peer.rooms import DEFAULT_TIMEOUT_SECONDS, Channel, Forum, Group, Private, Room
from tests.peer.server import Server
from tests.peer.traffic import announce, submit, typed
from tests.peer.world import Request, Webhook, World

TOKEN = "123456:TEST"


class Peer:
    """A Bot API server with one bot. Use as `async with Peer() as peer:` and point the bot at `peer.url`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "kutip_bot",
        name: str = "Kutip",
        privacy: bool = True,
        inline: bool = True,
        limits: Limits | None = None,
        clock: Clock | None = None,
        webhook_retry_seconds: float = 0.02,
    ) -> None:
        bot = User(int(token.partition(":")[0]), name, username, is_bot=True)
        self.world = World(token, bot, privacy, inline, clock or SystemClock())
        if limits is not None:
            self.world.meter = Meter(limits, self.world.clock.monotonic)
        self._server = Server(self.world, webhook_retry_seconds)
        self._private: dict[int, Private] = {}
        self._ids = iter(range(1, 1_000_000))

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.__aexit__(kind, error, trace)
        if self.world.crashes and error is None:
            raise ExceptionGroup("the Bot API server itself failed", self.world.crashes)

    @property
    def url(self) -> str:
        """The Bot API root, such as http://127.0.0.1:41234; python-telegram-bot's base_url is f"{url}/bot"."""
        return self._server.url

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def webhook(self) -> Webhook:
        return self.world.webhook

    @property
    def requests(self) -> list[Request]:
        """Every request of the bot, oldest first."""
        return self.world.requests

    def sent(self, *methods: str) -> list[Request]:
        """The requests to these methods, oldest first."""
        return [request for request in self.requests if request.method in methods]

    # People and places

    def user(
        self,
        name: str,
        *,
        language: str | None = None,
        username: str | None = None,
        user_id: int | None = None,
        is_bot: bool = False,
    ) -> User:
        return User(user_id or 800_000_000 + next(self._ids), name, username, language, is_bot)

    def private(self, user: User) -> Private:
        """The person's chat with the bot, always the same one; it opens with their first message."""
        if user.id not in self._private:
            chat = self._chat(user.id, "private", user.first_name, [user], username=user.username)
            self._private[user.id] = Private(self.world, chat, user)
        return self._private[user.id]

    def group(self, title: str, members: Iterable[User], *, basic: bool = False, bot: str = "member") -> Group:
        """A supergroup (or a basic group); the first member made it. `bot` is the bot's status in it."""
        chat_id = -(4_000_000_000 + next(self._ids)) if basic else self._long_id()
        chat = self._chat(chat_id, "group" if basic else "supergroup", title, members, bot=bot)
        return Group(self.world, chat)

    def forum(self, title: str, members: Iterable[User], *, bot: str = "member") -> Forum:
        """A supergroup with topics; open them with `await forum.open_topic(name, by=user)`."""
        return Forum(self.world, self._chat(self._long_id(), "supergroup", title, members, bot=bot, forum=True))

    def channel(
        self, title: str, *, owner: User | None = None, username: str | None = None, bot: str = "administrator"
    ) -> Channel:
        members = [owner] if owner else []
        return Channel(self.world, self._chat(self._long_id(), "channel", title, members, bot=bot, username=username))

    async def migrate(self, group: Group, *, by: User) -> Group:
        """Turns a basic group into a supergroup with a new id; the old id answers with the new one."""
        old = group.chat
        members = list(old.present())
        new = self._chat(self._long_id(), "supergroup", old.title, members, bot=old.bot_status)
        new.statuses.update(old.statuses)
        announce(self.world, old, by, {"migrate_to_chat_id": new.id})
        announce(self.world, new, by, {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return Group(self.world, new)

    # What people do

    async def edit(self, message: Message, text: str) -> Message:
        """The person changes the text of their message; `message.update` is the new update."""
        message.change(replace(message.content, body=typed(text)), self.world.now())
        return submit(self.world, message, edited=True)

    async def delete(self, message: Message) -> None:
        """Somebody deletes a message, the bot's or their own; the bot is not told."""
        message.deleted = True
        self.world.signal.notify()

    async def press(self, message: Message, button: str, *, by: User, readable: bool = True) -> Asked:
        """Presses the inline button with this label or callback data.

        Not ``readable`` is a message that the bot is told no more of (Bot API, InaccessibleMessage).
        """
        return press(self.world, message, button, by, readable=readable)

    async def inline(self, user: User, text: str, *, offset: str = "", chat_type: str = "private") -> InlineAsked:
        """Types `@bot text` in some chat."""
        return ask_inline(self.world, user, text, offset, chat_type)

    def commands(self, room: Room, user: User) -> dict[str, str]:
        """The commands this person is shown there, as name -> description (Bot API, "Determining list of commands")."""
        stored = self.world.commands
        for scope in _scopes(room.chat, user):
            for language in (user.language or "", ""):
                if (scope, language) in stored:
                    return {item["command"]: item["description"] for item in stored[scope, language]}
        return {}

    # What goes wrong

    def fail(
        self, method: str | Collection[str], *, with_: Fault, times: int | None = 1, chat: Room | None = None
    ) -> Planned:
        """The next `times` requests to the method (None: all from now on) fail; `.hits` counts them."""
        methods = frozenset({method} if isinstance(method, str) else method)
        plan = Planned(with_, _known(methods), times, chat.id if chat else None)
        self.world.faults.plans.append(plan)
        return plan

    def roll(self, rate: float, *, seed: int, faults: Sequence[Fault], methods: Collection[str] = SENDING) -> Dice:
        """From now on each request to the methods fails with this probability; the same seed, the same run."""
        dice = Dice(rate, faults, _known(methods), seed)
        self.world.faults.plans.append(dice)
        return dice

    def heal(self) -> None:
        """No more planned faults."""
        self.world.faults.plans.clear()

    async def redeliver(self, what: Update | Message) -> Update:
        """Delivers an update once more under its old update_id, as Telegram does after a lost answer."""
        update = what.update if isinstance(what, Message) else what
        if update is None:
            raise ValueError(f"{what!r} never went to the bot")
        self.world.updates.put_again(update)
        return update

    async def go_offline(self) -> None:
        """Cuts every connection and refuses new ones."""
        await self._server.hang_up()

    async def come_back(self) -> None:
        """Listens again, on the same port."""
        await self._server.listen(int(self.url.rpartition(":")[2]))

    # Waiting

    async def idle(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        """Until no update is pending and no request but getUpdates is under way.

        The bot may still be thinking: to prove silence, ask something afterwards and wait for that answer.
        """

        def probe() -> bool | None:
            return True if not self.world.updates.pending and not self.world.under_way else None

        await self.world.signal.until(probe, timeout_seconds, "an idle bot")

    async def taken(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        """Until the bot has confirmed every update; requests may be under way."""
        pending = self.world.updates
        await self.world.signal.until(lambda: None if pending.pending else True, timeout_seconds, "no pending update")

    async def deaf(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        """Until no getUpdates is under way, as the bot has hung up."""

        def probe() -> bool | None:
            return None if any(poll.status is None for poll in self.sent("getUpdates")) else True

        await self.world.signal.until(probe, timeout_seconds, "the end of the polling")

    async def request(
        self, method: str, *, count: int = 1, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    ) -> list[Request]:
        """Waits until the bot has made `count` requests to the method, answered or not, and gives all of them."""
        _known([method])

        def probe() -> list[Request] | None:
            made = [request for request in self.sent(method) if request.read]
            return made if len(made) >= count else None

        return await self.world.signal.until(probe, timeout_seconds, f"{count} requests to {method}")

    def _long_id(self) -> int:
        return -(1_002_000_000_000 + next(self._ids))

    def _chat(
        self, chat_id: int, kind: str, title: str, members: Iterable[User], bot: str = "left", **rest: Any
    ) -> Chat:
        chat = self.world.chats.add(Chat(chat_id, kind, title, self.bot, **rest))
        for number, member in enumerate(members):
            chat.set_status(member, "creator" if number == 0 and kind != "private" else "member")
        chat.set_status(self.bot, bot)
        if kind in {"supergroup", "channel"}:
            # Message 1 tells that the chat was made; a forum's General topic has its id.
            chat.last_message_id = 1
        return chat


def _known(methods: Collection[str]) -> frozenset[str]:
    unknown = set(methods) - set(NAMES.values())
    if unknown:
        raise ValueError(f"no such methods here: {sorted(unknown)}")
    return frozenset(methods)


def _scopes(chat: Chat, user: User) -> list[str]:
    if chat.private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    leads = chat.statuses.get(user.id) in {"creator", "administrator"}
    own = [f"chat_administrators:{chat.id}"] if leads else []
    wide = ["all_chat_administrators"] if leads else []
    return [f"chat_member:{chat.id}:{user.id}", *own, f"chat:{chat.id}", *wide, "all_group_chats", "default"]
