"""A message as the server keeps it: its current content and every earlier one (Bot API, "Message")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.peer.entities import Formatted
from tests.peer.people import User

if TYPE_CHECKING:
    from tests.peer.chats import Chat
    from tests.peer.delivery import Update


@dataclass(frozen=True)
class Attachment:
    """A file that was sent, with its bytes."""

    kind: str
    file_id: str
    name: str
    media_type: str
    data: bytes

    def to_json(self) -> Any:
        common = {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": len(self.data)}
        if self.kind == "photo":
            return [common | {"width": 90, "height": 90}]
        return common | {"file_name": self.name, "mime_type": self.media_type}


@dataclass(frozen=True)
class Content:
    """What an edit can change: the text (or the caption of an attachment) and the keyboard."""

    body: Formatted = field(default_factory=lambda: Formatted(""))
    markup: Mapping[str, Any] | None = None
    attachment: Attachment | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {}
        text, entities = ("caption", "caption_entities") if self.attachment else ("text", "entities")
        if self.body.text:
            body[text] = self.body.text
        if self.body.entities:
            body[entities] = [entity.to_json() for entity in self.body.entities]
        if self.attachment:
            body[self.attachment.kind] = self.attachment.to_json()
        if self.markup and "inline_keyboard" in self.markup:
            body["reply_markup"] = dict(self.markup)
        return body


@dataclass(eq=False)
class Message:
    """One message; `content` is what is shown now, `history` everything it has shown, oldest first."""

    chat: Chat
    message_id: int
    date: int
    sender: User | None
    content: Content = field(default_factory=Content)
    reply_to: Message | None = None
    thread_id: int | None = None
    in_topic: bool = False
    by_bot: bool = False
    via_bot: User | None = None
    service: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    edit_date: int | None = None
    deleted: bool = False
    history: list[Content] = field(default_factory=list)
    update: Update | None = None

    def __post_init__(self) -> None:
        self.history.append(self.content)

    def __repr__(self) -> str:
        name = self.sender.first_name if self.sender else self.chat.title
        return f"<Message {self.message_id} in {self.chat.id} by {name}: {self.text!r}>"

    @property
    def text(self) -> str:
        """The plain text (or caption) shown now."""
        return self.content.body.text

    @property
    def markup(self) -> Mapping[str, Any] | None:
        return self.content.markup

    @property
    def file(self) -> Attachment | None:
        return self.content.attachment

    @property
    def quotes(self) -> list[str]:
        """The texts of the blockquotes, folded ones included, in order."""
        return self.parts("blockquote", "expandable_blockquote")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The inline buttons shown now, row by row, in one list."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def parts(self, *kinds: str) -> list[str]:
        """The texts of the entities of these types, in order."""
        return self.content.body.covered_by(*kinds)

    def change(self, content: Content, date: int) -> None:
        self.content = content
        self.edit_date = date
        self.history.append(content)

    def to_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        body: dict[str, Any] = {"message_id": self.message_id, "date": self.date, "chat": self.chat.to_json()}
        if self.sender is not None:
            body["from"] = self.sender.to_json()
        else:
            body["sender_chat"] = self.chat.to_json()
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
        if self.in_topic:
            body["is_topic_message"] = True
        if self.reply_to is not None and with_reply and not self.reply_to.deleted:
            body["reply_to_message"] = self.reply_to.to_json(with_reply=False)
        if self.via_bot is not None:
            body["via_bot"] = self.via_bot.to_json()
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        return body | dict(self.service) | dict(self.extra) | self.content.to_json()
