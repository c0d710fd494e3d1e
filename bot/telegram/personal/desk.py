"""/hapusdata: what is kept of whoever asks, and its erasure (UU 27/2022 on personal data, articles 5 to 8)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import day
from bot.telegram.incoming import Request
from bot.telegram.personal.erasure import Erasure, Holdings
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, data
from bot.texts import Texts
from retrieval.service import JAKARTA

VERB = "erase"


class Personal:
    """Only the person themselves is told, and only they can have it erased."""

    def __init__(self, erasure: Erasure, retention_days: int) -> None:
        self._erasure = erasure
        self._retention_days = retention_days

    async def asked(self, request: Request) -> Response:
        writer, texts = request.message.from_user, request.texts
        if writer is None or request.message.sender_chat is not None:
            # Who writes as a group or a channel is nobody in particular.
            return Response((texts("personal.nobody"),))
        held = await self._erasure.of(writer.id)
        if not held.any:
            return Response((texts("personal.nothing"),))
        button = Button(texts.template("personal.button_erase"), data(VERB, writer.id))
        return Response((self._told(held, request.message.chat_id, texts),), buttons=((button,),))

    async def pressed(self, press: Press) -> Outcome:
        """The confirmation, by whoever asked."""
        presser = press.query.from_user.id
        if press.arguments != (str(presser),):
            return Outcome(press.texts.template("personal.not_yours"), alert=True)
        await self._erasure.erase(presser)
        words = press.texts.template("personal.erased")
        return Outcome(words, response=Response((press.texts("personal.erased"),)), instead=True)

    def _told(self, held: Holdings, chat_id: int, texts: Texts) -> str:
        exchanges = held.exchanges
        lines = [texts("personal.title")]
        if exchanges.since is not None:
            since = day(exchanges.since.astimezone(JAKARTA).date(), texts)
            lines.append(texts("personal.questions", count=texts.number(exchanges.exchanges), since=since))
            lines.append(_where(exchanges.chats, chat_id, texts))
        if held.verdicts:
            lines.append(texts("personal.verdicts", count=texts.number(held.verdicts)))
        if held.watches:
            lines.append(texts("personal.watches", count=texts.number(held.watches)))
        if held.settings:
            lines.append(texts("personal.settings"))
        if self._retention_days:
            lines.append(texts("personal.retention", days=self._retention_days))
        return "\n".join([*lines, "", texts("personal.how")])


def _where(keys: Sequence[str], chat_id: int, texts: Texts) -> str:
    """Only the chat in which it is told is named."""
    # A key of ``conversation.chat_key`` names the topic and the person, too.
    chats = {key.split(":")[1] for key in keys}
    others = len(chats - {str(chat_id)})
    if str(chat_id) not in chats:
        return texts("personal.elsewhere", others=others)
    return texts("personal.here_too", others=others) if others else texts("personal.only_here")
