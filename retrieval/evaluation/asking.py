"""Asks every question of both systems, and keeps where the right sentences came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer, Considered
from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.gold import GoldQuestion
from retrieval.evaluation.plain import PlainBM25
from retrieval.evaluation.relevance import RelevanceReader, Relevant
from retrieval.language.analyzer import Analyzer

# How far down a list is looked at; the measures end at 10.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system gave: rows, best first, before near-identical ones are folded.

    ``confidence`` orders questions by how surely they are answered; ``answered`` is the system's own decision.
    """

    rows: tuple[int, ...]
    confidence: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is right and what both systems gave; ``weighed`` is kept for fitting anew."""

    gold: GoldQuestion
    kind: str
    relevant: Relevant
    kutip: Outcome
    plain: Outcome
    weighed: Considered | None = None

    @property
    def measured(self) -> bool:
        """Whether a sentence answers it or fails to; small talk is neither."""
        return self.gold.answerable is not None


class Asker:
    """Asks Kutip and plain BM25 the same questions over the same sentences."""

    def __init__(self, corpus: Corpus, analyzer: Analyzer, answerer: Answerer, today: date) -> None:
        self._corpus = corpus
        self._answerer = answerer
        self._today = today
        self._plain = PlainBM25(corpus.index, analyzer)
        self._relevance = RelevanceReader(corpus, self._plain)

    async def ask_all(
        self,
        questions: Sequence[GoldQuestion],
        *,
        keep: bool = False,
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Asked]:
        """All questions in order; ``keep`` holds on to everything that was weighed."""
        asked = []
        for done, question in enumerate(questions, start=1):
            asked.append(await self._ask(question, keep))
            progress(done)
        return asked

    async def _ask(self, gold: GoldQuestion, keep: bool) -> Asked:
        snapshot = self._corpus.snapshot
        relevant = await asyncio.to_thread(self._relevance.read, gold)
        hits = await asyncio.to_thread(self._plain.top, gold.text, DEPTH)
        question = self._answerer.understand(snapshot, gold.text, self._today, gold.context)
        examined = await self._answerer.examine(snapshot, self._corpus.archive, question)
        return Asked(
            gold=gold,
            kind=gold.kind or (question.recognised.kind if question.recognised else question.wanted.kind),
            relevant=relevant,
            kutip=Outcome((), 0.0, False)
            if isinstance(examined, Answer)
            else outcome(self._answerer, self._corpus, examined),
            plain=Outcome(tuple(hit.document for hit in hits), hits[0].score if hits else 0.0, bool(hits)),
            weighed=trimmed(examined) if keep and isinstance(examined, Considered) else None,
        )


def trimmed(considered: Considered) -> Considered:
    """The candidates with their figures, without the postings and scores of the whole archive that chose them.

    Those are megabytes a question, and no model is fitted on them.
    """
    concepts = [replace(one, sentences=(), articles=()) for one in considered.concepts]
    nothing = np.zeros(0)
    pool = replace(
        considered.pool,
        sentence_scores=nothing,
        article_scores=nothing,
        exact_sentence_scores=nothing,
        exact_article_scores=nothing,
    )
    return replace(considered, concepts=concepts, pool=pool, ranking=replace(considered.ranking, concepts=concepts))


def outcome(answerer: Answerer, corpus: Corpus, considered: Considered) -> Outcome:
    """What Kutip makes of what it weighed; a refusal for another reason counts as no confidence at all."""
    answered = answerer.decide(corpus.snapshot, considered, 1).answered
    unheard = bool(considered.question.filters.unknown_outlets)
    return Outcome(
        tuple(one.row for one in considered.ranking.candidates[:DEPTH]),
        0.0 if unheard else considered.confidence,
        answered,
    )
