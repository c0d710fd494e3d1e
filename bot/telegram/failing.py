"""Errors as they may be logged: where and of what kind, never with what people wrote."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

_FRAMES = 6


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
