"""All wording that people see, in Indonesian and English.

The words live in ``PART.LANGUAGE.toml`` beside this file (``reply.id.toml``, ``reply.en.toml`` ...); the key
``reply.refusal`` is the entry ``refusal`` of the part ``reply``. Entries are Telegram HTML with ``{named}`` places,
or lists of such entries (month names).
"""

from __future__ import annotations

from bot.texts.loader import DEFAULT_LANGUAGE, LANGUAGES, Language, TextError, Texts, load_texts, text

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Language", "TextError", "Texts", "load_texts", "text"]
