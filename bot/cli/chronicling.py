"""``chronology``: what the archive reports on a topic, as text, JSON or a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.batch import sound
from bot.cli.failures import say
from bot.cli.records import Record, quote_record, write
from bot.cli.session import Session
from bot.markup import plain_text
from bot.texts import Texts, load_texts
from bot.timeline.coverage import cover
from bot.timeline.telling import heading, nothing, passages
from retrieval.chronology.chronology import Chronology, Day

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.timeline.themes import Look


def tell_topic(
    session: Session,
    settings: Settings,
    topic: str,
    *,
    limit: int,
    picture: Path | None,
    look: Look,
    as_json: bool,
) -> None:
    """Prints the chronology, and draws its coverage where a file for it is named."""
    found = session.wait(session.kutip.chronology(sound(topic), limit=limit))
    texts = load_texts(settings.language)
    if as_json:
        write(chronology_record(found), sys.stdout)
    else:
        groups = (
            [heading(found, texts), *(one.group for one in passages(found, texts))]
            if found
            else [nothing(found, texts)]
        )
        sys.stdout.write(plain_text(groups) + "\n")
    if picture is not None:
        _draw(found, picture, look, texts)


def chronology_record(found: Chronology) -> Record:
    """The object of ``chronology --json``."""
    return {
        "topic": found.topic,
        "version": found.version,
        "articles": len(found.articles),
        "days": [_day_record(day) for day in found.days],
        "undated": _day_record(found.undated) if found.undated is not None else None,
        "missing": [*found.missing],
        "unknown_outlets": [*found.unknown_outlets],
    }


def _day_record(day: Day) -> Record:
    return {
        "day": day.day.isoformat() if day.day is not None else None,
        "articles": [article.id for article in day.articles],
        "quotes": [quote_record(quote) for quote in day.reports],
    }


def _draw(found: Chronology, file: Path, look: Look, texts: Texts) -> None:
    if not found:
        say("kutip: there is nothing to draw")
        return
    from bot.timeline.drawing import draw

    picture = draw(cover(found.articles), found.topic, look, texts)
    try:
        file.write_bytes(picture)
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="--picture") from None
