"""What the archive gives and takes, free of tables and connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from retrieval.article import ArticleRef, Span


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence read from its revision's stored text."""

    id: int
    revision: int
    ordinal: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its stored text and the spans of its sentences."""

    ref: ArticleRef
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """What postings are laid out from: rows are sentences, in the order of source, record and ordinal.

    ``sentence_article`` holds positions in ``articles``; the terms of row ``i`` are ``term_ids`` from
    ``term_offsets[i]`` to ``term_offsets[i + 1]``, positions in ``vocabulary``, which is sorted and without waste.
    """

    articles: list[ArticleRef]
    sentence_ids: npt.NDArray[np.int64]
    sentence_article: npt.NDArray[np.int32]
    sentence_ordinal: npt.NDArray[np.int32]
    term_offsets: npt.NDArray[np.int64]
    term_ids: npt.NDArray[np.int32]
    vocabulary: list[str]


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """A quote as it was given, its text read from the revision that it came from.

    ``also`` are the echoes of other outlets that were folded into it.
    """

    article: ArticleRef
    span: Span
    text: str
    score: float
    also: tuple[GivenQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, what was answered, and from which index version."""

    id: str
    asked_at: datetime
    chat: str | None
    question: str
    context: tuple[str, ...]
    kind: str
    confidence: float
    version: int | None
    quotes: tuple[GivenQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What the archive is, for questions about it and for status."""

    articles: int
    sentences: int
    outlets: Mapping[str, int]
    first_day: date | None
    last_day: date | None
    undated: int
    version: int | None
    indexed_at: datetime | None = None
