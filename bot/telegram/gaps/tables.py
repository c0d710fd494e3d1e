"""Which chats get the weekly report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, Text
from sqlmodel import Field

from bot.telegram.tables import BotTable
from retrieval.archive.columns import Moment


class WeeklyRow(BotTable, table=True):
    """Whether a chat or topic (0 for none) wants it, and by which message of the chat.

    ``told_at`` is when the last report was due, or it was wished for.
    """

    __tablename__ = "telegram_weekly"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    thread_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    language: str = Field(sa_type=Text)
    told_at: datetime = Field(sa_type=Moment)
    message_id: int = Field(sa_type=BigInteger)
    wanted: bool = Field(sa_type=Boolean)
