"""Exchanges as personal data: what is kept of somebody, and how it is erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select
from sqlmodel import col

from retrieval.archive.tables import ExchangeQuoteRow, ExchangeRow

# SQLite of 2020 and before takes 999 parameters in a statement.
SLICE = 900


@dataclass(frozen=True, slots=True)
class Kept:
    """How many exchanges there are, since when, and the keys of the chats in which they were held."""

    exchanges: int
    since: datetime | None
    chats: tuple[str, ...]


def kept(ending: str, connection: Connection) -> Kept:
    """Of the chats whose key ends so."""
    where = _ends(ending)
    counted = select(func.count(), func.min(col(ExchangeRow.asked_at))).where(where)
    count, since = connection.execute(counted).one()
    chats = connection.execute(select(col(ExchangeRow.chat)).where(where).distinct()).scalars()
    return Kept(count, since, tuple(sorted(chat for chat in chats if chat is not None)))


def erase(ending: str, connection: Connection) -> list[str]:
    """Erase the exchanges of the chats whose key ends so; gives their ids."""
    return _erase(_ends(ending), connection)


def erase_before(moment: datetime, connection: Connection) -> list[str]:
    """Erase the exchanges of before; gives their ids."""
    return _erase(col(ExchangeRow.asked_at) < moment, connection)


def refused_since(moment: datetime, kind: str, connection: Connection) -> Sequence[tuple[str, datetime]]:
    """Questions and when they were asked, of the exchanges of a kind."""
    query = select(col(ExchangeRow.question), col(ExchangeRow.asked_at)).where(
        col(ExchangeRow.kind) == kind, col(ExchangeRow.asked_at) >= moment
    )
    return [(question, asked_at) for question, asked_at in connection.execute(query)]


def _ends(ending: str) -> ColumnElement[bool]:
    return col(ExchangeRow.chat).endswith(ending, autoescape=True)


def _erase(where: ColumnElement[bool], connection: Connection) -> list[str]:
    ids = list(connection.execute(select(col(ExchangeRow.id)).where(where)).scalars())
    for begin in range(0, len(ids), SLICE):
        part = ids[begin : begin + SLICE]
        connection.execute(delete(ExchangeQuoteRow).where(col(ExchangeQuoteRow.exchange_id).in_(part)))
        connection.execute(delete(ExchangeRow).where(col(ExchangeRow.id).in_(part)))
    return ids
