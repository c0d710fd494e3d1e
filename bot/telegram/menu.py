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
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.telegram.clock import Clock, backoff, pause
from bot.telegram.failing import final
from bot.telegram.outbox import seconds_of
from bot.texts import Language, load_texts

log = logging.getLogger(__name__)

_ASKING = ("tanya", "terbaru", "artikel", "kronologi", "linimasa", "pantau", "pantauan", "ulang")
EVERYWHERE = (*_ASKING, "sumber", "status", "atur", "hapusdata", "bantuan")
ADMINS_ONLY = ("celah", "reindex", "batal")
# Understood, but not offered.
HIDDEN = ("start", "help")
# Indonesian for everyone, English where the person's Telegram speaks it.
_LANGUAGES: tuple[tuple[Language, str | None], ...] = (("id", None), ("en", "en"))
_TRIES = 5


class Menu:
    """A menu that cannot be set is no reason not to start."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock

    async def show(self, admins: Collection[int]) -> None:
        """Tell Telegram the commands of everybody, and of these admins."""
        for scope in (BotCommandScopeDefault(), BotCommandScopeAllGroupChats()):
            await self._set(EVERYWHERE, scope)
        for admin in sorted(admins):
            await self.show_admin(admin)

    async def show_admin(self, admin: int) -> None:
        """The admin's private chat shows the admins' commands, too."""
        await self._set((*EVERYWHERE, *ADMINS_ONLY), BotCommandScopeChat(admin))

    async def _set(self, names: Sequence[str], scope: BotCommandScope) -> None:
        for language, code in _LANGUAGES:
            texts = load_texts(language)
            commands = [BotCommand(name, texts.template(f"telegram.command_{name}")) for name in names]
            try:
                await self._persist(commands, scope, code)
            except (BadRequest, Forbidden) as error:
                # An admin who never wrote to the bot has no chat with it yet; the first /start sets it.
                log.info("no commands for %s: %s", scope.type, error)
                return
            except TelegramError as error:
                log.warning("commands for %s not set: %s", scope.type, error)
                return

    async def _persist(self, commands: Sequence[BotCommand], scope: BotCommandScope, code: str | None) -> None:
        for attempt in range(1, _TRIES + 1):
            try:
                await self._bot.set_my_commands(commands, scope=scope, language_code=code)
            except TelegramError as error:
                if final(error) or attempt == _TRIES:
                    raise
                wait = seconds_of(error.retry_after) if isinstance(error, RetryAfter) else backoff(attempt)
                await pause(self._clock, wait)
            else:
                return
