"""One question's way: understood, matched, ranked, judged, folded, and given back as quotes or a refusal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from retrieval.answering import confidence, features
from retrieval.answering.adjustments import FIGURE_KINDS
from retrieval.answering.answer import Answer, AnswerKind, ArchiveFacts, Note, NoteKind
from retrieval.answering.composition import Composer, as_written, leaning_rows
from retrieval.answering.concept import ConceptKind
from retrieval.answering.features import Pool
from retrieval.answering.filters import Filters, Outlets, Scope
from retrieval.answering.matching import MatchedConcept, resolve
from retrieval.answering.naming import Naming
from retrieval.answering.pool import gather
from retrieval.answering.ranking import Ranker, Ranking
from retrieval.answering.snapshot import Snapshot
from retrieval.answering.surface import SurfaceReader
from retrieval.answering.thinking import Thinking, think
from retrieval.answering.trees import Trees
from retrieval.answering.understanding import Question, Understanding
from retrieval.archive.records import StoredSentence
from retrieval.language.analyzer import Analyzer
from retrieval.language.background import Background
from retrieval.language.lexicon import load_lexicons
from retrieval.language.vectors import Vectors

CANDIDATES = 80
THRESHOLD = 0.5
GOOD_MARGIN = 2.0
ARTICLES_SHOWN = 10
RECOGNISED = {
    "greeting": AnswerKind.GREETING,
    "test": AnswerKind.GREETING,
    "thanks": AnswerKind.THANKS,
    "help": AnswerKind.HELP,
    "count": AnswerKind.COUNT,
    "sources": AnswerKind.SOURCES,
    "about_articles": AnswerKind.ABOUT_ARTICLES,
}


class Texts(Protocol):
    """Where the words of sentences come from."""

    async def sentences(self, ids: Sequence[int]) -> Sequence[StoredSentence]: ...

    def at_hand(self, ids: Sequence[int]) -> Sequence[StoredSentence] | None:
        """The sentences, where none of them has to be waited for; called from any thread."""
        ...

    async def facts(self) -> ArchiveFacts: ...


EVERYTHING = Scope()

# Takes a question that stands alone and its ranking, and gives the ranking in another order.
SecondLook = Callable[[Snapshot, str, Ranking], Awaitable[Ranking]]


@dataclass(frozen=True, slots=True)
class Considered:
    """A question with everything that was weighed to answer it (what ``kutip explain`` shows)."""

    question: Question
    concepts: Sequence[MatchedConcept]
    pool: Pool
    ranking: Ranking
    sentences: dict[int, StoredSentence]
    confidence: float


class Answerer:
    """Holds what never changes between questions; the archive comes with each call."""

    def __init__(
        self,
        understanding: Understanding,
        ranker: Ranker,
        judge: confidence.Judge,
        composer: Composer,
        background: Background,
    ) -> None:
        self._understanding = understanding
        self._ranker = ranker
        self._judge = judge
        self._composer = composer
        self._background = background
        self._outlets: tuple[int, Outlets] | None = None
        self._second_look: SecondLook | None = None

    def with_second_look(self, second_look: SecondLook) -> Self:
        """The same, but what is answered is ordered once more by ``second_look``."""
        other = copy(self)
        other._second_look = second_look
        return other

    @classmethod
    def shipped(cls, analyzer: Analyzer, lexicons: Path | None = None) -> Self:
        """With the word lists and models that come with the package."""
        words = load_lexicons(lexicons)
        background = Background.load()
        models = resources.files("retrieval.answering") / "models"
        ranker = Trees.load(models / "ranker.json", features.NAMES)
        judge = Trees.load(models / "judge.json", confidence.NAMES)
        surfaces = SurfaceReader(words)
        return cls(
            Understanding(analyzer, words, background),
            Ranker(analyzer, surfaces, Vectors.load(), ranker.scores),
            judge.scores,
            Composer(analyzer, background, Naming(background, [group.names for group in words.aliases])),
            background,
        )

    async def answer(
        self,
        snapshot: Snapshot | None,
        texts: Texts,
        text: str,
        *,
        context: Sequence[str] = (),
        limit: int = 3,
        candidates: int = 0,
        scope: Scope = EVERYTHING,
        today: date,
    ) -> Answer:
        """Answer one question from the part of the archive in ``scope``; never raises for what a person may type."""
        if snapshot is None or not snapshot.size:
            return Answer(AnswerKind.EMPTY_ARCHIVE, text, version=snapshot.version if snapshot else None)

        def answering() -> Thinking[Answer]:
            question = self.understand(snapshot, text, today, context).within(scope)
            examined = yield from self._examining(snapshot, texts, question)
            if isinstance(examined, Answer):
                return examined
            yield from _fetch_contexts(snapshot, texts, examined, limit)
            return self.decide(snapshot, examined, limit, candidates)

        return await think(answering())

    @property
    def ranker(self) -> Ranker:
        return self._ranker

    @property
    def composer(self) -> Composer:
        return self._composer

    @property
    def judge(self) -> confidence.Judge:
        return self._judge

    def understand(self, snapshot: Snapshot, text: str, today: date, context: Sequence[str] = ()) -> Question:
        """What a question asks, read with the words and outlets of the archive."""
        return self._understanding.read(text, snapshot.vocabulary, self._outlets_of(snapshot), today, context)

    async def examine(self, snapshot: Snapshot, texts: Texts, question: Question) -> Considered | Answer:
        """Everything weighed for a question, or at once the answer where no sentence is weighed."""
        return await think(self._examining(snapshot, texts, question))

    def _examining(self, snapshot: Snapshot, texts: Texts, question: Question) -> Thinking[Considered | Answer]:
        about = yield from self._about_the_archive(snapshot, texts, question)
        if about is not None:
            return about
        if question.empty:
            return Answer(AnswerKind.EMPTY_QUESTION, question.text, version=snapshot.version)
        considered = yield from self._considering(snapshot, texts, question)
        if question.of_event is not None and considered.confidence < THRESHOLD:
            other = yield from self._considering(snapshot, texts, question.of_event)
            if other.confidence >= THRESHOLD and _tells_the_day(other, considered):
                return other
        return considered

    async def consider(self, snapshot: Snapshot, texts: Texts, question: Question) -> Considered:
        """Everything up to the decision: candidates in their order and the confidence in the best."""
        return await think(self._considering(snapshot, texts, question))

    def _considering(self, snapshot: Snapshot, texts: Texts, question: Question) -> Thinking[Considered]:
        concepts, pool = _candidates(snapshot, question, self.allowed(snapshot, question.filters))
        rows = [int(row) for row in pool.rows]
        stored = yield from _fetch(snapshot, texts, rows)
        sentences = dict(zip(rows, stored, strict=True))
        ranking, certainty = self._judged(snapshot, question, concepts, pool, sentences)
        second_look = self._second_look
        if second_look is not None and not question.filters.newest:
            inherited = (one.text for one in question.concepts if one.inherited)
            alone = " ".join((question.text, *inherited))
            ranking = yield partial(second_look, snapshot, alone, ranking)
        return Considered(question, concepts, pool, ranking, sentences, certainty)

    def _judged(
        self,
        snapshot: Snapshot,
        question: Question,
        concepts: Sequence[MatchedConcept],
        pool: Pool,
        sentences: dict[int, StoredSentence],
    ) -> tuple[Ranking, float]:
        ranking = self._ranker.rank(
            snapshot, question, concepts, pool, {row: one.text for row, one in sentences.items()}
        )
        if question.filters.newest:
            ranking = _newest_first(snapshot, ranking)
        if not ranking.candidates:
            return ranking, 0.0
        return ranking, confidence.probability(ranking, self._judge)

    def decide(self, snapshot: Snapshot, considered: Considered, limit: int, candidates: int = 0) -> Answer:
        """Quotes of what was weighed, or a refusal."""
        question, ranking = considered.question, considered.ranking
        answered = considered.confidence >= THRESHOLD and not question.filters.unknown_outlets
        figures = question.wanted.kind in FIGURE_KINDS
        quotes = (
            self._composer.quotes(snapshot, ranking, considered.sentences, limit, figures=figures) if answered else ()
        )
        notes = _notes(question, considered.concepts, bool(quotes), empty=not ranking.candidates)
        if quotes:
            differing = self._composer.disagreement(snapshot, ranking, limit) if figures else ()
            differing = differing or self._composer.other_names(snapshot, ranking, limit)
            notes = (*notes, Note(NoteKind.SOURCES_DISAGREE, differing)) if differing else notes
        return Answer(
            kind=AnswerKind.QUOTES if quotes else AnswerKind.REFUSAL,
            question=question.text,
            confidence=round(considered.confidence, 4),
            quotes=quotes,
            nearest=() if quotes else self._composer.nearest(snapshot, ranking),
            notes=notes,
            version=snapshot.version,
            candidates=self._composer.candidates(snapshot, ranking, considered.sentences, candidates),
        )

    def _about_the_archive(self, snapshot: Snapshot, texts: Texts, question: Question) -> Thinking[Answer | None]:
        """Replies that need no sentence: greetings, thanks, help, what the archive holds."""
        kind = question.recognised and RECOGNISED.get(question.recognised.kind)
        if not kind:
            return None
        answer = Answer(kind, question.text, confidence=1.0, version=snapshot.version)
        if kind in (AnswerKind.COUNT, AnswerKind.SOURCES, AnswerKind.HELP, AnswerKind.GREETING):
            facts = yield texts.facts
            return replace(answer, facts=facts)
        if kind is AnswerKind.ABOUT_ARTICLES:
            named = [one for one in snapshot.articles if one.outlet in question.filters.outlets]
            return replace(answer, articles=tuple(named[:ARTICLES_SHOWN])) if named else None
        return answer

    def _outlets_of(self, snapshot: Snapshot) -> Outlets:
        if self._outlets is None or self._outlets[0] != snapshot.version:
            names = sorted({one.outlet for one in snapshot.articles if one.outlet})
            self._outlets = (snapshot.version, Outlets(names, self._background.capital_share))
        return self._outlets[1]

    @staticmethod
    def allowed(snapshot: Snapshot, filters: Filters) -> npt.NDArray[np.bool_] | None:
        """Which articles the filters let answer; ``None`` when there is nothing to filter."""
        if not (filters.outlets or filters.days or filters.scope.any):
            return None
        return np.array(
            [
                one in filters.scope
                and (not filters.outlets or one.outlet in filters.outlets)
                and (filters.days is None or one.published.day in filters.days)
                for one in snapshot.articles
            ],
            dtype=np.bool_,
        )


def _tells_the_day(considered: Considered, filtered: Considered) -> bool:
    """Whether the best sentence, or one of the two before it, holds the words that ``filtered`` read as days."""
    others = {one.text for one in filtered.question.concepts}
    ranking = considered.ranking
    days = [place for place, one in enumerate(ranking.concepts) if one.concept.text not in others]
    return bool(days) and all(ranking.candidates[0].carried[place] >= confidence.PRESENT for place in days)


def _fetch_contexts(snapshot: Snapshot, texts: Texts, considered: Considered, limit: int) -> Thinking[None]:
    """Add the sentences that the best candidates point back to."""
    rows = [row for row in leaning_rows(snapshot, considered.ranking, 3 * limit) if row not in considered.sentences]
    fetched = yield from _fetch(snapshot, texts, rows)
    considered.sentences.update(zip(rows, fetched, strict=True))


def _fetch(snapshot: Snapshot, texts: Texts, rows: Sequence[int]) -> Thinking[Sequence[StoredSentence]]:
    """The sentences of these rows."""
    ids = [int(snapshot.sentence_ids[row]) for row in rows]
    found = texts.at_hand(ids)
    if found is None:
        found = yield partial(texts.sentences, ids)
    return found


def _candidates(
    snapshot: Snapshot, question: Question, allowed: npt.NDArray[np.bool_] | None
) -> tuple[list[MatchedConcept], Pool]:
    concepts = resolve(snapshot, question.concepts)
    return concepts, gather(snapshot, concepts, limit=CANDIDATES, allowed=allowed)


def _newest_first(snapshot: Snapshot, ranking: Ranking) -> Ranking:
    """Of the articles that hold a good candidate, only the newest answers."""
    if not ranking.candidates:
        return ranking
    best = ranking.candidates[0].score
    days = {
        day
        for one in ranking.candidates
        if best - one.score <= GOOD_MARGIN
        and (day := snapshot.articles[int(snapshot.article_of[one.row])].published.day) is not None
    }
    if not days:
        return ranking
    newest = max(days)
    kept = [
        one
        for one in ranking.candidates
        if snapshot.articles[int(snapshot.article_of[one.row])].published.day == newest
    ]
    return replace(ranking, candidates=kept)


def _notes(question: Question, concepts: Sequence[MatchedConcept], answered: bool, *, empty: bool) -> tuple[Note, ...]:
    notes = []
    if question.shortened:
        notes.append(Note(NoteKind.QUESTION_SHORTENED))
    if question.filters.unknown_outlets:
        notes.append(Note(NoteKind.UNKNOWN_OUTLET, question.filters.unknown_outlets))
    if not answered and empty and question.filters.days is not None:
        notes.append(Note(NoteKind.NOTHING_IN_RANGE))
    missing = [
        as_written(one.concept.text, question.text)
        for one in concepts
        if one.concept.kind is ConceptKind.NAME and not one.known
    ]
    if not answered and question.filters.scope.any:
        notes.append(Note(NoteKind.SCOPED))
    if not answered and missing:
        notes.append(Note(NoteKind.MISSING_NAME, tuple(missing)))
    return tuple(notes)
