"""Errors as they may be logged: where and of what kind, never with what people wrote."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

_FRAMES = 6


def final(error: TelegramError) -> bool:
    """Whether Telegram itself refused, so that no repetition would help.

    A proxy's page with such a status says nothing about the request. What python-telegram-bot could not parse is
    among the causes, as an error of no particular kind.
    """
    if not isinstance(error, (BadRequest, Forbidden, InvalidToken)):
        return False
    cause = error.__cause__
    while cause is not None and type(cause) is not TelegramError:
        cause = cause.__cause__
    return cause is None


def where(error: BaseException) -> str:
    """The kinds of the error and its causes, and the innermost places of the code; messages may hold texts."""
    kinds: list[str] = []
    at: BaseException | None = error
    while at is not None and len(kinds) < _FRAMES:
        kinds.append(type(at).__name__)
        at = at.__cause__ or at.__context__
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{' from '.join(kinds)} at {' > '.join(places) or 'nowhere'}"


def log_failure(log: logging.Logger, what: str, error: BaseException) -> None:
    """An error line without the error's own words."""
    log.error("%s: %s", what, where(error))
