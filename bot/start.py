"""What ``make run`` does: the Telegram bot when there is a token, else the conversation in the terminal."""

from __future__ import annotations

import sys

from bot.cli import main
from bot.configuration import SettingsError, load_settings


def command() -> str:
    """The ``kutip`` command that fits the settings."""
    try:
        return "run" if load_settings().telegram_token is not None else "chat"
    except SettingsError:
        # The command itself reads the settings again and says what is wrong with them.
        return "run"


if __name__ == "__main__":
    sys.argv = ["kutip", command()]
    main()
