"""Somebody who asks, and presses what stands under the answer."""

from __future__ import annotations

from typing import Any

from tests.peer import Message, Peer, Private, User


class Asker:
    """One person's private chat with the bot."""

    def __init__(self, peer: Peer, name: str = "Ani", **fields: Any) -> None:
        self.peer = peer
        self.user: User = peer.user(name, **fields)
        self.chat: Private = peer.private(self.user)

    async def ask(self, words: str) -> Message:
        await self.chat.send(words)
        return await self.chat.next_message()

    async def toast(self, message: Message, button: str) -> str:
        return str((await (await self.peer.press(message, button, by=self.user)).answer()).get("text", ""))

    async def press(self, message: Message, button: str) -> Message:
        await self.toast(message, button)
        return await self.chat.next_message()


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]
