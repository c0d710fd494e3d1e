"""``inspect``: what was kept and dropped of a page, and what its date rests on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.captions import published
from bot.cli.records import Record
from bot.cli.session import Session
from bot.texts import load_texts
from retrieval.article import Article
from retrieval.errors import ReadingError
from retrieval.reading.blocks import Verdict
from retrieval.reading.dump import examine_dump
from retrieval.reading.inspection import Part, parts
from retrieval.reading.kinds import kind_of
from retrieval.service import JAKARTA
from retrieval.sources.folder import survey
from retrieval.sources.items import Unreadable
from retrieval.sources.reading import items

_WIDTH = 110
Inspected = tuple[str, Article, list[Part]]


def inspect_file(path: Path, as_json: bool) -> bool:
    """Show every article of a file, read as a reindex would; False where something could not be read."""
    today = datetime.now(JAKARTA).date()
    complete = True
    for item in items(survey(path)):
        if isinstance(item, Unreadable):
            complete = _refuse(item.source, item.reason)
            continue
        try:
            article = item.read(today)
        except ReadingError as error:
            complete = _refuse(item.label, str(error))
            continue
        verdicts = examine_dump(article.text, today).verdicts if _is_dump(item.file) else ()
        _show(item.label, article, verdicts, as_json)
    return complete


def inspect_article(session: Session, number: int, as_json: bool) -> bool:
    """Show an article of the archive as it is stored; False where there is none with this number."""
    from retrieval.archive.listing import Listing

    archive = session.kutip.archive
    revision = session.wait(Listing(archive.database).revision(number))
    stored = session.wait(archive.article(revision)) if revision is not None else None
    if stored is None:
        return _refuse(str(number), "no article of the archive has this number")
    ref = stored.ref
    article = Article(
        stored.text, stored.sentences, ref.outlet, ref.title, ref.published, ref.url, ref.editor, tuple(ref.wires)
    )
    verdicts = examine_dump(stored.text).verdicts if _is_dump(ref.file or "") else ()
    _show(ref.file or str(number), article, verdicts, as_json)
    return True


def _is_dump(name: str) -> bool:
    """Whether the stored text is the page as a whole, menus and all."""
    return kind_of(name) == ".txt"


def _refuse(source: str, reason: str) -> bool:
    sys.stderr.write(f"kutip: {source}: {reason}\n")
    return False


def _show(label: str, article: Article, verdicts: Sequence[Verdict], as_json: bool) -> None:
    found = parts(article, verdicts)
    if as_json:
        sys.stdout.write(json.dumps(_record(label, article, found), ensure_ascii=False) + "\n")
        return
    console = Console() if sys.stdout.isatty() else Console(file=sys.stdout, width=_WIDTH)
    for part in _shown(label, article, found):
        console.print(part, markup=False, highlight=False)


def _record(label: str, article: Article, found: Sequence[Part]) -> Record:
    return {
        "source": label,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat(),
        "date_basis": article.published.basis.value,
        "date_evidence": article.published.evidence,
        "url": article.url,
        "editor": article.editor,
        "wires": list(article.wires),
        "parts": [
            {
                "start": part.span.start,
                "end": part.span.end,
                "kept": part.kept,
                "reason": part.reason,
                "text": part.span.of(article.text),
            }
            for part in found
        ],
    }


def _shown(label: str, article: Article, found: Sequence[Part]) -> Iterator[RenderableType]:
    head = Table.grid(padding=(0, 2))
    when = published(article.published, load_texts("en"))
    kept = sum(part.kept for part in found)
    rows = [
        ("source", label),
        ("outlet", article.outlet or "-"),
        ("title", article.title or "-"),
        ("published", f"{when} [{article.published.basis.value}]"),
        ("evidence", article.published.evidence or "-"),
        ("editor", article.editor or "-"),
        ("wires", ", ".join(article.wires) or "-"),
        ("kept", f"{kept} sentences; {len(found) - kept} lines dropped"),
    ]
    for name, value in rows:
        head.add_row(Text(name, style="dim"), Text(" ".join(value.split())))
    yield head
    body = Table.grid(padding=(0, 1))
    body.add_column(width=17, no_wrap=True)
    body.add_column(ratio=1)
    for part in found:
        words = Text(part.span.of(article.text), style="" if part.kept else "dim")
        _mark(words, article.published.evidence)
        body.add_row(Text("+" if part.kept else f"- {part.reason}", style="green" if part.kept else "dim"), words)
    yield body
    yield Text("")


def _mark(words: Text, evidence: str | None) -> None:
    """The date's evidence, wherever it stands."""
    start = words.plain.find(evidence) if evidence else -1
    if evidence and start >= 0:
        words.stylize("bold reverse", start, start + len(evidence))
