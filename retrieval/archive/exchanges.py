"""Questions and what they were given; of a quote only its place is kept, its words are read from the revision."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from retrieval.archive.columns import storable
from retrieval.archive.records import Exchange, GivenQuote
from retrieval.archive.selecting import AnyRow, ref, refs, words
from retrieval.archive.tables import ExchangeQuoteRow, ExchangeRow, RevisionRow
from retrieval.article import Span

# No letters or digits that are mistaken for one another when an id is read out.
SPEAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 8

_EXCHANGE = (
    col(ExchangeRow.id),
    col(ExchangeRow.asked_at),
    col(ExchangeRow.chat),
    col(ExchangeRow.question),
    col(ExchangeRow.context),
    col(ExchangeRow.kind),
    col(ExchangeRow.confidence),
    col(ExchangeRow.version),
)


_INSERT_EXCHANGE = insert(ExchangeRow)
_INSERT_QUOTE = insert(ExchangeQuoteRow)


def new_exchange_id() -> str:
    """A short random id that can be read out over the telephone."""
    return "".join(secrets.choice(SPEAKABLE) for _ in range(ID_LENGTH))


def record(exchange: Exchange, connection: Connection) -> None:
    connection.execute(
        _INSERT_EXCHANGE,
        {
            "id": exchange.id,
            "asked_at": exchange.asked_at,
            "chat": exchange.chat,
            "question": storable(exchange.question),
            "context": [storable(turn) for turn in exchange.context],
            "kind": exchange.kind,
            "confidence": exchange.confidence,
            "version": exchange.version,
        },
    )
    quotes = list(_quote_rows(exchange))
    if quotes:
        connection.execute(_INSERT_QUOTE, quotes)


def find(identity: str, connection: Connection) -> Exchange | None:
    """The exchange with its quotes; spoken ids may come in capitals and with gaps."""
    spoken = "".join(identity.split()).replace("-", "").lower()
    found = connection.execute(select(*_EXCHANGE).where(col(ExchangeRow.id) == spoken)).one_or_none()
    if found is None:
        return None
    start, end = col(ExchangeQuoteRow.start), col(ExchangeQuoteRow.end)
    rows = connection.execute(
        refs()
        .add_columns(col(ExchangeQuoteRow.rank), start, end, col(ExchangeQuoteRow.score), words(start, end))
        .join(ExchangeQuoteRow, col(ExchangeQuoteRow.revision_id) == col(RevisionRow.id))
        .where(col(ExchangeQuoteRow.exchange_id) == spoken)
        .order_by(col(ExchangeQuoteRow.rank), col(ExchangeQuoteRow.place))
    )
    groups: dict[int, list[GivenQuote]] = {}
    for row in rows:
        rank, begin, stop, score, text = row[-5:]
        groups.setdefault(rank, []).append(GivenQuote(ref(row), Span(begin, stop), text, score))
    return _exchange(found, tuple(_with_echoes(group) for group in groups.values()))


def recent(chat: str, since: datetime, limit: int, connection: Connection) -> list[Exchange]:
    rows = connection.execute(
        select(*_EXCHANGE)
        .where(col(ExchangeRow.chat) == chat, col(ExchangeRow.asked_at) >= since)
        .order_by(col(ExchangeRow.asked_at).desc())
        .limit(limit)
    )
    return [_exchange(row, ()) for row in reversed(rows.all())]


def _quote_rows(exchange: Exchange) -> Iterator[dict[str, Any]]:
    for rank, quote in enumerate(exchange.quotes):
        for place, given in enumerate((quote, *quote.also)):
            yield {
                "exchange_id": exchange.id,
                "rank": rank,
                "place": place,
                "revision_id": given.article.revision,
                "start": given.span.start,
                "end": given.span.end,
                "score": given.score,
            }


def _with_echoes(group: list[GivenQuote]) -> GivenQuote:
    first, *echoes = group
    return GivenQuote(first.article, first.span, first.text, first.score, tuple(echoes))


def _exchange(row: AnyRow, quotes: tuple[GivenQuote, ...]) -> Exchange:
    identity, asked_at, chat, question, context, kind, confidence, version = row
    return Exchange(identity, asked_at, chat, question, tuple(context), kind, confidence, version, quotes)
