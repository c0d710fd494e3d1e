"""A button that somebody pressed, and what comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.telegram.place import Place, Shown
from bot.telegram.preferences.choice import UNCHOSEN, Choice
from bot.telegram.response import Response
from bot.texts import DEFAULT_LANGUAGE, Language, Texts, load_texts


@dataclass(frozen=True, slots=True)
class Press:
    """``place`` is for a new message below the pressed one, which is ``shown``."""

    verb: str
    arguments: tuple[str, ...]
    query: CallbackQuery
    shown: Shown
    place: Place
    language: Language
    choice: Choice = UNCHOSEN

    @property
    def update_id(self) -> int:
        return -self.place.question

    @property
    def texts(self) -> Texts:
        return load_texts(self.language)

    @property
    def private(self) -> bool:
        return self.query.message is not None and self.query.message.chat.type == ChatType.PRIVATE


@dataclass(frozen=True, slots=True)
class Outcome:
    """``words`` (plain text) appear beside the button, as a window to be closed when ``alert``.

    ``response`` is a new message below the pressed one or, with ``instead``, what the pressed one becomes.
    """

    words: str | None = None
    alert: bool = False
    response: Response | None = None
    instead: bool = False


Presses = Mapping[str, Callable[[Press], Awaitable[Outcome]]]


def read_press(update_id: int, query: CallbackQuery) -> Press | None:
    """What a press asks for; None where there is no message of the bot to answer below (inline messages)."""
    message = query.message
    if message is None or not query.data:
        return None
    verb, *arguments = query.data.split(":")
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    # Under a number of its own, so that no press changes what another brought; messages have positive ones.
    place = Place(message.chat.id, topic, message.message_id, key=-update_id)
    shown = Shown(message.chat.id, message.message_id)
    return Press(verb, tuple(arguments), query, shown, place, DEFAULT_LANGUAGE)
