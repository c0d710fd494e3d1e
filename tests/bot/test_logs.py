"""Logs: no secret gets through, wherever it hides."""

from __future__ import annotations

import logging

import pytest

from bot.logs import HidingFormatter

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


def logged(message: str, *args: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error is not None else None
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, message, args, info)
    return HidingFormatter([TOKEN, ""]).format(record)


def test_a_token_is_taken_out_of_messages_and_arguments() -> None:
    line = logged("POST https://api.example.org/bot%s/getMe", TOKEN)
    assert TOKEN not in line
    assert "/bot[hidden]/getMe" in line


def test_a_token_is_taken_out_of_tracebacks() -> None:
    with pytest.raises(ConnectionError) as caught:
        raise ConnectionError(f"no route to /bot{TOKEN}/getUpdates")
    line = logged("failed", error=caught.value)
    assert "ConnectionError" in line
    assert TOKEN not in line


def test_the_rest_stays_as_it_is() -> None:
    assert logged("indexed %d articles", 5).endswith("INFO bot: indexed 5 articles")
