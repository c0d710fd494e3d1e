"""Answers to button presses and inline queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.peer import html
from tests.peer.entities import settled, utf16_length
from tests.peer.errors import bad_request
from tests.peer.markup import inline_rows
from tests.peer.methods.common import TEXT_LIMIT
from tests.peer.params import Params
from tests.peer.world import Query, World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_MAX_RESULTS = 50
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(world: World, params: Params) -> bool:
    text = params.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _open(world.callbacks, params.text("callback_query_id"))
    query.answer = {"text": text, "show_alert": params.boolean("show_alert"), "url": params.text("url")}
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    results = params.sequence("results")
    if results is None:
        raise bad_request("results are not specified")
    if len(results) > _MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_result(item) for item in results]
    if len({item["id"] for item in checked}) != len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = params.mapping("button")
    if button is not None:
        _check_button(button)
    query = _open(world.inlines, params.text("inline_query_id"))
    query.answer = {
        "results": checked,
        "next_offset": params.text("next_offset"),
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.boolean("is_personal"),
        "button": button,
    }
    return True


def _check_button(button: Mapping[str, Any]) -> None:
    """Bot API, InlineQueryResultsButton: a text, and one of the other fields."""
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline query results button: text must be non-empty")
    if ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("can't parse inline query results button: one of web_app and start_parameter must be used")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(str(button["start_parameter"])):
        raise bad_request("START_PARAM_INVALID")


def _open(queries: Mapping[str, Query], query_id: str) -> Query:
    query = queries.get(query_id)
    if query is None or query.expired or query.answer is not None:
        raise bad_request(_TOO_OLD)
    return query


def _result(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    identifier, kind = item.get("id"), item.get("type")
    if not isinstance(identifier, str) or not 1 <= len(identifier.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if kind != "article":
        raise bad_request(f"can't parse inline query result: unsupported type {kind!r} specified")
    if not isinstance(item.get("title"), str) or not item["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    rows = (item.get("reply_markup") or {}).get("inline_keyboard")
    if rows is not None:
        inline_rows(rows)
    _check_content(item.get("input_message_content"))
    return item


def _check_content(content: Any) -> None:
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: input message content is not specified")
    text, mode = str(content.get("message_text") or ""), str(content.get("parse_mode") or "").lower()
    if mode not in {"", "html"}:
        raise bad_request(f"unsupported parse_mode {mode!r}")
    plain, entities = html.parse(text) if mode == "html" else (text, [])
    body = settled(plain, entities)
    if not body.text:
        raise bad_request("message text is empty")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise bad_request("message is too long")


METHODS: Mapping[str, Any] = MappingProxyType(
    {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
)
