"""What people think of an answer: one verdict each, with a reason where it is bad."""

from __future__ import annotations

from sqlalchemy import insert, select, update
from sqlmodel import col

from bot.markup import plain
from bot.telegram.clock import Clock
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access, gone
from bot.telegram.panel.tables import FeedbackRow
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Button, Response, data
from retrieval.archive.engine import Database

GOOD, BAD = "good", "bad"
# Kept with the verdict; the wording is ``panel.bad_NAME``.
REASONS = ("wrong", "old", "beside", "source", "other")


class Verdicts:
    """A later verdict of the same person on the same answer takes the place of the earlier one."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    async def good(self, press: Press) -> Outcome:
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        await self._keep(exchange.id, press.query.from_user.id, GOOD, None)
        return Outcome(press.texts.template("panel.thanks"))

    async def bad(self, press: Press) -> Outcome:
        """Kept at once; the reason may follow, and is asked for once."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        before = await self._keep(exchange.id, press.query.from_user.id, BAD, None)
        thanks = press.texts.template("panel.thanks")
        if before == BAD:
            return Outcome(thanks)
        buttons = tuple(
            (Button(press.texts.template(f"panel.bad_{name}"), data(verbs.WHY_BAD, exchange.id, name)),)
            for name in REASONS
        )
        return Outcome(thanks, response=Response((press.texts("panel.why_bad"),), exchange.id, buttons))

    async def reason(self, press: Press) -> Outcome:
        exchange = await self._access.exchange(press)
        name = press.arguments[1] if len(press.arguments) > 1 else ""
        if exchange is None or name not in REASONS:
            return gone(press.texts)
        await self._keep(exchange.id, press.query.from_user.id, BAD, name)
        noted = press.texts("panel.noted", reason=press.texts.template(f"panel.bad_{name}"))
        return Outcome(plain(noted), response=Response((noted,), exchange.id), instead=True)

    async def _keep(self, exchange_id: str, user_id: int, verdict: str, reason: str | None) -> str | None:
        """Write the verdict down; gives the one before."""
        where = (col(FeedbackRow.exchange_id) == exchange_id, col(FeedbackRow.user_id) == user_id)
        values = {"verdict": verdict, "reason": reason, "given_at": self._clock.now()}
        async with self._database.writing() as connection:
            before = (await connection.execute(select(col(FeedbackRow.verdict)).where(*where))).scalar_one_or_none()
            if before is None:
                key = {"exchange_id": exchange_id, "user_id": user_id}
                await connection.execute(insert(FeedbackRow).values(**key, **values))
            else:
                await connection.execute(update(FeedbackRow).where(*where).values(**values))
        return before
