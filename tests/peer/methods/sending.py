"""sendMessage, sendPhoto, sendDocument and sendChatAction."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.peer.chats import GENERAL_TOPIC, Chat
from tests.peer.errors import bad_request
from tests.peer.markup import reply_markup
from tests.peer.messages import Content, Message
from tests.peer.methods.common import attached, caption, message_text, writable_chat
from tests.peer.params import Params
from tests.peer.world import Action, World

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


def send_message(world: World, params: Params) -> dict[str, Any]:
    content = Content(message_text(params), reply_markup(params))
    message = _deliver(world, params, content)
    preview = params.mapping("link_preview_options")
    if preview:
        message.extra = {"link_preview_options": preview}
    return message.to_json()


def send_photo(world: World, params: Params) -> dict[str, Any]:
    return _send_file(world, params, "photo")


def send_document(world: World, params: Params) -> dict[str, Any]:
    return _send_file(world, params, "document")


def send_chat_action(world: World, params: Params) -> bool:
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, params)
    if chat.type == "channel":
        raise bad_request("chat actions can't be sent to channels")
    thread = params.integer("message_thread_id")
    if thread is not None and not (chat.forum and thread == GENERAL_TOPIC):
        chat.topic_of(thread)
    world.actions.append(Action(chat.id, action, thread, world.clock.monotonic()))
    return True


def _send_file(world: World, params: Params, kind: str) -> dict[str, Any]:
    body, markup = caption(params), reply_markup(params)
    attachment = attached(world, params, kind)
    return _deliver(world, params, Content(body, markup, attachment)).to_json()


def _deliver(world: World, params: Params, content: Content) -> Message:
    chat = writable_chat(world, params)
    thread = params.integer("message_thread_id")
    topic = chat.topic_of(thread) if thread is not None else None
    target = _reply_target(chat, params)
    if topic is None and target is not None and target.in_topic and target.thread_id is not None:
        topic = chat.topic_of(target.thread_id)
    reply_to = target or (topic.created if topic else None)
    return chat.add(
        None if chat.type == "channel" else world.bot,
        world.now(),
        content=content,
        reply_to=reply_to,
        thread_id=topic.thread_id if topic else thread_of_reply(chat, target),
        in_topic=topic is not None,
        by_bot=True,
        extra={"author_signature": world.bot.first_name} if chat.type == "channel" else {},
    )


def thread_of_reply(chat: Chat, target: Message | None) -> int | None:
    """Supergroups number a chain of replies after its first message, topics or not."""
    if target is None or chat.type != "supergroup" or chat.forum:
        return None
    return target.thread_id or target.message_id


def _reply_target(chat: Chat, params: Params) -> Message | None:
    reply = params.mapping("reply_parameters") or {}
    message_id = reply.get("message_id", params.integer("reply_to_message_id"))
    if message_id is None:
        return None
    if not isinstance(message_id, int):
        raise bad_request('can\'t parse reply parameters: field "message_id" must be a Number')
    target = chat.find(message_id)
    optional = bool(reply.get("allow_sending_without_reply")) or params.boolean("allow_sending_without_reply")
    if target is None:
        if optional:
            return None
        raise bad_request("message to be replied not found")
    quote = reply.get("quote")
    if quote and quote not in target.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return target


METHODS: Mapping[str, Any] = MappingProxyType(
    {
        "sendMessage": send_message,
        "sendPhoto": send_photo,
        "sendDocument": send_document,
        "sendChatAction": send_chat_action,
    }
)
