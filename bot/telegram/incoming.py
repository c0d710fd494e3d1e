"""What a message asks of the bot, if anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.menu import ADMINS_ONLY, EVERYWHERE, HIDDEN
from bot.telegram.place import Place
from bot.telegram.preferences.choice import UNCHOSEN, Choice
from bot.texts import DEFAULT_LANGUAGE, Language, Texts, load_texts
from retrieval.archive.columns import storable

ASK = "tanya"
# Of the other commands, those that a channel's posts may hold.
_IN_CHANNELS = frozenset({"atur"})
KNOWN = frozenset({*EVERYWHERE, *ADMINS_ONLY, *HIDDEN}) - {ASK}
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class Kind(Enum):
    QUESTION = auto()
    COMMAND = auto()
    NOT_TEXT = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """``words`` is the question, or the name of the command, which ``arguments`` follow.

    ``language`` is what the answer's own words are in, ``choice`` what the chat has chosen. Not ``addressed`` is what
    merely replies to a message of the bot.
    """

    kind: Kind
    words: str
    message: Message
    edited: bool
    arguments: str = ""
    language: Language = DEFAULT_LANGUAGE
    choice: Choice = UNCHOSEN
    addressed: bool = True

    @property
    def texts(self) -> Texts:
        return load_texts(self.language)

    @property
    def place(self) -> Place:
        return Place.of(self.message)

    @property
    def private(self) -> bool:
        return self.message.chat.type == ChatType.PRIVATE


def read(message: Message, me: User, *, edited: bool) -> Request | None:
    """What the message asks for; None when it is none of the bot's business.

    In groups that is whatever is no command, mentions the bot nowhere and replies to no message of it; in channels
    everything but /tanya and /atur. An edited message counts by what it says now.
    """
    if _automatic(message, me):
        return None
    text, entities = _text(message)
    command = _command(message, text, entities, me)
    if command is not None:
        name, rest = command
        if name is None:
            return None
        if name == ASK:
            return Request(Kind.QUESTION, rest or _replied_text(message, me), message, edited)
        return Request(Kind.COMMAND, name, message, edited, rest) if _is_for_bot(name, message) else None
    if message.chat.type == ChatType.PRIVATE:
        return _private(message, text, entities, me, edited)
    if message.chat.type in _GROUPS:
        return _in_group(message, text, entities, me, edited)
    return None


def replies_to_bot(message: Message, me: User) -> bool:
    target = message.reply_to_message
    return target is not None and target.from_user is not None and target.from_user.id == me.id


def _is_for_bot(command: str, message: Message) -> bool:
    """Elsewhere than in private, a command that the bot does not know is meant for another one."""
    if message.chat.type == ChatType.CHANNEL:
        return command in _IN_CHANNELS
    return command in KNOWN or message.chat.type == ChatType.PRIVATE


def _private(
    message: Message, text: str, entities: tuple[MessageEntity, ...], me: User, edited: bool
) -> Request | None:
    if text:
        return Request(Kind.QUESTION, _without_mentions(text, entities, me) or text, message, edited)
    # Albums come as one message for each picture; one of them may carry the words, none needs a remark.
    if message.effective_attachment is None or message.media_group_id is not None or edited:
        return None
    return Request(Kind.NOT_TEXT, "", message, edited)


def _in_group(
    message: Message, text: str, entities: tuple[MessageEntity, ...], me: User, edited: bool
) -> Request | None:
    if any(_mentions(text, entity, me) for entity in entities):
        question = _without_mentions(text, entities, me) or _replied_text(message, me)
        return Request(Kind.QUESTION, question, message, edited)
    if text and replies_to_bot(message, me):
        return Request(Kind.QUESTION, text, message, edited, addressed=False)
    return None


def _automatic(message: Message, me: User) -> bool:
    """Other bots, what was sent through this one, and channel posts repeated in their discussion group."""
    sender = message.from_user
    # Anonymous admins and channels write under the name of a bot of Telegram's own.
    bot = sender is not None and sender.is_bot and message.sender_chat is None
    through_me = message.via_bot is not None and message.via_bot.id == me.id
    return bot or through_me or bool(message.is_automatic_forward)


def _text(message: Message) -> tuple[str, tuple[MessageEntity, ...]]:
    # What no database takes is replaced unit by unit, so that the entities stay in place.
    if message.text is not None:
        return storable(message.text), tuple(message.entities)
    return storable(message.caption or ""), tuple(message.caption_entities)


def _command(
    message: Message, text: str, entities: tuple[MessageEntity, ...], me: User
) -> tuple[str | None, str] | None:
    """The command that the message begins with, and what follows; the name is None when it is for another bot."""
    first = next((entity for entity in entities if entity.type == MessageEntity.BOT_COMMAND), None)
    if first is None or first.offset != 0:
        return None
    written = _slice(text, first)
    name, _, addressee = written[1:].partition("@")
    if addressee and addressee.lower() != (me.username or "").lower():
        return None if message.chat.type == ChatType.PRIVATE else (None, "")
    return name.lower(), text[len(written) :].strip()


def _replied_text(message: Message, me: User) -> str:
    if message.quote is not None:
        # The part of it that the writer picked out.
        return storable(message.quote.text).strip()
    target = message.reply_to_message
    if target is None or replies_to_bot(message, me):
        return ""
    return _text(target)[0].strip()


def _mentions(text: str, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and _slice(text, entity).lower() == f"@{me.username}".lower()


def _without_mentions(text: str, entities: tuple[MessageEntity, ...], me: User) -> str:
    units = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: one.offset, reverse=True):
        if _mentions(text, entity, me):
            units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return " ".join(units.decode("utf-16-le", "replace").split()).lstrip(",:; ")


def _slice(text: str, entity: MessageEntity) -> str:
    """Bot API, "MessageEntity": places are counted in UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
