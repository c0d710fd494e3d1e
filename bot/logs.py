"""Logging to standard error, with the settings' secrets taken out of every line."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable

_HIDDEN = "[hidden]"


class HidingFormatter(logging.Formatter):
    """Replaces each secret wherever it turns up: in messages, URLs, exceptions."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def configure_logging(level: str, secrets: Iterable[str] = ()) -> None:
    """Sends all logs of ``level`` and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(HidingFormatter(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    if level != "debug":
        # httpx writes a line for each request, every few seconds while polling.
        for chatty in ("httpx", "httpcore", "alembic"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
