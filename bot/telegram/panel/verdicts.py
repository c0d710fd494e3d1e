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
        await self._keep(exchange.id, press, GOOD)
        return Outcome(press.texts.template("panel.thanks"))

    async def bad(self, press: Press) -> Outcome:
        """Kept at once; the reason may follow, and is asked for once."""
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        thanks, asked = press.texts.template("panel.thanks"), press.query.from_user.id
        if not await self._keep(exchange.id, press, BAD):
            return Outcome(thanks)
        buttons = tuple(
            (Button(press.texts.template(f"panel.bad_{name}"), data(verbs.WHY_BAD, exchange.id, name, asked)),)
            for name in REASONS
        )
        return Outcome(thanks, response=Response((press.texts("panel.why_bad"),), exchange.id, buttons))

    async def reason(self, press: Press) -> Outcome:
        """Only whoever was asked may give it."""
        exchange = await self._access.exchange(press)
        _, name, asked = (*press.arguments, "", "", "")[:3]
        if exchange is None or name not in REASONS:
            return gone(press.texts)
        if asked != str(press.query.from_user.id):
            return Outcome(press.texts.template("panel.not_yours"))
        await self._keep(exchange.id, press, BAD, name)
        noted = press.texts("panel.noted", reason=press.texts.template(f"panel.bad_{name}"))
        return Outcome(plain(noted), response=Response((noted,), exchange.id), instead=True)

    async def _keep(self, exchange_id: str, press: Press, verdict: str, reason: str | None = None) -> bool:
        """Write the verdict down; False where it was so before another press."""
        key = {"exchange_id": exchange_id, "user_id": press.query.from_user.id}
        where = (col(FeedbackRow.exchange_id) == exchange_id, col(FeedbackRow.user_id) == key["user_id"])
        values = {"verdict": verdict, "reason": reason, "given_at": self._clock.now(), "update_id": press.update_id}
        query = select(col(FeedbackRow.verdict), col(FeedbackRow.update_id)).where(*where)
        async with self._database.writing() as connection:
            before = (await connection.execute(query)).one_or_none()
            if before is None:
                await connection.execute(insert(FeedbackRow).values(**key, **values))
            elif before.verdict != verdict or reason is not None:
                await connection.execute(update(FeedbackRow).where(*where).values(**values))
        # The same press comes again where a kill kept it from being answered.
        return before is None or before.verdict != verdict or before.update_id == press.update_id
