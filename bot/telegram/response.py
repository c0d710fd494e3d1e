"""What the bot says to a request or a press, before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Language

# Bot API, InlineKeyboardButton: callback_data holds 1-64 bytes.
DATA_BYTES = 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; ``data`` comes back when it is pressed: a verb and its arguments, joined by colons.

    Raises ValueError for data that Telegram would not take.
    """

    label: str
    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= DATA_BYTES:
            raise ValueError(f"button {self.label!r}: data of 1 to {DATA_BYTES} bytes, not {self.data!r}")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """Messages to send in order, Telegram HTML each.

    ``exchange_id`` names the exchange that they come from. ``buttons`` stand under the last one. A ``picture`` (PNG)
    goes with the first one, which is then its caption of at most 1024 UTF-16 units (Bot API, sendPhoto). ``language``
    is that of whoever asked, for what is said about it later.
    """

    parts: tuple[str, ...]
    exchange_id: str | None = None
    buttons: Rows = ()
    picture: bytes | None = None
    language: Language | None = None


def data(verb: str, *arguments: object) -> str:
    """What a button sends back."""
    return ":".join((verb, *map(str, arguments)))


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram takes them; None where there are none."""
    made = [[InlineKeyboardButton(one.label, callback_data=one.data) for one in row] for row in rows]
    return InlineKeyboardMarkup(made) if made else None
