"""Chosen settings, as they are kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field

from bot.telegram.tables import BotTable


class PreferenceRow(BotTable, table=True):
    """What a chat chose; what it did not choose is not in ``chosen``."""

    __tablename__ = "telegram_preference"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chosen: dict[str, Any] = Field(sa_type=JSON)
