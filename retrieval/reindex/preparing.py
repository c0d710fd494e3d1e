"""From items to articles with terms, ready to be written; everything here is plain, slow code for a thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Protocol

from retrieval.archive.columns import storable
from retrieval.article import Article
from retrieval.errors import ReadingError
from retrieval.reindex.known import Known, Sightings
from retrieval.sources.items import Identity, Item, Unreadable

BATCH_ITEMS = 200
BATCH_CHARACTERS = 4_000_000
# What no one asks for; a longer term would not fit into PostgreSQL's index either.
LONGEST_TERM = 255


class TermSource(Protocol):
    """What turns a sentence into terms, in reading order."""

    def terms(self, text: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article read and analysed; ``terms`` has one list per sentence."""

    identity: Identity
    file: str
    source_hash: str
    content_hash: str
    article: Article
    terms: Sequence[Sequence[str]]


@dataclass(slots=True)
class Batch:
    """What one stretch of the sources came to; ``same`` read otherwise before, but to the same article."""

    size: int = 0
    unchanged: int = 0
    prepared: list[Prepared] = field(default_factory=list)
    same: list[tuple[int, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(slots=True)
class Preparer:
    """Compares items with what is known, and reads what differs.

    ``reader`` stands for the reading code: another one reads everything again.
    """

    known: Known
    sightings: Sightings
    analyzer: TermSource
    reader: str
    today: date

    def batch(self, items: Iterator[Item | Unreadable], cancelled: Callable[[], bool]) -> Batch:
        """The next stretch; empty when the items have come to their end."""
        batch = Batch()
        characters = 0
        while batch.size < BATCH_ITEMS and characters < BATCH_CHARACTERS and not (batch.size and cancelled()):
            item = next(items, None)
            if item is None:
                break
            batch.size += 1
            if isinstance(item, Unreadable):
                self._keep(item, batch)
            else:
                characters += self._take(item, batch)
        return batch

    def _take(self, item: Item, batch: Batch) -> int:
        current = self.known.current.get(item.identity)
        source_hash = f"{self.reader}:{item.digest}"
        if current is not None and current.source_hash == source_hash:
            self.sightings.seen.add(item.identity)
            batch.unchanged += 1
            return 0
        try:
            article = item.read(self.today)
            _check(item.identity, article)
        except ReadingError as error:
            self._keep(Unreadable(item.label, str(error), identity=item.identity), batch)
            return 0
        self.sightings.seen.add(item.identity)
        terms = [self._terms(span.of(article.text)) for span in article.sentences]
        content_hash = content(article, terms)
        if current is not None and current.content_hash == content_hash:
            batch.unchanged += 1
            batch.same.append((current.revision, source_hash))
        else:
            file = current.file if current is not None and current.file is not None else item.file
            batch.prepared.append(Prepared(item.identity, file, source_hash, content_hash, article, terms))
        return len(article.text)

    def _terms(self, sentence: str) -> list[str]:
        return [term[:LONGEST_TERM] for term in self.analyzer.terms(sentence)]

    def _keep(self, unreadable: Unreadable, batch: Batch) -> None:
        self.sightings.keep(unreadable)
        batch.unreadable.append(unreadable)


def content(article: Article, terms: Sequence[Sequence[str]]) -> str:
    """A digest of all that is stored of an article."""
    return hashlib.sha256(repr((astuple(article), terms)).encode("utf-8")).hexdigest()


def _check(identity: Identity, article: Article) -> None:
    """Refuses what would not come back from the database as it was."""
    published = article.published.evidence
    texts = (*identity, article.text, article.outlet, article.title, article.url, article.editor, published)
    if any(text is not None and storable(text) != text for text in (*texts, *article.wires)):
        raise ReadingError("berisi karakter yang tidak dapat disimpan (U+0000 atau surrogate tunggal)")
