"""The Telegram side: updates in, quoted answers out."""

from bot.telegram.running import run_telegram

__all__ = ["run_telegram"]
