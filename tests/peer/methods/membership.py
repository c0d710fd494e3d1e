"""Chats and who is in them: getChat, getChatMember and their kin."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.peer.chats import Chat
from tests.peer.errors import bad_request
from tests.peer.methods.common import readable_chat
from tests.peer.params import Params
from tests.peer.people import User
from tests.peer.world import World

_ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_MEMBER_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)  # fmt: skip


def member_json(user: User, status: str) -> dict[str, Any]:
    """A ChatMember of this status, with every field the Bot API promises."""
    body: dict[str, Any] = {"user": user.to_json(), "status": status}
    if status == "creator":
        return body | {"is_anonymous": False}
    if status == "administrator":
        rights = dict.fromkeys(_ADMIN_RIGHTS, True)
        return body | {"can_be_edited": False, "is_anonymous": False} | rights
    if status == "restricted":
        return body | {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
    return body | {"until_date": 0} if status == "kicked" else body


def get_chat(world: World, params: Params) -> dict[str, Any]:
    chat = readable_chat(world, params)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return chat.to_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    chat = readable_chat(world, params)
    user_id = params.integer("user_id")
    user = chat.people.get(user_id) if user_id is not None else None
    if user is None:
        user = _known(world, user_id)
    return member_json(user, chat.statuses.get(user.id, "left"))


def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    chat = _with_members(readable_chat(world, params))
    ranks = {"creator", "administrator"}
    leading = [user for user in chat.present() if chat.statuses[user.id] in ranks]
    # Bot API: other bots are left out.
    return [member_json(u, chat.statuses[u.id]) for u in leading if not u.is_bot or u == world.bot]


def get_chat_member_count(world: World, params: Params) -> int:
    return len(list(readable_chat(world, params).present()))


def leave_chat(world: World, params: Params) -> bool:
    chat = _with_members(readable_chat(world, params))
    chat.set_status(world.bot, "left")
    if chat.type != "channel":
        chat.add(world.bot, world.now(), service={"left_chat_member": world.bot.to_json()})
    return True


def _with_members(chat: Chat) -> Chat:
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def _known(world: World, user_id: int | None) -> User:
    for chat in world.chats:
        if user_id in chat.people:
            return chat.people[user_id]
    raise bad_request("user not found")


METHODS: Mapping[str, Any] = MappingProxyType(
    {
        "getChat": get_chat,
        "getChatMember": get_chat_member,
        "getChatAdministrators": get_chat_administrators,
        "getChatMemberCount": get_chat_member_count,
        "leaveChat": leave_chat,
    }
)
