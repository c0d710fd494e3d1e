"""Keyboards, checked as Telegram checks them (Bot API, "InlineKeyboardMarkup")."""

from __future__ import annotations

from typing import Any

from tests.peer.errors import bad_request
from tests.peer.params import Params

_ACTIONS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "web_app")
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")


def reply_markup(params: Params, *, inline_only: bool = False) -> dict[str, Any] | None:
    """The request's reply_markup, or None; raises what the Bot API answers to a bad one."""
    markup = params.mapping("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = inline_rows(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if not any(name in markup for name in _OTHERS):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return markup


def inline_rows(rows: Any) -> list[list[dict[str, Any]]]:
    """Checks the rows of an inline keyboard; empty rows go."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays')
    if sum(len(row) for row in rows) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [[_button(button) for button in row] for row in rows if row]


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: text buttons must have non-empty text")
    actions = [name for name in _ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if actions == ["callback_data"]:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    if actions == ["url"] and "." not in str(button["url"]) and "://" not in str(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")
    return button
