"""Explains answers with the models and words that gave them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from retrieval.answering import confidence, features
from retrieval.answering.answer import Answer, AnswerKind
from retrieval.answering.answerer import EVERYTHING, THRESHOLD, Answerer, Considered, Texts
from retrieval.answering.attribution import attribute
from retrieval.answering.concept import Concept, ConceptKind, Variant
from retrieval.answering.explanation import (
    CandidateExplained,
    ConceptFound,
    Contribution,
    Decision,
    Explanation,
    Match,
    Reason,
    ReasonKind,
    Term,
    Understood,
    VariantFound,
)
from retrieval.answering.filters import Scope
from retrieval.answering.matching import MatchedConcept, resolve
from retrieval.answering.ranking import Ranked
from retrieval.answering.snapshot import FloatArray, Snapshot
from retrieval.answering.understanding import Question
from retrieval.article import Span
from retrieval.language.analyzer import Analyzer


class Explainer:
    """Answers questions and says why."""

    def __init__(self, answerer: Answerer, analyzer: Analyzer) -> None:
        self._answerer = answerer
        self._analyzer = analyzer

    async def explain(
        self,
        snapshot: Snapshot | None,
        texts: Texts,
        text: str,
        *,
        context: Sequence[str] = (),
        limit: int = 3,
        shown: int = 5,
        today: date,
        scope: Scope = EVERYTHING,
    ) -> Explanation:
        """Answer one question as :meth:`Answerer.answer` does, with the ``shown`` best candidates explained."""
        if snapshot is None or not snapshot.size:
            version = snapshot.version if snapshot is not None else None
            return Explanation(Answer(AnswerKind.EMPTY_ARCHIVE, text, version=version))
        question = self._answerer.understand(snapshot, text, today, context).within(scope)
        examined = await self._answerer.examine(snapshot, texts, question)
        if isinstance(examined, Answer):
            return Explanation(examined, self._understood(question))
        return await asyncio.to_thread(self._explained, snapshot, examined, limit, shown)

    def _explained(self, snapshot: Snapshot, considered: Considered, limit: int, shown: int) -> Explanation:
        answer = self._answerer.decide(snapshot, considered, limit)
        return Explanation(
            answer=answer,
            question=self._understood(considered.question),
            concepts=tuple(_concept(one, snapshot) for one in considered.concepts),
            weighed=len(considered.ranking.candidates),
            candidates=tuple(self._candidates(snapshot, considered, shown)),
            decision=self._decision(considered, answer),
        )

    def _understood(self, question: Question) -> Understood:
        days = question.filters.days
        return Understood(
            text=question.text,
            normal=question.normal,
            language=question.language,
            kind=question.wanted.kind,
            focus=question.wanted.focus,
            head=question.wanted.head,
            units=tuple(sorted(question.wanted.units)),
            negated=question.wanted.negated,
            recognised=question.recognised.kind if question.recognised else None,
            terms=tuple(self._terms(question.normal)),
            outlets=tuple(sorted(question.filters.outlets)),
            unknown_outlets=question.filters.unknown_outlets,
            since=days.since if days else None,
            until=days.until if days else None,
            newest=question.filters.newest,
        )

    def _terms(self, text: str) -> Iterator[Term]:
        for term, start, end in self._analyzer.located(text):
            word = text[start:end]
            yield Term(word, term, self._analyzer.is_stop(word) or self._analyzer.is_stop(term))

    def _candidates(self, snapshot: Snapshot, considered: Considered, shown: int) -> Iterator[CandidateExplained]:
        candidates = considered.ranking.candidates
        if not candidates:
            return
        scorer = self._answerer.ranker.scorer
        average = np.mean([one.figures for one in candidates], axis=0)
        start = float(scorer(average[None, :])[0])
        for rank, one in enumerate(candidates[:shown], start=1):
            points = attribute(scorer, one.figures, average)
            matches = tuple(self._matches(one.text, considered.concepts))
            held = {match.concept for match in matches}
            yield CandidateExplained(
                rank=rank,
                text=one.text,
                article=snapshot.articles[int(snapshot.article_of[one.row])],
                span=considered.sentences[one.row].span,
                score=one.score,
                gap=candidates[0].score - one.score,
                average=start,
                adjustment=one.score - start - float(points.sum()),
                contributions=_contributions(one, average, points),
                matches=matches,
                missing=tuple(each.concept.text for each in considered.concepts if each.concept.text not in held),
            )

    def _matches(self, text: str, concepts: Sequence[MatchedConcept]) -> Iterator[Match]:
        """The words of a sentence that stand for a concept; a wording counts when all of its terms stand there."""
        located = list(self._analyzer.located(text))
        present = {term for term, _, _ in located}
        for one in concepts:
            variants = [variant for variant in one.concept.variants if present.issuperset(variant.terms)]
            kinds = {term: variant.kind for variant in reversed(variants) for term in variant.terms}
            for term, start, end in located:
                if term in kinds:
                    yield Match(one.concept.text, text[start:end], term, kinds[term], Span(start, end))

    def _decision(self, considered: Considered, answer: Answer) -> Decision:
        judged = confidence.parts(considered.ranking, self._answerer.judge)
        parts = tuple(sorted(judged, key=lambda part: -abs(part.points)))
        return Decision(
            confidence=considered.confidence,
            threshold=THRESHOLD,
            logit=confidence.BIAS + sum(part.points for part in parts),
            bias=confidence.BIAS,
            parts=parts,
            reasons=() if answer.kind is AnswerKind.QUOTES else tuple(_reasons(considered)),
        )


def _contributions(one: Ranked, average: FloatArray, points: FloatArray) -> tuple[Contribution, ...]:
    """The features that made a difference, the weightiest first."""
    order = np.argsort(-np.abs(points), kind="stable")
    return tuple(
        Contribution(features.NAMES[place], float(one.figures[place]), float(average[place]), float(points[place]))
        for place in order
        if points[place]
    )


def _reasons(considered: Considered) -> Iterator[Reason]:
    unheard = considered.question.filters.unknown_outlets
    if unheard:
        yield Reason(ReasonKind.UNKNOWN_OUTLET, unheard)
    if not considered.ranking.candidates:
        yield Reason(ReasonKind.NOTHING_FOUND)
    elif considered.confidence < THRESHOLD:
        yield Reason(ReasonKind.UNSURE)
    absent = [one.concept for one in considered.concepts if not one.known]
    names = tuple(one.text for one in absent if one.kind is ConceptKind.NAME)
    others = tuple(one.text for one in absent if one.kind is not ConceptKind.NAME)
    if names:
        yield Reason(ReasonKind.MISSING_NAME, names)
    if others:
        yield Reason(ReasonKind.MISSING_WORD, others)


def _concept(one: MatchedConcept, snapshot: Snapshot) -> ConceptFound:
    concept = one.concept
    return ConceptFound(
        text=concept.text,
        kind=concept.kind,
        weight=one.weight,
        everyday=concept.weight,
        inherited=concept.inherited,
        sentences=one.spread,
        variants=tuple(
            VariantFound(variant.terms, variant.kind, variant.weight, _spread(variant, snapshot))
            for variant in concept.variants
        ),
    )


def _spread(variant: Variant, snapshot: Snapshot) -> int:
    """In how many sentences all terms of a wording stand."""
    (resolved,) = resolve(snapshot, [Concept("", ConceptKind.WORD, 0.0, 0, (variant,))])
    return resolved.spread
