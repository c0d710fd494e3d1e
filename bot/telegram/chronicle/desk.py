"""The commands /kronologi and /linimasa, and the buttons under what they bring."""

from __future__ import annotations

from bot.markup import messages
from bot.telegram.chronicle import verbs
from bot.telegram.chronicle.pages import Page, paged
from bot.telegram.chronicle.pictures import Pictures
from bot.telegram.clock import Clock
from bot.telegram.conversation import chat_key
from bot.telegram.incoming import Request
from bot.telegram.panel.access import Access
from bot.telegram.pressing import Outcome, Press, Presses
from bot.telegram.response import Button, Response, Rows, data
from bot.telegram.service import Service
from bot.texts import Texts
from bot.timeline.coverage import cover
from bot.timeline.telling import caption, nothing, shortened
from bot.timeline.themes import LOOKS, Look
from bot.timeline.wording import span, total
from retrieval.answering.answer import AnswerKind
from retrieval.answering.filters import Scope
from retrieval.archive.exchanges import new_exchange_id
from retrieval.archive.records import Exchange, GivenQuote
from retrieval.chronology.chronology import Chronology

# Kinds of exchange beside those of answers.
CHRONOLOGY, TIMELINE = "chronology", "timeline"
_SENTENCES_A_DAY = 2
_LIGHT, _DARK = LOOKS


class Chronicle:
    """A topic is kept as an exchange of its chat, so that buttons work for as long as answers do."""

    def __init__(self, service: Service, access: Access, clock: Clock) -> None:
        self._service = service
        self._access = access
        self._clock = clock
        self._pictures = Pictures()

    @property
    def presses(self) -> Presses:
        return {verbs.TEXT: self.turned, verbs.PICTURE: self.pictured}

    async def told(self, request: Request) -> Response:
        """/kronologi: the topic's reports day by day."""
        texts, topic = request.texts, request.arguments
        if not topic:
            return Response((texts("chronicle.which", command=request.words),))
        found = await self._find(topic, request.choice.scope)
        if not found:
            return await self._nothing(request, found)
        page = paged(found, 0, texts)
        topic_id = await self._keep(request, found, CHRONOLOGY, page.quotes)
        return _text(page, topic_id, texts)

    async def shown(self, request: Request) -> Response:
        """/linimasa: the topic's coverage as a picture."""
        texts, topic = request.texts, request.arguments
        if not topic:
            return Response((texts("chronicle.which", command=request.words),))
        found = await self._find(topic, request.choice.scope)
        if not found:
            return await self._nothing(request, found)
        topic_id = await self._keep(request, found, TIMELINE)
        return await self._picture(found, topic_id, _LIGHT, texts)

    async def turned(self, press: Press) -> Outcome:
        """Another page in the same message, or, from under a picture, the first one below it."""
        found, topic_id = await self._again(press)
        if not found:
            return _gone(press)
        number = _number(press.arguments[1]) if len(press.arguments) > 1 else None
        page = paged(found, number or 0, press.texts)
        return Outcome(response=_text(page, topic_id, press.texts), instead=number is not None)

    async def pictured(self, press: Press) -> Outcome:
        """The picture in another look in the same message, or, from under a text, below it."""
        found, topic_id = await self._again(press)
        if not found:
            return _gone(press)
        look = next((one for one in LOOKS if one in press.arguments[1:]), None)
        response = await self._picture(found, topic_id, look or _LIGHT, press.texts)
        return Outcome(response=response, instead=look is not None)

    async def _find(self, topic: str, scope: Scope) -> Chronology:
        return await self._service.chronology(topic, limit=_SENTENCES_A_DAY, scope=scope)

    async def _again(self, press: Press) -> tuple[Chronology | None, str]:
        """What the archive reports now on the topic of the pressed message."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return None, ""
        return await self._find(exchange.question, press.choice.scope), exchange.id

    async def _nothing(self, request: Request, found: Chronology) -> Response:
        """What the archive does not report is a gap of it, as a question that it does not answer."""
        if found.understood and found.version is not None:
            await self._keep(request, found, AnswerKind.REFUSAL)
        scope, texts = request.choice.scope, request.texts
        lines = [block.html() for block in nothing(found, texts)]
        scoped = [texts("chronicle.scoped")] if scope.any and found.understood else []
        return Response(("\n".join([*lines, *scoped]),))

    async def _keep(self, request: Request, found: Chronology, kind: str, quotes: tuple[GivenQuote, ...] = ()) -> str:
        """The sentences of the first page are kept as quotes that were given, and corrected like them."""
        identity, now, chat = new_exchange_id(), self._clock.now(), chat_key(request.message)
        exchange = Exchange(identity, now, chat, found.topic, (), kind, float(bool(found)), found.version, quotes)
        await self._service.archive.record_exchange(exchange)
        return identity

    async def _picture(self, found: Chronology, topic_id: str, look: Look, texts: Texts) -> Response:
        coverage = cover(found.articles)
        picture = await self._pictures.draw(coverage, shortened(found.topic), look, texts)
        words = caption(found, (total(coverage, texts), span(coverage, texts)), texts)
        other = _DARK if look == _LIGHT else _LIGHT
        row = (_button(f"button_{other}", verbs.PICTURE, topic_id, other, texts),)
        text = (_button("button_text", verbs.TEXT, topic_id, None, texts),)
        return Response(messages([words]), topic_id, ((*row, *text),), picture)


def _text(page: Page, topic_id: str, texts: Texts) -> Response:
    reachable = [("◀", page.number - 1), ("▶", page.number + 1)]
    turns = tuple(
        Button(label, data(verbs.TEXT, topic_id, number)) for label, number in reachable if 0 <= number < page.pages
    )
    rows: Rows = (turns, (_button("button_picture", verbs.PICTURE, topic_id, None, texts),))
    return Response((page.html,), topic_id, tuple(row for row in rows if row))


def _gone(press: Press) -> Outcome:
    return Outcome(press.texts.template("chronicle.gone"))


def _button(label: str, verb: str, topic_id: str, argument: str | None, texts: Texts) -> Button:
    arguments = (topic_id,) if argument is None else (topic_id, argument)
    return Button(texts.template(f"chronicle.{label}"), data(verb, *arguments))


def _number(argument: str) -> int:
    return int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 6 else 0
