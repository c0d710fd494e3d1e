"""A small archive in memory, asked without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from retrieval.answering.adjustments import adjust
from retrieval.answering.features import Presence
from retrieval.answering.filters import Outlets
from retrieval.answering.matching import accumulate, resolve
from retrieval.answering.pool import gather
from retrieval.answering.ranking import Ranker
from retrieval.answering.snapshot import FloatArray, Snapshot
from retrieval.answering.surface import SurfaceReader
from retrieval.answering.understanding import Question, Understanding
from retrieval.article import UNDATED, ArticleRef, Span
from retrieval.language.analyzer import Analyzer
from retrieval.language.background import Background
from retrieval.language.lexicon import load_lexicons
from retrieval.language.vectors import Vectors
from retrieval.reading.sentences import split_sentences
from retrieval.training.questions import Asked

# Any day does: the questions of the sets name their years.
TODAY = date(2020, 1, 1)
CANDIDATES = 80


@dataclass(frozen=True, slots=True)
class Tools:
    """What every bench shares."""

    analyzer: Analyzer
    understanding: Understanding
    ranker: Ranker

    @classmethod
    def shipped(cls) -> Tools:
        analyzer, words, background = Analyzer(), load_lexicons(), Background.load()
        # The features do not depend on the model that is to be trained on them.
        ranker = Ranker(analyzer, SurfaceReader(words), Vectors.load(), lambda table: np.zeros(len(table)))
        return cls(analyzer, Understanding(analyzer, words, background), ranker)


@dataclass(frozen=True, slots=True)
class Considered:
    """A question's candidates: ``rows`` (n,), ``figures`` (n, features), ``corrections`` (n,), and its concepts."""

    question: Question
    rows: npt.NDArray[np.int64]
    figures: FloatArray
    corrections: FloatArray
    weights: FloatArray
    presence: Presence


@dataclass(frozen=True, slots=True)
class _Stored:
    sentence_ids: npt.NDArray[np.int64]
    sentence_article: npt.NDArray[np.int32]
    term_offsets: npt.NDArray[np.int64]
    term_ids: npt.NDArray[np.int32]
    articles: Sequence[ArticleRef]
    vocabulary: Sequence[str]


class Bench:
    """Documents as an archive; ``spans`` are the sentences, by row."""

    def __init__(self, tools: Tools, documents: Mapping[str, str]) -> None:
        self._tools = tools
        self.documents = documents
        self.keys = list(documents)
        self.spans: list[Span] = []
        vocabulary: dict[str, int] = {}
        terms: list[int] = []
        offsets, articles = [0], []
        for place, key in enumerate(self.keys):
            for span in split_sentences(documents[key]):
                found = tools.analyzer.terms(span.of(documents[key]))
                terms.extend(vocabulary.setdefault(term, len(vocabulary)) for term in found)
                offsets.append(len(terms))
                articles.append(place)
                self.spans.append(span)
        self.snapshot = Snapshot.build(
            1,
            _Stored(
                np.arange(len(self.spans)),
                np.array(articles, dtype=np.int32),
                np.array(offsets, dtype=np.int64),
                np.array(terms, dtype=np.int32),
                [ArticleRef(n, n, key, None, None, None, UNDATED) for n, key in enumerate(self.keys)],
                list(vocabulary),
            ),
        )

    def key_of(self, row: int) -> str:
        return self.keys[int(self.snapshot.article_of[row])]

    def text(self, row: int) -> str:
        return self.spans[row].of(self.documents[self.key_of(row)])

    def read(self, asked: Asked) -> Question:
        """The question as this archive's vocabulary understands it."""
        return self._tools.understanding.read(asked.words, self.snapshot.vocabulary, Outlets([]), TODAY, asked.context)

    def consider(self, asked: Asked) -> Considered:
        """The candidates in row order, before any model."""
        question = self.read(asked)
        concepts = resolve(self.snapshot, question.concepts)
        pool = gather(self.snapshot, concepts, limit=CANDIDATES)
        ranking = self._tools.ranker.rank(
            self.snapshot, question, concepts, pool, {int(row): self.text(int(row)) for row in pool.rows}
        )
        ordered = sorted(ranking.candidates, key=lambda one: one.row)
        figures = np.array([one.figures for one in ordered])
        corrections = (
            adjust(question.wanted.kind, figures, [one.evidence for one in ordered]) if ordered else np.zeros(0)
        )
        return Considered(
            question,
            np.array([one.row for one in ordered], dtype=np.int64),
            figures,
            corrections,
            np.array([one.weight for one in concepts]),
            ranking.presence,
        )

    def relevant(self, asked: Asked) -> set[int]:
        """Rows that overlap a place that answers."""
        by_key = {key: place for place, key in enumerate(self.keys)}
        return {
            row
            for place in asked.places
            if place.document in by_key
            for row in self.snapshot.rows_of(by_key[place.document])
            if self.spans[row].start < place.end and place.start < self.spans[row].end
        }

    def nearest(self, asked: Asked, limit: int) -> list[str]:
        """The documents nearest to the question, best first."""
        concepts = resolve(self.snapshot, self.read(asked).concepts)
        scores = accumulate(concepts, len(self.keys), articles=True, exact=True)
        return [self.keys[int(place)] for place in np.argsort(-scores, kind="stable")[:limit]]
