"""/ulang: what was answered then, from which index version, and what would be answered now."""

from __future__ import annotations

from bot.captions import caption, minute
from bot.markup import Block, block, messages, parse
from bot.reply import render
from bot.telegram.incoming import Request
from bot.telegram.replies import Response
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.archive.records import Exchange, GivenQuote
from retrieval.service import JAKARTA

_SHOWN_OF_ID = 40


class Replays:
    """An exchange is shown in the chat that it was held in, and to admins."""

    def __init__(self, service: Service, texts: Texts, quotes: int) -> None:
        self._service = service
        self._texts = texts
        self._quotes = quotes

    async def again(self, request: Request, *, admin: bool) -> Response:
        """What the id that follows the command stands for."""
        if not request.arguments:
            return Response((self._texts("replay.which"),))
        then = await self._service.exchange(request.arguments)
        # Whether the id exists elsewhere is nobody's business.
        if then is None or not (admin or _held_in(then, request.message.chat_id)):
            return Response((self._texts("replay.unknown", id=request.arguments[:_SHOWN_OF_ID]),))
        now = await self._service.ask(then.question, context=then.context, limit=self._quotes)
        heading = self._texts("replay.now" if now.version is None else "replay.now_version", version=now.version)
        return Response((*self._then(then), heading, *render(now, self._texts.language).html))

    def _then(self, then: Exchange) -> tuple[str, ...]:
        asked = minute(then.asked_at.astimezone(JAKARTA), self._texts)
        lines = [self._line("then", id=then.id, asked=asked), self._line("question", question=then.question)]
        if then.version is not None:
            lines.append(self._line("version", version=then.version))
        if not then.quotes:
            lines.append(self._line("no_quotes"))
        return messages([lines, *map(self._quote, then.quotes)])

    def _quote(self, quote: GivenQuote) -> list[Block]:
        return [block(quote.text, quote=True), block(caption(quote.article, self._texts))]

    def _line(self, key: str, **values: object) -> Block:
        return Block(parse(self._texts(f"replay.{key}", **values)))


def _held_in(exchange: Exchange, chat_id: int) -> bool:
    return exchange.chat is not None and exchange.chat.startswith(f"telegram:{chat_id}:")
