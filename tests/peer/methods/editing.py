"""Changing and deleting what was sent (Bot API, "Updating messages")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tests.peer.chats import Chat
from tests.peer.errors import bad_request
from tests.peer.markup import reply_markup
from tests.peer.messages import Content, Message
from tests.peer.methods.common import attached, caption, message_text, readable_chat, writable_chat
from tests.peer.params import Params
from tests.peer.world import Edit, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
# Bot API, deleteMessage: a message can only be deleted if it was sent less than 48 hours ago.
_DELETABLE_SECONDS = 48 * 3600


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    body, markup = message_text(params), reply_markup(params, inline_only=True)
    message = _editable(world, params)
    if message.file is not None or message.service:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, Content(body, markup))


def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    body, markup = caption(params), reply_markup(params, inline_only=True)
    message = _editable(world, params)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, message, Content(body, markup, message.file))


def edit_message_media(world: World, params: Params) -> dict[str, Any]:
    """Bot API, editMessageMedia: photos and documents here; a text message is given none by this server."""
    media, markup = params.mapping("media"), reply_markup(params, inline_only=True)
    if media is None:
        raise bad_request("there is no media in the request")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f"can't parse InputMedia: unsupported type {kind!r} specified")
    # An InputMedia has the fields of the sending methods: the file under "media", the caption beside it.
    inner = Params({**media, kind: media.get("media", "")}, params.files)
    body, file = caption(inner), attached(world, inner, kind)
    message = _editable(world, params)
    if message.file is None:
        raise bad_request("there is no media in the message to edit")
    return _change(world, message, Content(body, markup, file))


def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    markup = reply_markup(params, inline_only=True)
    message = _editable(world, params)
    return _change(world, message, replace(message.content, markup=markup))


def delete_message(world: World, params: Params) -> bool:
    chat = readable_chat(world, params)
    _delete(world, chat, params.integer("message_id"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Bot API, deleteMessages: 1-100 ids; those that cannot be found are skipped."""
    chat = readable_chat(world, params)
    ids = params.sequence("message_ids") or []
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified" if not ids else "too many messages to delete")
    for message_id in ids:
        if chat.find(message_id) is not None:
            _delete(world, chat, message_id)
    return True


def _delete(world: World, chat: Chat, message_id: int | None) -> None:
    message = None if message_id is None else chat.find(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message.date > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if not (message.by_bot or chat.private or chat.bot_status == "administrator"):
        raise bad_request("message can't be deleted")
    message.deleted = True


def _editable(world: World, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(world, params)
    message_id = params.integer("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, content: Content) -> dict[str, Any]:
    if content == message.content:
        raise bad_request(_NOT_MODIFIED)
    message.change(content, world.now())
    world.edits.append(Edit(message, content))
    return message.to_json()


METHODS: Mapping[str, Any] = MappingProxyType(
    {
        "editMessageText": edit_message_text,
        "editMessageCaption": edit_message_caption,
        "editMessageMedia": edit_message_media,
        "editMessageReplyMarkup": edit_message_reply_markup,
        "deleteMessage": delete_message,
        "deleteMessages": delete_messages,
    }
)
