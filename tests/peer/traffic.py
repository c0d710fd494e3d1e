"""What people do becomes messages and updates; privacy mode decides what the bot gets to see."""

from __future__ import annotations

from typing import Any

from tests.peer.chats import Chat
from tests.peer.delivery import Update
from tests.peer.entities import Formatted, cleaned, settled, utf16_length, utf16_slice
from tests.peer.messages import Content, Message
from tests.peer.methods.common import TEXT_LIMIT
from tests.peer.methods.membership import member_json
from tests.peer.people import User
from tests.peer.world import World


def typed(text: str) -> Formatted:
    """A text as a client sends it; raises ValueError for what no client would send as one message."""
    body = settled(cleaned(text), ())
    if not body.text:
        raise ValueError("no client sends an empty message")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise ValueError(f"a client would split this text, it has more than {TEXT_LIMIT} UTF-16 units")
    return body


def submit(world: World, message: Message, *, edited: bool = False) -> Message:
    """Queues a person's message for the bot if the bot may see it; `message.update` is then the update."""
    message.update = None
    if reaches_bot(world, message):
        kind = "channel_post" if message.chat.type == "channel" else "message"
        message.update = world.updates.put(f"edited_{kind}" if edited else kind, message.to_json())
    world.signal.notify()
    return message


def reaches_bot(world: World, message: Message) -> bool:
    """Bot features, "Privacy mode"."""
    chat = message.chat
    if chat.migrated_to is not None or not chat.bot_present:
        return False
    if message.sender is not None and message.sender.is_bot and message.sender != world.bot:
        return False
    if chat.private or chat.type == "channel" or _is_service(message):
        return True
    if not world.privacy or chat.bot_status == "administrator" or message.via_bot == world.bot:
        return True
    if message.reply_to is not None and message.reply_to.by_bot:
        return True
    return _addressed(world, message)


def _is_service(message: Message) -> bool:
    """Telegram tells of members, topics and the like in messages of their own kinds."""
    return bool(message.service) or any(name.startswith("forum_topic_") for name in message.extra)


def _addressed(world: World, message: Message) -> bool:
    name = f"@{world.bot.username}".lower()
    for entity in message.content.body.entities:
        text = utf16_slice(message.text, entity).lower()
        if entity.type == "mention" and text == name:
            return True
        if entity.type == "bot_command":
            if text.endswith(name):
                return True
            # An unaddressed command is for whichever bot spoke last.
            if "@" not in text and entity.offset == 0 and message.chat.last_bot in {None, world.bot}:
                return True
    return False


def announce(world: World, chat: Chat, sender: User | None, service: dict[str, Any]) -> Message:
    """Adds a service message ("Budi joined"), which bots see whatever their privacy mode."""
    return submit(world, chat.add(sender, world.now(), service=service))


def change_status(world: World, chat: Chat, user: User, status: str, by: User) -> Update | None:
    """Changes a member's status and tells the bot, as my_chat_member if it is the bot's own."""
    before = chat.set_status(user, status)
    payload = {
        "chat": chat.to_json(),
        "from": by.to_json(),
        "date": world.now(),
        "old_chat_member": member_json(user, before),
        "new_chat_member": member_json(user, status),
    }
    if user == world.bot:
        return world.updates.put("my_chat_member", payload)
    return world.updates.put("chat_member", payload) if chat.bot_status == "administrator" else None


def write(
    world: World,
    chat: Chat,
    sender: User | None,
    content: Content,
    *,
    reply_to: Message | None,
    thread_id: int | None,
    extra: dict[str, Any] | None = None,
    via_bot: User | None = None,
) -> Message:
    """Adds a person's message to a chat, in a topic if `thread_id` names one."""
    topic = chat.topics[thread_id] if thread_id is not None else None
    if reply_to is not None and reply_to.chat is not chat:
        raise ValueError(f"{reply_to!r} is not in chat {chat.id}")
    thread = topic.thread_id if topic else None
    if topic is None and reply_to is not None and chat.type == "supergroup" and not chat.forum:
        # Supergroups number a chain of replies after its first message, topics or not.
        thread = reply_to.thread_id or reply_to.message_id
    message = chat.add(
        sender,
        world.now(),
        content=content,
        # In a topic, what replies to nothing else replies to the topic's own service message.
        reply_to=reply_to or (topic.created if topic else None),
        thread_id=thread,
        in_topic=topic is not None,
        extra=extra or {},
        via_bot=via_bot,
    )
    return submit(world, message)
