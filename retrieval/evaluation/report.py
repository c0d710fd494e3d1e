"""What a run comes to: every figure for Kutip and for plain BM25, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from retrieval.answering.snapshot import FloatArray
from retrieval.evaluation.asking import Asked, Outcome
from retrieval.evaluation.bootstrap import Bootstrap, Figure
from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.measures import NAMES, ranking_measures
from retrieval.evaluation.selective import RISKS, Flags, area, auc, coverage_at


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Of the questions of one kind: how many, how many of them answerable, and the measures of the answerable.

    ``answered`` is the share that the system answered, rightly or not.
    """

    questions: int
    answerable: int
    answered: float
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a system draws its own line: shares of the answerable and of the unanswerable questions."""

    right_first: Figure
    silent: Figure
    refused: Figure | None


@dataclass(frozen=True, slots=True)
class SystemReport:
    """``measures`` count copies of a right sentence as right, ``strict`` only the annotated one.

    ``coverage`` maps a risk to the share of questions that can be answered with at most that risk.
    """

    name: str
    measures: Mapping[str, Figure]
    strict: Mapping[str, Figure]
    auc: Figure | None
    aurc: Figure
    coverage: Mapping[str, Figure]
    decision: Decision | None
    kinds: Mapping[str, KindFigures]


@dataclass(frozen=True, slots=True)
class Report:
    """A question set measured. ``unmarked`` answerable questions have their answer in no sentence: they are missed.

    ``left_out`` are small talk; ``unread`` are articles that could not be read; ``familiar`` may have been among what
    the shipped models were trained with; ``folds`` is 0 when the shipped ranking was measured.
    """

    data: str
    questions: int
    answerable: int
    unanswerable: int
    left_out: int
    unmarked: int
    familiar: int
    folds: int
    articles: int
    sentences: int
    unread: int
    systems: Sequence[SystemReport]


def report(asked: Sequence[Asked], corpus: Corpus, *, data: str, folds: int) -> Report:
    """Sum up; raises ``MissingExtra``."""
    measured = [one for one in asked if one.measured]
    answerable = [one for one in measured if one.gold.answerable]
    return Report(
        data=data,
        questions=len(measured),
        answerable=len(answerable),
        unanswerable=len(measured) - len(answerable),
        left_out=len(asked) - len(measured),
        unmarked=sum(not one.relevant.strict for one in answerable),
        familiar=sum(one.gold.familiar for one in measured),
        folds=folds,
        articles=len(corpus.articles),
        sentences=corpus.snapshot.size,
        unread=corpus.unread,
        systems=(
            _system("Kutip", measured, [one.kutip for one in measured], decides=True),
            _system("BM25", measured, [one.plain for one in measured], decides=False),
        ),
    )


def _system(name: str, measured: Sequence[Asked], outcomes: Sequence[Outcome], *, decides: bool) -> SystemReport:
    able = np.array([bool(one.gold.answerable) for one in measured], dtype=np.bool_)
    ranked = [outcome.rows for outcome in outcomes]
    with_copies = ranking_measures(ranked, [one.relevant.copies for one in measured])
    strict = ranking_measures(ranked, [one.relevant.strict for one in measured])
    sure = np.array([outcome.confidence for outcome in outcomes])
    right = with_copies[:, NAMES.index("hit@1")] * able
    return SystemReport(
        name=name,
        measures=_figures(with_copies[able]),
        strict=_figures(strict[able]),
        decision=_decision(outcomes, able, right) if decides else None,
        kinds=_kinds(measured, outcomes, with_copies, able),
        **_selective(sure, able, 1 - right),
    )


class _Selective(TypedDict):
    auc: Figure | None
    aurc: Figure
    coverage: Mapping[str, Figure]


def _selective(sure: FloatArray, able: Flags, wrong: FloatArray) -> _Selective:
    bootstrap = Bootstrap(len(sure))

    def covered(risk: float) -> Figure:
        return bootstrap.figure(lambda rows: coverage_at(sure[rows], wrong[rows], risk))

    both = 0 < able.sum() < len(able)
    return {
        "auc": bootstrap.figure(lambda rows: auc(sure[rows], able[rows])) if both else None,
        "aurc": bootstrap.figure(lambda rows: area(sure[rows], wrong[rows])),
        "coverage": {f"{risk:.2f}": covered(risk) for risk in RISKS},
    }


def _figures(table: FloatArray) -> dict[str, Figure]:
    bootstrap = Bootstrap(len(table))
    return {name: bootstrap.mean(table[:, column]) for column, name in enumerate(NAMES)}


def _decision(outcomes: Sequence[Outcome], able: Flags, right: FloatArray) -> Decision:
    answered = np.array([outcome.answered for outcome in outcomes], dtype=np.float64)
    of_able, of_unable = Bootstrap(int(able.sum())), Bootstrap(int((~able).sum()))
    return Decision(
        right_first=of_able.mean((answered * right)[able]),
        silent=of_able.mean((1 - answered)[able]),
        refused=of_unable.mean((1 - answered)[~able]) if (~able).any() else None,
    )


def _kinds(
    measured: Sequence[Asked], outcomes: Sequence[Outcome], table: FloatArray, able: Flags
) -> dict[str, KindFigures]:
    kinds: dict[str, KindFigures] = {}
    for kind in sorted({one.kind for one in measured}):
        chosen = np.array([one.kind == kind for one in measured], dtype=np.bool_)
        rows = table[chosen & able]
        answered = [outcome.answered for outcome, one in zip(outcomes, measured, strict=True) if one.kind == kind]
        measures = {name: float(rows[:, column].mean()) for column, name in enumerate(NAMES)} if len(rows) else {}
        kinds[kind] = KindFigures(int(chosen.sum()), len(rows), sum(answered) / len(answered), measures)
    return kinds
