"""The exchange that a button belongs to, for those who may see it."""

from __future__ import annotations

from bot.markup import plain
from bot.telegram.chats import Chats
from bot.telegram.pressing import Outcome, Press
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.archive.records import Exchange


class Access:
    """An exchange is open to the chat that it was held in, also under its number of before, and to admins."""

    def __init__(self, service: Service, chats: Chats, rights: Rights) -> None:
        self._service = service
        self._chats = chats
        self._rights = rights

    async def exchange(self, press: Press) -> Exchange | None:
        """The one that the press names first; None where there is none that the presser may see."""
        if not press.arguments:
            return None
        return await self.find(press.arguments[0], press.shown.chat_id, press.query.from_user.id)

    async def find(self, identity: str, chat_id: int, user_id: int) -> Exchange | None:
        """The exchange with this id, seen from a chat by a person."""
        found = await self._service.exchange(identity)
        if found is None or self._rights.includes(user_id):
            return found
        homes = (chat_id, await self._chats.formerly(chat_id))
        return found if any(held_in(found, home) for home in homes if home is not None) else None


def held_in(exchange: Exchange, chat_id: int) -> bool:
    """Whether an exchange was held in a chat."""
    return exchange.chat is not None and exchange.chat.startswith(f"telegram:{chat_id}:")


def gone(texts: Texts) -> Outcome:
    """What a button says whose answer is no longer kept, or is not for the presser."""
    return Outcome(plain(texts("panel.gone")))
