"""What several methods read from their parameters."""

from __future__ import annotations

from tests.peer import html
from tests.peer.chats import Chat
from tests.peer.entities import Formatted, cleaned, from_json, settled, utf16_length
from tests.peer.errors import bad_request
from tests.peer.messages import Attachment
from tests.peer.params import Params
from tests.peer.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def chat_of(world: World, params: Params) -> Chat:
    """The chat of chat_id, whether or not the bot may use it."""
    chat_id = params.chat_id
    if chat_id is None:
        raise bad_request("chat_id is empty")
    return world.chats.require(chat_id)


def readable_chat(world: World, params: Params) -> Chat:
    chat = chat_of(world, params)
    chat.check_readable()
    return chat


def writable_chat(world: World, params: Params) -> Chat:
    chat = chat_of(world, params)
    chat.check_writable()
    return chat


def formatted(params: Params, name: str, entities_name: str) -> Formatted:
    """Text and entities by parse_mode or by explicit entities."""
    text = cleaned(params.text(name))
    mode = params.text("parse_mode").lower()
    if mode not in {"", "html"}:
        # Markdown is part of Telegram, but not of this server: Kutip writes HTML only.
        raise bad_request(f"unsupported parse_mode {mode!r}")
    if mode == "html":
        plain, entities = html.parse(text)
    else:
        plain, entities = text, from_json(params.sequence(entities_name) or [], text)
    return settled(plain, entities)


def message_text(params: Params) -> Formatted:
    body = formatted(params, "text", "entities")
    if not body.text:
        raise bad_request("message text is empty")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return body


def caption(params: Params) -> Formatted:
    body = formatted(params, "caption", "caption_entities")
    if utf16_length(body.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return body


def attached(world: World, params: Params, kind: str) -> Attachment:
    """The file of a request: uploaded with it, or known by its file_id."""
    given = params.text(kind)
    upload = params.files.get(given.removeprefix("attach://") if given else kind)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.keep_file(kind, upload.name, upload.media_type, upload.data)
    known = world.files.get(given)
    if known is not None:
        return known
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    raise bad_request("wrong file identifier/HTTP URL specified")
