"""/pantau, /pantauan, and the buttons under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Message

from bot.markup import plain
from bot.telegram.clock import Clock
from bot.telegram.incoming import Request
from bot.telegram.members import Members
from bot.telegram.preferences.store import Preferences
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.telegram.watching.presence import Presence
from bot.telegram.watching.store import Watch, Watches, Wish
from bot.telegram.watching.tables import Mode
from bot.telegram.watching.wording import AT_ONCE, DAILY, REMOVE, STOP, confirmation, overview
from bot.texts import Texts

MOST_WATCHES = 20
MOST_LETTERS = 100
# Beyond what a database takes as a whole number.
_DIGITS = 18
_MODES = {DAILY: Mode.DAILY, AT_ONCE: Mode.AT_ONCE}


class Desk:
    """``wake`` has the watches looked at soon."""

    def __init__(
        self,
        service: Service,
        watches: Watches,
        presence: Presence,
        members: Members,
        rights: Rights,
        preferences: Preferences,
        wake: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._service = service
        self._watches = watches
        self._presence = presence
        self._members = members
        self._rights = rights
        self._preferences = preferences
        self._wake = wake
        self._clock = clock

    async def watch(self, request: Request) -> Response | None:
        """Set a watch for the words that follow the command, or change that of an edited message."""
        message, texts = request.message, request.texts
        if message.forward_origin is not None:
            # Passing on what somebody else wrote asks for nothing.
            return None
        daily, words = _wished(request.arguments, texts)
        refusal = self._refusal(words, texts)
        if refusal is not None:
            return refusal
        others = await self._watches.of_chat(message.chat_id)
        known = await self._watches.of_message(message.chat_id, message.message_id)
        if known is None and len(others) >= MOST_WATCHES:
            return Response((texts("watch.full", most=MOST_WATCHES),))
        mode = Mode.DAILY if daily else Mode.AT_ONCE
        same = _same(others, request, words) if known is None else None
        watch = same or await self._put(request, words, mode)
        # An edit that leaves the words alone does not undo what a button chose.
        if watch.mode is not mode and not watch.ended and (same is not None or daily):
            # Asking for what somebody else watches for already is no right to change it.
            watch = await self._switch(watch, mode) if await self._may_change(watch, _person(message)) else watch
        return await self._confirmed(watch, texts)

    async def list(self, request: Request) -> Response:
        """The chat's watches."""
        return await self._overview(request.message.chat_id, request.place.thread_id, request.texts)

    async def pressed(self, press: Press) -> Outcome:
        """A button under a confirmation or the list."""
        act, watch = await self._of_button(press)
        if watch is None:
            return Outcome(press.texts.template("telegram.button_over"))
        if not await self._may_change(watch, press.query.from_user.id):
            return Outcome(plain(press.texts("watch.not_yours")), alert=True)
        over = plain(press.texts("watch.over")) if watch.ended else None
        changed = await self._change(watch, act)
        if act == REMOVE:
            shown = await self._overview(watch.chat_id, press.place.thread_id, press.texts)
        else:
            shown = await self._confirmed(changed, press.texts)
        return Outcome(over, response=shown, instead=True)

    async def _put(self, request: Request, words: str, mode: Mode) -> Watch:
        message = request.message
        wish = Wish(
            message.chat_id,
            request.place.thread_id,
            message.message_id,
            _person(message),
            words,
            request.language,
            mode,
        )
        version = await self._service.archive.current_version() or 0
        # Whoever asks is in a chat where the bot is, whatever was heard before.
        await self._presence.came(message.chat_id)
        return await self._watches.put(wish, version, self._clock.now())

    async def _change(self, watch: Watch, act: str) -> Watch:
        if watch.ended:
            return watch
        if act in _MODES:
            return await self._switch(watch, _MODES[act])
        await self._watches.end(watch.id, self._clock.now())
        return replace(watch, ended=True)

    async def _switch(self, watch: Watch, mode: Mode) -> Watch:
        await self._watches.set_mode(watch.id, mode, self._clock.now())
        self._wake()
        return replace(watch, mode=mode)

    async def _confirmed(self, watch: Watch, texts: Texts) -> Response:
        hour = await self._preferences.digest_hour(watch.chat_id)
        return confirmation(watch, self._service.watched(watch.words), hour, texts)

    async def _overview(self, chat_id: int, thread_id: int | None, texts: Texts) -> Response:
        watches, hour = await self._watches.of_chat(chat_id), await self._preferences.digest_hour(chat_id)
        return overview(watches, thread_id, hour, texts)

    async def _of_button(self, press: Press) -> tuple[str, Watch | None]:
        act, number = press.arguments if len(press.arguments) == 2 else ("", "")
        if act not in (*_MODES, STOP, REMOVE) or not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
            return act, None
        watch = await self._watches.find(int(number))
        # A button tells only of the chat that it stands in.
        return act, watch if watch is not None and watch.chat_id == press.place.chat_id else None

    async def _may_change(self, watch: Watch, person: int | None) -> bool:
        """Who set it, whoever leads the group, the bot's admins; in a private chat there is only one person."""
        if person is None:
            return False
        if person in (watch.asked_by, watch.chat_id) or self._rights.includes(person):
            return True
        return await self._members.leads(watch.chat_id, person)

    def _refusal(self, words: str, texts: Texts) -> Response | None:
        if not words:
            return Response((texts("watch.how"),))
        if len(words) > MOST_LETTERS:
            return Response((texts("watch.long", most=MOST_LETTERS),))
        return Response((texts("watch.hollow"),)) if self._service.watched(words) is None else None


def _person(message: Message) -> int | None:
    """Who writes as a group or channel is nobody in particular."""
    return message.from_user.id if message.sender_chat is None and message.from_user is not None else None


def _wished(arguments: str, texts: Texts) -> tuple[bool, str]:
    """Whether a daily digest is asked for, and the words."""
    first, *rest = arguments.split() or [""]
    # In capitals it is part of a name: "Harian Kompas".
    if first in texts.items("watch.daily_words"):
        return True, " ".join(rest)
    return False, " ".join(arguments.split())


def _same(watches: Sequence[Watch], request: Request, words: str) -> Watch | None:
    """The watch of the same place for the same words."""
    thread, wanted = request.place.thread_id, words.casefold()
    return next((one for one in watches if one.thread_id == thread and one.words.casefold() == wanted), None)
