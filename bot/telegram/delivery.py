"""Makes a question's answer in the chat what the plan says."""

from __future__ import annotations

import logging

from bot.telegram.answers import Answers, Part
from bot.telegram.place import Place, Shown
from bot.telegram.poster import NoPictures, NotEditable, Poster
from bot.telegram.response import Response, keyboard

log = logging.getLogger(__name__)


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
                shown, pictured = await self._show(place, part, part.html)
                await self._answers.shown(place, part.ordinal, shown, pictured=pictured)

    async def _show(self, place: Place, part: Part, html: str) -> tuple[Shown, bool]:
        """Where the part stands now, and whether as a photo."""
        if (part.picture is not None) != part.pictured:
            # A text does not become a photo, nor a photo a text: what stood there goes.
            await self._remove(part)
        elif part.shown is not None and await self._edited(part, part.shown, html):
            return part.shown, part.pictured
        buttons = keyboard(part.buttons)
        if part.picture is not None:
            try:
                return await self._poster.send_picture(place, part.picture, html, buttons), True
            except NoPictures as error:
                log.info("chat %s: words alone: %s", place.chat_id, error)
        return await self._poster.send(place, html, buttons), False

    async def _edited(self, part: Part, shown: Shown, html: str) -> bool:
        """Whether the message could be changed; else somebody deleted it, or it is too old."""
        buttons = keyboard(part.buttons)
        try:
            if part.picture is not None:
                await self._poster.edit_picture(shown, part.picture, html, buttons)
            else:
                await self._poster.edit(shown, html, buttons)
        except NotEditable:
            return False
        return True

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
