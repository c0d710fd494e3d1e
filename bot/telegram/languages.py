"""Which language somebody is spoken to in."""

from __future__ import annotations

from telegram import User

from bot.texts import LANGUAGES, Language


def language_of(user: User | None, default: Language) -> Language:
    """That of the person's Telegram (Bot API, User: an IETF language tag) where Kutip speaks it, else ``default``."""
    code = (user.language_code or "") if user is not None else ""
    spoken = code.partition("-")[0].lower()
    return next((language for language in LANGUAGES if language == spoken), default)
