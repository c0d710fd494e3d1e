"""/ulang: what was answered then, from which index version, and what would be answered now."""

from __future__ import annotations

from bot.captions import caption, minute
from bot.markup import Block, block, messages
from bot.reply import render
from bot.telegram.incoming import Request
from bot.telegram.listings import line
from bot.telegram.panel.access import Access
from bot.telegram.response import Response
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.archive.records import Exchange, GivenQuote
from retrieval.service import JAKARTA

_SHOWN_OF_ID = 40


class Replays:
    """An exchange is shown in the chat that it was held in, and to admins."""

    def __init__(self, service: Service, access: Access, quotes: int) -> None:
        self._service = service
        self._access = access
        self._quotes = quotes

    async def again(self, request: Request) -> Response:
        """What the id that follows the command stands for."""
        texts = request.texts
        if not request.arguments:
            return Response((texts("replay.which"),))
        message = request.message
        # Who writes as a group or a channel is nobody in particular.
        writer = message.from_user.id if message.from_user is not None and message.sender_chat is None else 0
        then = await self._access.find(request.arguments, message.chat_id, writer)
        if then is None:
            # Whether the id exists elsewhere is nobody's business.
            return Response((texts("replay.unknown", id=request.arguments[:_SHOWN_OF_ID]),))
        limit, scope = request.choice.quotes or self._quotes, request.choice.scope
        now = await self._service.ask(then.question, context=then.context, limit=limit, recorded=False, scope=scope)
        heading = texts("replay.now" if now.version is None else "replay.now_version", version=now.version)
        return Response((*_then(then, texts), heading, *render(now, texts.language).html))


def _then(then: Exchange, texts: Texts) -> tuple[str, ...]:
    asked = minute(then.asked_at.astimezone(JAKARTA), texts)
    lines = [line(texts, "replay.then", id=then.id, asked=asked)]
    lines.append(line(texts, "replay.question", question=then.question))
    if then.version is not None:
        lines.append(line(texts, "replay.version", version=then.version))
    if not then.quotes:
        lines.append(line(texts, "replay.no_quotes"))
    return messages([lines, *(_quote(quote, texts) for quote in then.quotes)])


def _quote(quote: GivenQuote, texts: Texts) -> list[Block]:
    return [block(quote.text, quote=True), block(caption(quote.article, texts))]
