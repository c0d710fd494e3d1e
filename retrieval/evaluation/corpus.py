"""The archive that questions are measured against: a real one, its sentences numbered by row."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.answering.snapshot import Snapshot
from retrieval.archive.archive import Archive
from retrieval.archive.records import StoredArticle, StoredIndex
from retrieval.archive.selecting import place, placed_refs
from retrieval.article import Span
from retrieval.errors import EvaluationError
from retrieval.evaluation.gold import QuestionSet
from retrieval.language.analyzer import Analyzer
from retrieval.reindex import Progress, reindex

_PASSAGES = "passages.jsonl"


@dataclass(frozen=True, slots=True)
class Corpus:
    """``articles`` stand as in the snapshot; ``names`` maps what questions call them to their places.

    ``unread`` counts what was to be an article and could not be read.
    """

    archive: Archive
    index: StoredIndex
    snapshot: Snapshot
    articles: Sequence[StoredArticle]
    names: Mapping[str, int]
    unread: int = 0

    def article_of(self, row: int) -> StoredArticle:
        return self.articles[int(self.snapshot.article_of[row])]

    def span(self, row: int) -> Span:
        """Where the sentence stands in its article's text."""
        article = int(self.snapshot.article_of[row])
        return self.articles[article].sentences[row - int(self.snapshot.first_row[article])]

    def text(self, row: int) -> str:
        return self.span(row).of(self.article_of(row).text)

    def name(self, row: int) -> str:
        """What people call the article of a row: its file, or its number."""
        found = self.article_of(row).ref
        return found.file or str(found.id)


@asynccontextmanager
async def built(
    questions: QuestionSet,
    sources: Sequence[Path],
    analyzer: Analyzer,
    progress: Callable[[Progress], None] | None = None,
) -> AsyncIterator[Corpus]:
    """An archive for this measurement alone: the passages of the questions, and ``sources`` beside them."""
    with tempfile.TemporaryDirectory(prefix="kutip-evaluate-") as folder:
        paths = list(sources)
        if questions.passages:
            paths.append(await asyncio.to_thread(_written, questions.passages, Path(folder)))
        async with await Archive.open(f"sqlite:///{folder}/archive.db") as archive:
            report = await reindex(archive, paths, analyzer=analyzer, progress=progress)
            if report.version is None:
                reasons = "; ".join(f"{one.source}: {one.reason}" for one in report.unreadable[:3])
                raise EvaluationError(f"there is no article to measure against ({reasons or 'nothing was read'})")
            yield replace(await loaded(archive, questions), unread=len(report.unreadable))


async def loaded(archive: Archive, questions: QuestionSet) -> Corpus:
    """The active version of an archive that exists; passages are found in it by their text."""
    version = await archive.current_version()
    if version is None:
        raise EvaluationError("the archive is empty; run: kutip reindex PATH, or name articles with --against")
    index = await archive.load(version)
    snapshot = await asyncio.to_thread(Snapshot.build, version, index)
    stored = {one.ref.revision: one for one in await archive.articles(version)}
    articles = [stored[ref.revision] for ref in index.articles]
    names = await _names(archive, version, {ref.revision: at for at, ref in enumerate(index.articles)})
    by_text = {one.text: at for at, one in enumerate(articles)}
    names.update({key: by_text[text] for key, text in questions.passages.items() if text in by_text})
    return Corpus(archive, index, snapshot, articles, names)


def _written(passages: Mapping[str, str], folder: Path) -> Path:
    path = folder / _PASSAGES
    with path.open("w", encoding="utf-8") as lines:
        for key, text in passages.items():
            lines.write(json.dumps({"id": key, "body": text}) + "\n")
    return path


async def _names(archive: Archive, version: int, places: Mapping[int, int]) -> dict[str, int]:
    """Articles by the id of their record, by file, by the file's last part, and by number; the first of a name."""
    names: dict[str, int] = {}
    async with archive.database.reading() as connection:
        rows = (await connection.execute(placed_refs(version))).all()
    ordered = sorted(rows, key=place)
    for row in ordered:
        revision, file = row[1:3]
        record = place(row)[1]
        written = (record.removeprefix("id:"),) if record else (file, Path(file).name) if file else ()
        for name in written:
            names.setdefault(name, places[revision])
    for row in ordered:
        names.setdefault(str(row[0]), places[row[1]])
    return names
