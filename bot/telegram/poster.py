"""What the bot says, as requests in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.outbox import NotSent, Outbox, Urgency
from bot.telegram.place import Place, Shown

log = logging.getLogger(__name__)

# "Typing" is worth nothing late, and the answer waits behind it.
_ACTION_SECONDS = 5.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Telegram's words, as the Bot API gives no codes; matched in lower case.
_UNCHANGED = "message is not modified"
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no media in the message to edit",
)
_NO_PHOTOS = ("not enough rights to send photos", "chat_send_photos_forbidden", "chat_send_media_forbidden")
_NOT_DELETABLE = ("message can't be deleted",)


class NotEditable(Exception):
    """The message is gone, or too old."""


class NoPictures(Exception):
    """The chat takes no photos from the bot."""


class Poster:
    """Methods raise ``Forbidden`` and ``BadRequest`` where Telegram refuses for good."""

    def __init__(self, bot: Bot, outbox: Outbox) -> None:
        self._bot = bot
        self._outbox = outbox

    async def send(
        self, place: Place, html: str, buttons: InlineKeyboardMarkup | None = None, urgency: Urgency = Urgency.ANSWER
    ) -> Shown:
        async def call(chat_id: int) -> Shown:
            message = await self._bot.send_message(
                chat_id,
                html,
                parse_mode=ParseMode.HTML,
                message_thread_id=_thread(place, chat_id),
                reply_parameters=_reply(place, chat_id),
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )
            return Shown(message.chat_id, message.message_id)

        return await self._outbox.send(place.chat_id, call, urgency)

    async def send_picture(
        self, place: Place, picture: bytes, html: str, buttons: InlineKeyboardMarkup | None = None
    ) -> Shown:
        """A PNG with a caption of at most 1024 UTF-16 units; raises NoPictures."""

        async def call(chat_id: int) -> Shown:
            message = await self._bot.send_photo(
                chat_id,
                picture,
                caption=html,
                parse_mode=ParseMode.HTML,
                message_thread_id=_thread(place, chat_id),
                reply_parameters=_reply(place, chat_id),
                reply_markup=buttons,
            )
            return Shown(message.chat_id, message.message_id)

        try:
            return await self._outbox.send(place.chat_id, call)
        except BadRequest as error:
            if any(reason in error.message.lower() for reason in _NO_PHOTOS):
                raise NoPictures(error.message) from error
            raise

    async def edit_picture(
        self, shown: Shown, picture: bytes, html: str, buttons: InlineKeyboardMarkup | None = None
    ) -> None:
        """Another picture and caption in a photo's place; raises NotEditable."""
        photo = InputMediaPhoto(picture, caption=html, parse_mode=ParseMode.HTML)

        async def call(chat_id: int) -> None:
            _check_home(chat_id, shown)
            await self._bot.edit_message_media(photo, chat_id, shown.message_id, reply_markup=buttons)

        await self._change(shown, call)

    async def edit(
        self,
        shown: Shown,
        html: str,
        buttons: InlineKeyboardMarkup | None = None,
        urgency: Urgency = Urgency.ANSWER,
    ) -> None:
        """Raises NotEditable."""

        async def call(chat_id: int) -> None:
            _check_home(chat_id, shown)
            await self._bot.edit_message_text(
                html,
                chat_id,
                shown.message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )

        await self._change(shown, call, urgency)

    async def _change(
        self, shown: Shown, call: Callable[[int], Awaitable[None]], urgency: Urgency = Urgency.ANSWER
    ) -> None:
        try:
            await self._outbox.send(shown.chat_id, call, urgency)
        except BadRequest as error:
            words = error.message.lower()
            if _UNCHANGED in words:
                return
            if any(reason in words for reason in _NOT_EDITABLE):
                raise NotEditable(error.message) from error
            raise

    async def delete(self, shown: Shown) -> None:
        """Raises NotEditable for a message that stands there and cannot be deleted."""

        async def call(chat_id: int) -> None:
            _check_home(chat_id, shown)
            await self._bot.delete_message(chat_id, shown.message_id)

        try:
            await self._outbox.send(shown.chat_id, call)
        except BadRequest as error:
            if any(reason in error.message.lower() for reason in _NOT_DELETABLE):
                raise NotEditable(error.message) from error

    async def typing(self, place: Place) -> None:
        """Shows that an answer is coming, when there is room for it."""

        async def call(chat_id: int) -> None:
            await self._bot.send_chat_action(
                chat_id, ChatAction.TYPING, message_thread_id=place.thread_id, read_timeout=_ACTION_SECONDS
            )

        try:
            await self._outbox.send(place.chat_id, call, Urgency.ACTION)
        except (NotSent, TelegramError) as error:
            log.debug("chat %s: no typing: %s", place.chat_id, error)

    async def answer_button(self, query_id: str, user_id: int, words: str | None, *, alert: bool = False) -> None:
        """A plain text beside the button that somebody pressed; too late is no harm."""

        async def call(_: int) -> None:
            await self._bot.answer_callback_query(query_id, words, show_alert=alert)

        try:
            await self._outbox.send(user_id, call)
        except BadRequest as error:
            log.info("user %s: button not answered: %s", user_id, error)


def _thread(place: Place, chat_id: int) -> int | None:
    # Of a group that became a supergroup, messages and topics have other numbers.
    return place.thread_id if chat_id == place.chat_id else None


def _reply(place: Place, chat_id: int) -> ReplyParameters | None:
    if place.reply_to is None or chat_id != place.chat_id:
        return None
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True)


def _check_home(chat_id: int, shown: Shown) -> None:
    """In the supergroup that a group became, the number belongs to another message."""
    if chat_id != shown.chat_id:
        raise NotEditable(f"chat {shown.chat_id} became {chat_id}")
