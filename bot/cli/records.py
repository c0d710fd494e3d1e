"""Answers, articles and facts as the JSON objects that the command line promises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from retrieval.answering.answer import Answer, ArchiveFacts, Quote

if TYPE_CHECKING:
    from bot.reply import Reply

Record = dict[str, Any]

# Finer differences are noise of the arithmetic, and would make runs on two machines differ.
_DIGITS = 6


def answer_record(answer: Answer, reply: Reply, id: object, *, candidates: bool) -> Record:
    """One line of ``ask --json`` and ``ask --batch``."""
    record: Record = {
        "id": id,
        "reply": reply.plain,
        "answered": answer.answered,
        "confidence": round(answer.confidence, _DIGITS),
        "quotes": [quote_record(quote) for quote in answer.quotes],
    }
    if candidates:
        record["candidates"] = [quote_record(quote) for quote in answer.candidates]
    return record


def quote_record(quote: Quote) -> Record:
    article = quote.article
    return {
        "text": quote.text,
        "article": article.id,
        "file": article.file,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat(),
        "date_basis": article.published.basis.value,
        "start": quote.span.start,
        "end": quote.span.end,
        "score": round(quote.score, _DIGITS),
        "also": [
            {"outlet": echo.article.outlet, "published": echo.article.published.isoformat(), "text": echo.text}
            for echo in quote.also
        ],
        "independent": quote.independent,
    }


def facts_record(facts: ArchiveFacts, database: str) -> Record:
    """The object of ``status --json``; ``database`` comes without its password."""
    return {
        "database": database,
        "version": facts.version,
        "indexed_at": facts.indexed_at.isoformat() if facts.indexed_at else None,
        "articles": facts.articles,
        "sentences": facts.sentences,
        "outlets": dict(facts.outlets),
        "first_day": facts.first_day.isoformat() if facts.first_day else None,
        "last_day": facts.last_day.isoformat() if facts.last_day else None,
        "undated": facts.undated,
    }


def write(record: Record, out: TextIO) -> None:
    """One JSON line, flushed so that a reader down the pipe sees it at once."""
    out.write(json.dumps(record, ensure_ascii=False) + "\n")
    out.flush()
