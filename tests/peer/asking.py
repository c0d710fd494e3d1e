"""Button presses and inline queries as a person makes them, with the bot's answer to wait for."""

from __future__ import annotations

from typing import Any

from tests.peer import html
from tests.peer.entities import settled
from tests.peer.messages import Content, Message
from tests.peer.people import User
from tests.peer.rooms import DEFAULT_TIMEOUT_SECONDS, Room
from tests.peer.traffic import write
from tests.peer.world import Query, World


class Asked:
    """One query. `update` is what the bot gets, None if it did not ask for this kind."""

    def __init__(self, world: World, query: Query, kind: str, payload: dict[str, Any]) -> None:
        self._world = world
        self.query = query
        self.update = world.updates.put(kind, payload)

    async def answer(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> dict[str, Any]:
        """What the bot answered, by the Bot API's names; raises TimeoutError."""
        return await self._world.signal.until(lambda: self.query.answer, timeout_seconds, "an answer to a query")

    def expire(self) -> None:
        """From now on it is too late for an answer."""
        self.query.expired = True


class InlineAsked(Asked):
    """An inline query (`@kutip_bot macron` in any chat)."""

    async def choose(self, result_id: str, room: Room) -> Message:
        """The person picks a result: it is sent to the room in their name, via the bot."""
        results = (self.query.answer or {}).get("results", [])
        content = next((item["input_message_content"] for item in results if item["id"] == result_id), None)
        if content is None:
            raise ValueError(f"the bot offered no result {result_id!r}")
        text = content["message_text"]
        html_mode = str(content.get("parse_mode", "")).lower() == "html"
        plain, entities = html.parse(text) if html_mode else (text, [])
        world, user = self._world, self.query.user
        chosen = {"result_id": result_id, "from": user.to_json(), "query": self.query.text}
        world.updates.put("chosen_inline_result", chosen)
        body = Content(settled(plain, entities))
        return write(world, room.chat, user, body, reply_to=None, thread_id=room.thread_id, via_bot=world.bot)


def press(world: World, message: Message, button: str, by: User, *, readable: bool = True) -> Asked:
    """Presses the inline button with this label or callback data; raises ValueError if there is none."""
    data = _data_of(message, button)
    query = Query(str(4_000_000_000_000_000 + len(world.callbacks)), by)
    world.callbacks[query.id] = query
    inaccessible = {"chat": message.chat.to_json(), "message_id": message.message_id, "date": 0}
    payload = {
        "id": query.id,
        "from": by.to_json(),
        "message": message.to_json() if readable else inaccessible,
        "chat_instance": str(7_000_000_000 + abs(message.chat.id)),
        "data": data,
    }
    return Asked(world, query, "callback_query", payload)


def ask_inline(world: World, user: User, text: str, offset: str, chat_type: str) -> InlineAsked:
    if not world.inline:
        raise ValueError("inline mode is off for this bot")
    query = Query(str(5_000_000_000_000_000 + len(world.inlines)), user, text=text)
    world.inlines[query.id] = query
    payload = {"id": query.id, "from": user.to_json(), "query": text, "offset": offset, "chat_type": chat_type}
    return InlineAsked(world, query, "inline_query", payload)


def _data_of(message: Message, button: str) -> str:
    shown = [] if message.deleted else [b for b in message.buttons if "callback_data" in b]
    for item in shown:
        if button in {item["callback_data"], item["text"]}:
            return str(item["callback_data"])
    raise ValueError(f"no button {button!r} under {message!r}; there are {[item['text'] for item in shown]}")
