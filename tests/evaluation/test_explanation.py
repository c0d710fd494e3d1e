"""What an explanation says of an answer, a refusal and small talk, on the small archive."""

from __future__ import annotations

import asyncio
from datetime import date

import numpy as np
import pytest

from retrieval.answering import features
from retrieval.answering.answer import AnswerKind
from retrieval.answering.answerer import Answerer
from retrieval.answering.concept import ConceptKind, VariantKind
from retrieval.answering.explaining import Explainer
from retrieval.answering.explanation import Explanation, ReasonKind
from retrieval.evaluation.corpus import Corpus
from retrieval.language.analyzer import Analyzer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def answerer(analyzer: Analyzer) -> Answerer:
    return Answerer.shipped(analyzer)


class Asker:
    """Explains questions on the small archive."""

    def __init__(self, answerer: Answerer, analyzer: Analyzer, corpus: Corpus) -> None:
        self._explainer = Explainer(answerer, analyzer)
        self._corpus = corpus

    def __call__(self, question: str, *context: str, shown: int = 3) -> Explanation:
        return asyncio.run(
            self._explainer.explain(
                self._corpus.snapshot, self._corpus.archive, question, context=context, shown=shown, today=TODAY
            )
        )


@pytest.fixture(scope="module")
def explain(answerer: Answerer, analyzer: Analyzer, corpus: Corpus) -> Asker:
    return Asker(answerer, analyzer, corpus)


@pytest.fixture(scope="module")
def answered(explain: Asker) -> Explanation:
    return explain("Berapa pekerja yang selamat karena istirahat?")


def test_the_answer_is_that_of_ask(answered: Explanation, answerer: Answerer, corpus: Corpus) -> None:
    own = asyncio.run(
        answerer.answer(corpus.snapshot, corpus.archive, "Berapa pekerja yang selamat karena istirahat?", today=TODAY)
    )
    assert answered.answer == own
    assert own.kind is AnswerKind.QUOTES


def test_terms_and_wishes_are_told(answered: Explanation) -> None:
    question = answered.question
    assert question is not None
    assert question.kind == "how_many"
    assert {one.term: one.stop for one in question.terms}["kerja"] is False
    assert {one.word: one.stop for one in question.terms}["yang"] is True


def test_the_word_forms_that_matched_stand_at_their_places(answered: Explanation) -> None:
    best = answered.candidates[0]
    assert "14 pekerja" in best.text
    assert {match.word for match in best.matches} >= {"pekerja", "selamat", "beristirahat"}
    for match in best.matches:
        assert match.span.of(best.text) == match.word
    assert best.missing == ()
    assert all(match.wording is VariantKind.EXACT for match in best.matches)


def test_every_score_is_the_sum_of_what_is_shown(answered: Explanation) -> None:
    assert len(answered.candidates) == 3
    for rank, one in enumerate(answered.candidates, start=1):
        total = one.average + one.adjustment + sum(each.points for each in one.contributions)
        assert one.rank == rank
        assert total == pytest.approx(one.score)
        assert one.gap == pytest.approx(answered.candidates[0].score - one.score)
        assert {each.name for each in one.contributions} <= set(features.NAMES)
        sizes = [abs(each.points) for each in one.contributions]
        assert sizes == sorted(sizes, reverse=True)


def test_the_parts_of_confidence_add_up(answered: Explanation) -> None:
    decision = answered.decision
    assert decision is not None
    assert decision.logit == pytest.approx(decision.bias + sum(part.points for part in decision.parts))
    assert decision.confidence == pytest.approx(1 / (1 + np.exp(-decision.logit)))
    assert decision.confidence >= decision.threshold
    assert decision.reasons == ()


def test_concepts_tell_how_often_each_wording_stands_in_the_archive(answered: Explanation) -> None:
    concepts = {one.text: one for one in answered.concepts}
    assert concepts["selamat"].sentences == 3
    assert concepts["selamat"].variants[0].terms == ("selamat",)
    assert concepts["selamat"].variants[0].sentences == 3
    assert not concepts["selamat"].inherited
    assert 0 < concepts["selamat"].weight <= concepts["selamat"].everyday


def test_a_refusal_names_what_the_archive_lacks(explain: Asker) -> None:
    found = explain("Kapan roket Garudawati mendarat di Bulan?")
    assert found.answer.kind is AnswerKind.REFUSAL
    assert found.decision is not None
    reasons = {one.kind: one.values for one in found.decision.reasons}
    absent = {concept.text for concept in found.concepts if not concept.sentences}
    assert absent
    assert {*reasons.get(ReasonKind.MISSING_NAME, ()), *reasons.get(ReasonKind.MISSING_WORD, ())} == absent
    assert ReasonKind.UNSURE in reasons or ReasonKind.NOTHING_FOUND in reasons


def test_filters_and_their_refusals_are_told(explain: Asker) -> None:
    found = explain("Siapa nakhoda feri? sumber:antah sejak:2022-02-01 sampai:2022-02-20")
    assert found.question is not None
    assert found.question.unknown_outlets == ("antah",)
    assert (found.question.since, found.question.until) == (date(2022, 2, 1), date(2022, 2, 20))
    assert found.decision is not None
    assert found.decision.reasons[0].kind is ReasonKind.UNKNOWN_OUTLET
    assert found.candidates == ()


def test_concepts_of_earlier_turns_are_marked(explain: Asker) -> None:
    found = explain("kapan itu?", "Siapa nakhoda feri Nusa Tirta?")
    inherited = [one for one in found.concepts if one.inherited]
    assert inherited
    assert any(one.kind is ConceptKind.NAME or one.text == "nakhoda" for one in inherited)


def test_small_talk_weighs_no_sentence(explain: Asker) -> None:
    found = explain("halo")
    assert found.answer.kind is AnswerKind.GREETING
    assert found.question is not None
    assert found.question.recognised == "greeting"
    assert found.decision is None
    assert found.candidates == ()


async def test_an_empty_archive_has_nothing_to_explain(answerer: Answerer, analyzer: Analyzer, corpus: Corpus) -> None:
    found = await Explainer(answerer, analyzer).explain(None, corpus.archive, "Siapa?", today=TODAY)
    assert found == Explanation(found.answer)
    assert found.answer.kind is AnswerKind.EMPTY_ARCHIVE
