"""What chats watch for, and the notices that they are told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Column, Index, Text
from sqlmodel import Field

from bot.telegram.tables import BotTable
from retrieval.archive.columns import Moment
from retrieval.archive.tables import KEY


class Mode(StrEnum):
    """Told with every index version that brings something, or once a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class WatchRow(BotTable, table=True):
    """Words that a chat or topic watches for.

    ``asked_in`` and ``message_id`` are the message that set it, in the chat where that was before any move;
    ``asked_by`` is None for who writes as a group or channel. What came up to ``seen_version`` was told; ``told_at``
    is when the last digest was due, or the watch was set.
    """

    __tablename__ = "telegram_watch"
    __table_args__ = (
        Index("uq_telegram_watch_asked_in_message_id", "asked_in", "message_id", unique=True),
        Index("ix_telegram_watch_chat_id", "chat_id"),
    )

    id: int = Field(sa_column=Column(KEY, primary_key=True))
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    asked_in: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    asked_by: int | None = Field(default=None, sa_type=BigInteger)
    words: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    mode: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    told_at: datetime = Field(sa_type=Moment)
    seen_version: int = Field(sa_type=BigInteger)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class NoticeState(StrEnum):
    """A notice waits to be sent, was sent, or must not be sent any more."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"


class NoticeRow(BotTable, table=True):
    """Something to tell unasked, once; its messages are parts under a key that is made from ``id``.

    ``subject`` says what it tells and is told only once. Of a correction, ``quotes`` are what its quotes became:
    sentence by sentence the nearest one, None where the article was withdrawn.
    """

    __tablename__ = "telegram_notice"
    __table_args__ = (
        Index("uq_telegram_notice_subject", "subject", unique=True),
        Index("ix_telegram_notice_state", "state"),
    )

    id: int = Field(sa_column=Column(KEY, primary_key=True))
    subject: str = Field(sa_type=Text)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    reply_to: int | None = Field(default=None, sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    quotes: dict[str, str | None] | None = Field(default=None, sa_type=JSON)
