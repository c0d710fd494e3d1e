"""What the bot says to a request: the parts of its reply, as Telegram HTML."""

from __future__ import annotations

from dataclasses import dataclass

from bot.captions import day
from bot.markup import MESSAGE_LIMIT
from bot.reply import render
from bot.telegram.conversation import Conversation, chat_key
from bot.telegram.incoming import Request
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.answering.answer import Answer, AnswerKind
from retrieval.service import JAKARTA


@dataclass(frozen=True, slots=True)
class Response:
    """Messages to send in order, and the exchange that they come from."""

    parts: tuple[str, ...]
    exchange_id: str | None = None


class Replies:
    """Answers out of the archive, and facts about it."""

    def __init__(self, service: Service, conversation: Conversation, texts: Texts, quotes: int) -> None:
        self._service = service
        self._conversation = conversation
        self._texts = texts
        self._quotes = quotes

    def say(self, key: str, **values: object) -> Response:
        return Response((self._texts(f"telegram.{key}", **values),))

    async def answer(self, request: Request) -> Response:
        context = await self._conversation.context(request)
        answer = await self._service.ask(
            request.words, context=context, chat=chat_key(request.message), limit=self._quotes
        )
        return Response(self._marked(answer), answer.id)

    async def greeting(self) -> Response:
        return await self._about_archive(AnswerKind.GREETING)

    def help(self, *, admin: bool) -> Response:
        texts = [self._texts("telegram.help"), *([self._texts("telegram.help_admin")] if admin else [])]
        return Response(("\n".join(texts),))

    async def status(self, *, reindexing: bool) -> Response:
        facts = await self._service.facts()
        parts = list(self._rendered(Answer(AnswerKind.COUNT, "", facts=facts)))
        if facts.version is not None and facts.indexed_at is not None:
            made = day(facts.indexed_at.astimezone(JAKARTA).date(), self._texts)
            parts[-1] += "\n" + self._texts("telegram.status_version", version=facts.version, day=made)
        if facts.last_day is not None:
            parts[-1] += "\n" + self._texts("listing.until", day=day(facts.last_day, self._texts))
        if reindexing:
            parts[-1] += "\n" + self._texts("telegram.status_reindexing")
        return Response(tuple(parts))

    async def _about_archive(self, kind: AnswerKind) -> Response:
        return Response(self._rendered(Answer(kind, "", facts=await self._service.facts())))

    def _marked(self, answer: Answer) -> tuple[str, ...]:
        """With the answer's id as the last line."""
        if answer.id is None:
            return self._rendered(answer)
        mark = self._texts("replay.mark", id=answer.id)
        *before, last = render(answer, self._texts.language, limit=MESSAGE_LIMIT - len(mark) - 2).html
        return (*before, f"{last}\n\n{mark}")

    def _rendered(self, answer: Answer) -> tuple[str, ...]:
        return render(answer, self._texts.language).html
