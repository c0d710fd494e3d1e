"""What an archive holds, apart from when and in how many runs it came to hold it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from retrieval.archive.archive import Archive


async def content(archive: Archive) -> dict[str, Any]:
    """Articles with text, metadata, sentences and terms, in a form that two archives can be compared by."""
    version = await archive.current_version()
    if version is None:
        return {"version": None}
    index = await archive.load(version)
    bounds = np.searchsorted(index.sentence_article, np.arange(len(index.articles) + 1))
    rows: list[Any] = []
    for position, stored in enumerate(await archive.articles()):
        assert stored.ref == index.articles[position]
        first, last = int(bounds[position]), int(bounds[position + 1])
        sentences = await archive.sentences([int(one) for one in index.sentence_ids[first:last]])
        assert [one.span for one in sentences] == list(stored.sentences)
        assert [one.text for one in sentences] == [span.of(stored.text) for span in stored.sentences]
        ref = stored.ref
        terms = [_terms(index, row) for row in range(first, last)]
        rows.append(
            (ref.file, ref.outlet, ref.title, ref.url, ref.published, ref.editor, ref.wires, stored.text, terms)
        )
    return {"version": version, "articles": rows, "vocabulary": index.vocabulary}


async def digest(archive: Archive) -> str:
    return hashlib.sha256(repr(await content(archive)).encode()).hexdigest()


def _terms(index: Any, row: int) -> Sequence[str]:
    return [index.vocabulary[term] for term in index.term_ids[index.term_offsets[row] : index.term_offsets[row + 1]]]


class Words:
    """The simplest analyser: lower-cased words. It remembers how many sentences it was given."""

    def __init__(self) -> None:
        self.sentences = 0

    def terms(self, text: str) -> list[str]:
        self.sentences += 1
        return text.lower().split()
