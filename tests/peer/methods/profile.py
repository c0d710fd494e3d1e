"""The bot itself: getMe, its commands per scope and language, its name and descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tests.peer.errors import bad_request
from tests.peer.params import Params
from tests.peer.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_WIDE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
# Bot API: characters that each text of the profile may have.
_TEXT_LIMITS = MappingProxyType({"name": 64, "description": 512, "short_description": 120})


def get_me(world: World, params: Params) -> dict[str, Any]:
    return world.bot.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    key = _scope(world, params), _language(params)
    commands = [_command(item) for item in params.sequence("commands") or []]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        world.commands[key] = commands
    else:
        world.commands.pop(key, None)
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    return world.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(world, params), _language(params)), None)
    return True


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = item.get("command"), item.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: command and description must be of type String")
    if not _COMMAND.fullmatch(command.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command.removeprefix("/"), "description": description}


def _scope(world: World, params: Params) -> str:
    scope = params.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _WIDE_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = scope.get("chat_id")
    if not isinstance(chat_id, (int, str)):
        raise bad_request("can't parse BotCommandScope: chat_id is empty")
    number = int(chat_id) if str(chat_id).removeprefix("-").isdigit() else chat_id
    chat = world.chats.require(number)
    chat.check_readable()
    if kind == "chat_member":
        user_id = scope.get("user_id")
        if not isinstance(user_id, int):
            raise bad_request("can't parse BotCommandScope: user_id is empty")
        return f"chat_member:{chat.id}:{user_id}"
    return f"{kind}:{chat.id}"


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _setter(what: str) -> Callable[[World, Params], bool]:
    def set_text(world: World, params: Params) -> bool:
        text = params.text(what)
        if len(text) > _TEXT_LIMITS[what]:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        world.profile[what, _language(params)] = text
        return True

    return set_text


def _getter(what: str) -> Callable[[World, Params], dict[str, str]]:
    def get_text(world: World, params: Params) -> dict[str, str]:
        fallback = world.bot.first_name if what == "name" else ""
        default = world.profile.get((what, ""), "") or fallback
        return {what: world.profile.get((what, _language(params)), "") or default}

    return get_text


METHODS: Mapping[str, Any] = MappingProxyType(
    {
        "getMe": get_me,
        "setMyCommands": set_my_commands,
        "getMyCommands": get_my_commands,
        "deleteMyCommands": delete_my_commands,
        "setMyName": _setter("name"),
        "getMyName": _getter("name"),
        "setMyDescription": _setter("description"),
        "getMyDescription": _getter("description"),
        "setMyShortDescription": _setter("short_description"),
        "getMyShortDescription": _getter("short_description"),
    }
)
