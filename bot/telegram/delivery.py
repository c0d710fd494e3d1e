"""Makes a question's answer in the chat what the plan says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.telegram.answers import Answers, Part
from bot.telegram.place import Place, Shown
from bot.telegram.poster import NotEditable, Poster


class Delivery:
    """Each step is written down when it is done, so that any of them may be the last before a kill."""

    def __init__(self, answers: Answers, poster: Poster, withdrawn: str) -> None:
        self._answers = answers
        self._poster = poster
        self._withdrawn = withdrawn

    async def answer(self, update_id: int, place: Place, parts: Sequence[str], exchange_id: str | None) -> None:
        await self._answers.plan(update_id, place, parts, exchange_id)
        await self.go_on(place)

    async def go_on(self, place: Place) -> None:
        """Whatever is left of the plan."""
        for part in await self._answers.open_parts(place):
            if part.html is None:
                await self._remove(part)
                await self._answers.gone(place, part.ordinal)
            else:
                await self._answers.shown(place, part.ordinal, await self._show(place, part, part.html))

    async def _show(self, place: Place, part: Part, html: str) -> Shown:
        if part.shown is not None:
            try:
                await self._poster.edit(part.shown, html)
            except NotEditable:
                # Somebody deleted it, or it is too old: the answer is said anew.
                pass
            else:
                return part.shown
        return await self._poster.send(place, html)

    async def _remove(self, part: Part) -> None:
        if part.shown is None:
            return
        try:
            await self._poster.delete(part.shown)
        except NotEditable:
            # Bots may delete only what is younger than two days (Bot API, deleteMessage).
            await self._say_withdrawn(part.shown)

    async def _say_withdrawn(self, shown: Shown) -> None:
        try:
            await self._poster.edit(shown, self._withdrawn)
        except NotEditable:
            return
