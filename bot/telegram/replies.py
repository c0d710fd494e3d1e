"""What the bot says to a request: the parts of its reply, as Telegram HTML."""

from __future__ import annotations

from bot.captions import day
from bot.markup import MESSAGE_LIMIT
from bot.reply import render
from bot.telegram.conversation import Conversation, chat_key
from bot.telegram.incoming import Request
from bot.telegram.panel.buttons import under
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.telegram.silences import warning
from bot.texts import Texts
from retrieval.answering.answer import Answer, AnswerKind
from retrieval.archive.listing import Listing
from retrieval.service import JAKARTA


class Replies:
    """Answers out of the archive, and facts about it."""

    def __init__(self, service: Service, conversation: Conversation, rights: Rights, quotes: int) -> None:
        self._service = service
        self._conversation = conversation
        self._rights = rights
        self._quotes = quotes

    async def answer(self, request: Request) -> Response:
        context = await self._conversation.context(request)
        answer = await self._service.ask(
            request.words,
            context=context,
            chat=chat_key(request.message),
            limit=request.choice.quotes or self._quotes,
            scope=request.choice.scope,
        )
        admin = request.private and self._rights.is_admin(request.message)
        return Response(_marked(answer, request.texts), answer.id, under(answer, request.texts, explained=admin))

    async def greeting(self, request: Request) -> Response:
        answer = Answer(AnswerKind.GREETING, "", facts=await self._service.facts())
        return Response(render(answer, request.language).html)

    async def help(self, request: Request) -> Response:
        admin = ["telegram.help_admin"] if self._rights.is_admin(request.message) else []
        return Response(("\n".join(request.texts(key) for key in ("telegram.help", *admin)),))

    async def status(self, request: Request, *, reindexing: bool) -> Response:
        facts, texts = await self._service.facts(), request.texts
        parts = list(render(Answer(AnswerKind.COUNT, "", facts=facts), request.language).html)
        if facts.version is not None and facts.indexed_at is not None:
            made = day(facts.indexed_at.astimezone(JAKARTA).date(), texts)
            parts[-1] += "\n" + texts("telegram.status_version", version=facts.version, day=made)
        if facts.last_day is not None:
            parts[-1] += "\n" + texts("listing.until", day=day(facts.last_day, texts))
        silent = warning(await Listing(self._service.archive.database).silences(), texts)
        if silent is not None:
            parts[-1] += "\n" + silent
        if reindexing:
            parts[-1] += "\n" + texts("telegram.status_reindexing")
        return Response(tuple(parts))


def say(texts: Texts, key: str, **values: object) -> Response:
    """One wording of the bot's own."""
    return Response((texts(f"telegram.{key}", **values),))


def _marked(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """With the answer's id as the last line."""
    if answer.id is None:
        return render(answer, texts.language).html
    mark = texts("replay.mark", id=answer.id)
    *before, last = render(answer, texts.language, limit=MESSAGE_LIMIT - len(mark) - 2).html
    return (*before, f"{last}\n\n{mark}")
