"""Which earlier questions a question may lean on."""

from __future__ import annotations

from datetime import timedelta

from telegram import Message, User

from bot.telegram.answers import Answers
from bot.telegram.incoming import Request, replies_to_bot
from bot.telegram.place import Shown
from bot.telegram.service import Service
from retrieval.archive.records import Exchange

REMEMBERED = 3


class Conversation:
    """A reply to an answer goes on from that answer; any other question from the asker's last ones in that place."""

    def __init__(self, service: Service, answers: Answers, me: User, minutes: int) -> None:
        self._service = service
        self._answers = answers
        self._me = me
        self._within = timedelta(minutes=minutes)

    async def context(self, request: Request) -> tuple[str, ...]:
        """Earlier questions, oldest first."""
        if request.edited and (own := await self._answers.exchange_for(request.place)) is not None:
            # Asked again: it leans on what it leaned on before, not on itself nor on what came after.
            before = await self._service.exchange(own)
            return before.context if before is not None else ()
        behind = await self._replied_to(request.message)
        if behind is not None:
            return (*behind.context, behind.question)[-REMEMBERED:]
        if not self._within:
            return ()
        words = " ".join(request.words.split())
        recent = await self._service.recent(chat_key(request.message), self._within, REMEMBERED)
        # A question that a kill made the bot ask twice does not lean on itself.
        return tuple(exchange.question for exchange in recent if " ".join(exchange.question.split()) != words)

    async def _replied_to(self, message: Message) -> Exchange | None:
        target = message.reply_to_message
        if target is None or not replies_to_bot(message, self._me):
            return None
        exchange_id = await self._answers.exchange_behind(Shown(message.chat_id, target.message_id))
        return await self._service.exchange(exchange_id) if exchange_id is not None else None


def chat_key(message: Message) -> str:
    """Under which the exchanges of one person in one place are kept."""
    thread = message.message_thread_id if message.is_topic_message else None
    # Who writes as a group or channel is that group or channel.
    writer = message.sender_chat or message.from_user
    return f"telegram:{message.chat_id}:{thread or 0}:{writer.id if writer is not None else 0}"
