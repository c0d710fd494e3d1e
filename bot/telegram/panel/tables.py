"""Verdicts on answers, as they are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Text
from sqlmodel import Field

from bot.telegram.tables import BotTable
from retrieval.archive.columns import Moment


class FeedbackRow(BotTable, table=True):
    """One person's verdict on one answer, "good" or "bad"; a bad one may have a reason.

    ``update_id`` is the press that made it so.
    """

    __tablename__ = "telegram_feedback"

    exchange_id: str = Field(sa_column=Column(Text, primary_key=True))
    user_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    verdict: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    update_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    given_at: datetime = Field(sa_type=Moment)
