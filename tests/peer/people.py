"""Who takes part: people and bots (Bot API, "User")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class User:
    id: int
    first_name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            body["username"] = self.username
        if self.language:
            body["language_code"] = self.language
        return body
