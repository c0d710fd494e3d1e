"""/atur: what a chat chose, shown to everybody in it and changed by those who lead it."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatType

from bot.captions import day
from bot.telegram.incoming import Request
from bot.telegram.members import Members
from bot.telegram.preferences.choice import MOST_QUOTES, Choice
from bot.telegram.preferences.store import Preferences
from bot.telegram.preferences.wishes import Unclear, wished
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, Rows, data
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.texts import LANGUAGES, Texts, load_texts

VERB = "set"


class Settings:
    """Buttons carry the value that they set, so that old ones do what they say."""

    def __init__(
        self, service: Service, preferences: Preferences, members: Members, rights: Rights, quotes: int
    ) -> None:
        self._service = service
        self._preferences = preferences
        self._members = members
        self._rights = rights
        self._quotes = quotes

    async def asked(self, request: Request) -> Response | None:
        """Show the settings, or change one as the words after the command say."""
        message, texts = request.message, request.texts
        choice = await self._preferences.of(message.chat_id)
        if not request.arguments:
            return self._shown(choice, texts)
        if request.edited or message.forward_origin is not None:
            # Changing a message, or passing on what somebody else wrote, changes no settings.
            return None
        if not await self._may_write(message):
            return Response((texts("settings.not_yours"),))
        try:
            choice = wished(choice, request.arguments, await self._outlets())
        except Unclear as unclear:
            return Response((texts(unclear.key, **unclear.values),))
        await self._preferences.choose(message.chat_id, choice)
        return self._shown(choice, _spoken(choice, texts))

    async def pressed(self, press: Press) -> Outcome:
        """A button under the settings."""
        chat_id = press.shown.chat_id
        if not (press.private or await self._may(chat_id, press.query.from_user.id)):
            return Outcome(press.texts.template("settings.not_yours"), alert=True)
        choice = await self._preferences.of(chat_id)
        try:
            choice = wished(choice, " ".join(press.arguments), ())
        except Unclear:
            return Outcome(press.texts.template("telegram.button_over"))
        await self._preferences.choose(chat_id, choice)
        texts = _spoken(choice, press.texts)
        return Outcome(texts.template("settings.done"), response=self._shown(choice, texts), instead=True)

    async def _may_write(self, message: Message) -> bool:
        if message.chat.type == ChatType.PRIVATE:
            return True
        if message.sender_chat is not None:
            # Who writes as the group itself is one of its administrators (Bot API, Message.sender_chat).
            return message.sender_chat.id == message.chat_id
        return message.from_user is not None and await self._may(message.chat_id, message.from_user.id)

    async def _may(self, chat_id: int, user_id: int) -> bool:
        return self._rights.includes(user_id) or await self._members.leads(chat_id, user_id)

    async def _outlets(self) -> Sequence[str]:
        return [name for name in (await self._service.facts()).outlets if name]

    def _shown(self, choice: Choice, texts: Texts) -> Response:
        quotes = choice.quotes or self._quotes
        everything = texts.template("settings.everything")
        lines = [
            texts("settings.title"),
            texts("settings.language", value=texts.template(f"settings.language_{choice.language or 'own'}")),
            texts("settings.quotes", value=quotes),
            texts("settings.outlets", value=", ".join(choice.outlets) or everything),
            texts("settings.days", value=_days(choice, texts) or everything),
            texts("settings.quiet", value=_yes(choice.quiet, texts)),
            texts("settings.hour", value=f"{choice.digest_hour:02}.00"),
            "",
            texts("settings.how"),
        ]
        return Response(("\n".join(lines),), buttons=_buttons(choice, quotes, texts))


def _spoken(choice: Choice, texts: Texts) -> Texts:
    """The language that was just chosen, if one was."""
    return load_texts(choice.language) if choice.language else texts


def _buttons(choice: Choice, quotes: int, texts: Texts) -> Rows:
    languages = tuple(
        _button(texts.template(f"settings.language_{name or 'own'}"), "bahasa", name or "pengguna")
        for name in (None, *LANGUAGES)
        if name != choice.language
    )
    counts = tuple(
        _button(texts.template("settings.button_quotes").format(value=count), "kutipan", count)
        for count in (quotes - 1, quotes + 1)
        if 1 <= count <= MOST_QUOTES
    )
    hours = tuple(
        _button(texts.template("settings.button_hour").format(value=f"{hour % 24:02}"), "jam", hour % 24)
        for hour in (choice.digest_hour - 1, choice.digest_hour + 1)
    )
    quiet = _button(
        texts.template("settings.button_loud" if choice.quiet else "settings.button_quiet"),
        "senyap",
        "tidak" if choice.quiet else "ya",
    )
    return (languages, counts, hours, (quiet, _button(texts.template("settings.button_reset"), "ulang")))


def _button(label: str, *arguments: object) -> Button:
    return Button(label, data(VERB, *arguments))


def _days(choice: Choice, texts: Texts) -> str:
    since = texts.template("settings.since").format(day=day(choice.since, texts)) if choice.since else ""
    until = texts.template("settings.until").format(day=day(choice.until, texts)) if choice.until else ""
    return f"{since} {until}".strip()


def _yes(value: bool, texts: Texts) -> str:
    return texts.template("settings.yes" if value else "settings.no")
