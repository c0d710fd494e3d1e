"""One index version in memory: what can be asked of the archive without touching the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.article import ArticleRef
from retrieval.index.bm25 import SentenceBM25
from retrieval.index.vocabulary import Vocabulary

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


class StoredArrays(Protocol):
    """What the archive keeps of an index version; rows are sentences, in article order."""

    @property
    def sentence_ids(self) -> npt.NDArray[np.int64]: ...
    @property
    def sentence_article(self) -> npt.NDArray[np.int32]: ...
    @property
    def term_offsets(self) -> npt.NDArray[np.int64]: ...
    @property
    def term_ids(self) -> npt.NDArray[np.int32]: ...
    @property
    def articles(self) -> Sequence[ArticleRef]: ...
    @property
    def vocabulary(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Postings of the sentences and of the articles of one version.

    A row is a sentence; the rows of an article are consecutive, ``first_row[a]`` to ``first_row[a + 1]``.
    """

    version: int
    articles: Sequence[ArticleRef]
    sentence_ids: IntArray
    article_of: IntArray
    first_row: IntArray
    vocabulary: Vocabulary
    by_sentence: SentenceBM25
    by_article: SentenceBM25

    @classmethod
    def build(cls, version: int, stored: StoredArrays) -> Snapshot:
        """Lay out the postings from the stored term ids; analyses no text."""
        article_of = np.asarray(stored.sentence_article, dtype=np.int64)
        first_row = np.searchsorted(article_of, np.arange(len(stored.articles) + 1))
        size = len(stored.vocabulary)
        return cls(
            version=version,
            articles=stored.articles,
            sentence_ids=np.asarray(stored.sentence_ids, dtype=np.int64),
            article_of=article_of,
            first_row=first_row,
            vocabulary=Vocabulary(stored.vocabulary),
            by_sentence=SentenceBM25.from_term_ids(stored.term_ids, stored.term_offsets, size),
            by_article=SentenceBM25.from_term_ids(stored.term_ids, stored.term_offsets[first_row], size),
        )

    @property
    def size(self) -> int:
        """How many sentences answer."""
        return len(self.sentence_ids)

    def rows_of(self, article: int) -> range:
        return range(int(self.first_row[article]), int(self.first_row[article + 1]))

    def before(self, rows: IntArray) -> IntArray:
        """The row before each row in the same article, or -1."""
        previous = rows - 1
        return np.where((previous >= 0) & (self.article_of[previous] == self.article_of[rows]), previous, -1)

    def after(self, rows: IntArray) -> IntArray:
        """The row after each row in the same article, or -1."""
        following = np.minimum(rows + 1, max(self.size - 1, 0))
        return np.where((following != rows) & (self.article_of[following] == self.article_of[rows]), following, -1)
