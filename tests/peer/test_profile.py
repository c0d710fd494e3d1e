"""Commands by scope and language, and the bot's texts."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)
from telegram.error import BadRequest

from tests.peer import Peer


async def test_people_see_the_commands_of_the_narrowest_scope(peer: Peer, bot: Bot) -> None:
    alice, admin = peer.user("Alice", language="en"), peer.user("Admin", language="id")
    group = peer.group("Redaksi", [admin, alice])
    chat = peer.private(admin)
    await chat.send("x")
    await bot.set_my_commands([("bantuan", "Bantuan")])
    await bot.set_my_commands([("bantuan", "Help")], language_code="en")
    await bot.set_my_commands([("tanya", "Tanya")], scope=BotCommandScopeAllGroupChats())
    assert peer.commands(peer.private(alice), alice) == {"bantuan": "Help"}
    assert peer.commands(chat, admin) == {"bantuan": "Bantuan"}
    assert peer.commands(group, alice) == {"tanya": "Tanya"}
    await bot.set_my_commands([("reindex", "Indeks")], scope=BotCommandScopeChat(chat.id))
    await bot.set_my_commands([("status", "Status")], scope=BotCommandScopeChatMember(group.id, admin.id))
    assert peer.commands(chat, admin) == {"reindex": "Indeks"}
    assert peer.commands(group, admin) == {"status": "Status"}
    assert [c.command for c in await bot.get_my_commands(scope=BotCommandScopeChat(chat.id))] == ["reindex"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat.id))
    assert peer.commands(chat, admin) == {"bantuan": "Bantuan"}
    assert await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats()) == ()


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Tanya", "x", "Bot_command_invalid"),
        ("tanya-dulu", "x", "Bot_command_invalid"),
        ("t" * 33, "x", "Bot_command_invalid"),
        ("", "x", "Bot_command_invalid"),
        ("tanya", "", "Bot_command_description_invalid"),
        ("tanya", "x" * 257, "Bot_command_description_invalid"),
    ],
)
async def test_bad_commands(bot: Bot, command: str, description: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([(command, description)])


async def test_bad_scopes_and_languages(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([("tanya", "x")], scope=BotCommandScopeChat(1))
    with pytest.raises(BadRequest, match="Lang_code_invalid"):
        await bot.set_my_commands([("tanya", "x")], language_code="indonesian")


async def test_descriptions(bot: Bot) -> None:
    await bot.set_my_description("Menjawab dengan kutipan.")
    await bot.set_my_short_description("Quotes", language_code="en")
    assert (await bot.get_my_description(language_code="id")).description == "Menjawab dengan kutipan."
    assert (await bot.get_my_short_description(language_code="en")).short_description == "Quotes"
    assert (await bot.get_my_short_description()).short_description == ""
    assert (await bot.get_my_name()).name == "Kutip"
    with pytest.raises(BadRequest, match="Bot short description is too long"):
        await bot.set_my_short_description("x" * 121)
