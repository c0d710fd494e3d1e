"""``status`` and ``articles``: what the archive holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url

from bot.captions import published
from bot.cli.records import Record, facts_record, write
from bot.cli.session import Session
from bot.settings import Settings
from bot.texts import load_texts
from retrieval.archive.listing import Listing

if TYPE_CHECKING:
    from retrieval.archive.records import StoredArticle


def show_status(session: Session, settings: Settings, as_json: bool) -> None:
    facts = session.wait(session.kutip.facts())
    silent = session.wait(Listing(session.kutip.archive.database).silences())
    address = make_url(settings.database_url).render_as_string(hide_password=True)
    record = {
        **facts_record(facts, address),
        "silent_since": {name: one.last.isoformat() for name, one in silent.items()},
    }
    if as_json:
        write(record, sys.stdout)
        return
    outlets = ", ".join(f"{name} ({count})" for name, count in facts.outlets.items())
    stopped = ", ".join(f"{name} ({one.last})" for name, one in silent.items())
    for name, value in {**record, "outlets": outlets, "silent_since": stopped}.items():
        sys.stdout.write(f"{name.replace('_', ' ')}: {'-' if value in (None, '') else value}\n")


def list_articles(session: Session, as_json: bool) -> None:
    stored = session.wait(session.kutip.articles())
    if as_json:
        for article in stored:
            write(article_record(article), sys.stdout)
        return
    texts = load_texts("en")
    rows = [
        (
            article.ref.file or "-",
            article.ref.outlet or "-",
            published(article.ref.published, texts),
            str(len(article.sentences)),
            article.ref.title or "-",
        )
        for article in stored
    ]
    if not sys.stdout.isatty():
        for row in rows:
            sys.stdout.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
        return
    table = Table("file", "outlet", "published", "sentences", "title")
    for row in rows:
        table.add_row(*row)
    Console(markup=False).print(table)


def article_record(article: StoredArticle) -> Record:
    """One line of ``articles --json``."""
    ref = article.ref
    return {
        "file": ref.file,
        "outlet": ref.outlet,
        "title": ref.title,
        "published": ref.published.isoformat(),
        "date_basis": ref.published.basis.value,
        "date_evidence": ref.published.evidence,
        "sentences": [span.of(article.text) for span in article.sentences],
    }
