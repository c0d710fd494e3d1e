"""The commands that people see in the menu, per kind of chat and language."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.texts import Language, load_texts

log = logging.getLogger(__name__)

EVERYWHERE = ("tanya", "sumber", "status", "bantuan")
ADMINS_ONLY = ("reindex", "batal")
# Indonesian for everyone, English where the person's Telegram speaks it.
_LANGUAGES: tuple[tuple[Language, str | None], ...] = (("id", None), ("en", "en"))


async def register(bot: Bot, admins: Collection[int]) -> None:
    """Tell Telegram the commands; a menu that cannot be set is no reason not to start."""
    for scope in (BotCommandScopeDefault(), BotCommandScopeAllGroupChats()):
        await _set(bot, EVERYWHERE, scope)
    for admin in sorted(admins):
        await register_admin(bot, admin)


async def register_admin(bot: Bot, admin: int) -> None:
    """The admin's private chat shows the admins' commands, too."""
    await _set(bot, (*EVERYWHERE, *ADMINS_ONLY), BotCommandScopeChat(admin))


async def _set(bot: Bot, names: Sequence[str], scope: BotCommandScope) -> None:
    for language, code in _LANGUAGES:
        texts = load_texts(language)
        commands = [BotCommand(name, texts.template(f"telegram.command_{name}")) for name in names]
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
        except (BadRequest, Forbidden) as error:
            # An admin who never wrote to the bot has no chat with it yet; the first /start sets it.
            log.info("no commands for %s: %s", scope.type, error)
            return
        except TelegramError as error:
            log.warning("commands for %s not set: %s", scope.type, error)
            return
