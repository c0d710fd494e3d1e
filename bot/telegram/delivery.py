"""Makes a question's answer in the chat what the plan says."""

from __future__ import annotations

from bot.telegram.answers import Answers, Part
from bot.telegram.place import Place, Shown
from bot.telegram.poster import NotEditable, Poster
from bot.telegram.response import Response, keyboard


class Delivery:
    """Each step is written down when it is done, so that any of them may be the last before a kill."""

    def __init__(self, answers: Answers, poster: Poster, withdrawn: str) -> None:
        self._answers = answers
        self._poster = poster
        self._withdrawn = withdrawn

    async def answer(self, update_id: int, place: Place, response: Response) -> None:
        await self._answers.plan(update_id, place, response)
        await self.go_on(place)

    async def change(self, update_id: int, shown: Shown, response: Response) -> None:
        """Make one message of the bot say something else."""
        place = await self._answers.change(update_id, shown, response)
        if place is not None:
            await self.go_on(place)

    async def go_on(self, place: Place) -> None:
        """Whatever is left of the plan."""
        for part in await self._answers.open_parts(place):
            if part.html is None:
                await self._remove(part)
                await self._answers.gone(place, part.ordinal)
            else:
                shown = await self._show(place, part, part.html)
                await self._answers.shown(place, part.ordinal, shown, pictured=part.picture is not None)

    async def _show(self, place: Place, part: Part, html: str) -> Shown:
        buttons = keyboard(part.buttons)
        if part.picture is not None or part.pictured:
            # A text does not become a photo, nor a photo a text: what stood there goes.
            await self._remove(part)
        elif part.shown is not None:
            try:
                await self._poster.edit(part.shown, html, buttons)
            except NotEditable:
                # Somebody deleted it, or it is too old: the answer is said anew.
                pass
            else:
                return part.shown
        if part.picture is not None:
            return await self._poster.send_picture(place, part.picture, html, buttons)
        return await self._poster.send(place, html, buttons)

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
