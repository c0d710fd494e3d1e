"""/celah, for editors."""

from __future__ import annotations

from datetime import timedelta

from bot.telegram.gaps.weekly import Weekly
from bot.telegram.gaps.wording import report
from bot.telegram.incoming import Request
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.service import Service

DAYS, MOST_DAYS = 7, 366


class Gaps:
    """Who asked is told to nobody."""

    def __init__(self, service: Service, weekly: Weekly, rights: Rights) -> None:
        self._service = service
        self._weekly = weekly
        self._rights = rights

    async def asked(self, request: Request) -> Response | None:
        """The report of the last days, or the weekly one turned on or off in this chat."""
        texts, words = request.texts, request.arguments.casefold()
        if not self._rights.is_editor(request.message):
            return Response((texts("gaps.not_editor"),))
        if words in texts.items("gaps.weekly_words"):
            if request.edited or request.message.forward_origin is not None:
                return None
            wanted = await self._weekly.toggle(request.place, request.message.message_id, request.language)
            return Response((texts("gaps.weekly_on" if wanted else "gaps.weekly_off"),))
        days = int(words) if words.isascii() and words.isdigit() and len(words) <= 3 else DAYS if not words else 0
        if not 1 <= days <= MOST_DAYS:
            return Response((texts("gaps.how", most=MOST_DAYS),))
        return Response(report(await self._service.gaps(timedelta(days=days)), days, texts))
