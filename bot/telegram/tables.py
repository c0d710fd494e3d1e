"""What the bot keeps beside the archive, so that a kill at any moment loses nothing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from retrieval.archive.columns import Moment
from retrieval.archive.tables import KEY, NAMES


class BotTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of the bot's tables; their metadata is their own, apart from the archive's."""


class UpdateState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class UpdateRow(BotTable, table=True):
    """An update as Telegram delivered it, kept before Telegram is told that it arrived.

    ``lane`` is what it must stay in order with: its chat. The payload is emptied once the update is finished.
    """

    __tablename__ = "telegram_update"
    __table_args__ = (Index("ix_telegram_update_state_received_at", "state", "received_at"),)

    update_id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    lane: str = Field(sa_type=Text)
    payload: dict[str, Any] = Field(sa_type=JSON)
    received_at: datetime = Field(sa_type=Moment)
    state: str = Field(default=UpdateState.PENDING.value, sa_type=Text)


class PartState(StrEnum):
    """A part waits to be sent or edited, is shown, or is left over from a longer answer and must go."""

    WAITING = "waiting"
    SHOWN = "shown"
    SURPLUS = "surplus"


class PartRow(BotTable, table=True):
    """One message of the answer to one question.

    ``update_id`` is the update that last changed it; ``shown_in`` and ``message_id`` say where it stands once it was
    sent; ``html`` and ``picture`` are kept only while it waits, ``pictured`` says that it stands there as a photo.
    ``language`` is that of whoever asked.
    """

    __tablename__ = "telegram_part"
    __table_args__ = (
        Index("ix_telegram_part_update_id", "update_id"),
        Index("uq_telegram_part_shown_in_message_id", "shown_in", "message_id", unique=True),
    )

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    question_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ordinal: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    update_id: int = Field(sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    html: str | None = Field(default=None, sa_type=Text)
    shown_in: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    exchange_id: str | None = Field(default=None, sa_type=Text)
    buttons: list[list[list[str]]] | None = Field(default=None, sa_type=JSON)
    picture: bytes | None = Field(default=None, sa_type=LargeBinary)
    pictured: bool = Field(default=False, sa_type=Boolean)
    language: str | None = Field(default=None, sa_type=Text)


class ChatRow(BotTable, table=True):
    """What is remembered of a chat: that it was told that it may not ask, and the group that it was before.

    Since ``left_at`` the bot is not there any more.
    """

    __tablename__ = "telegram_chat"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    refused_at: datetime | None = Field(default=None, sa_type=Moment)
    formerly: int | None = Field(default=None, sa_type=BigInteger)
    left_at: datetime | None = Field(default=None, sa_type=Moment)


class JobState(StrEnum):
    """A reindex runs, its outcome is to be told, or was told."""

    RUNNING = "running"
    TELLING = "telling"
    TOLD = "told"


class JobRow(BotTable, table=True):
    """A reindex that an admin asked for, under the id of the update that asked; ``html`` is its outcome in words."""

    __tablename__ = "telegram_reindex"

    update_id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    question_id: int = Field(sa_type=BigInteger)
    asked_by: int = Field(sa_type=BigInteger)
    started_at: datetime = Field(sa_type=Moment)
    state: str = Field(default=JobState.RUNNING.value, sa_type=Text)
    shown_in: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    html: str | None = Field(default=None, sa_type=Text)
