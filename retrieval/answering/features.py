"""The named figures by which candidate sentences are ordered.

Every feature is scale-free (a share, a rank or a small count), so that weights learned on one archive hold on
another. ``NAMES`` is the contract with the trained model: its order is the order of the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answering.concept import ConceptKind
from retrieval.answering.likeness import Likeness
from retrieval.answering.matching import MatchedConcept, Posting, presence, rarity_of
from retrieval.answering.snapshot import FloatArray, IntArray, Snapshot
from retrieval.answering.wanted import Evidence, Wanted

CONTEXT_SHARE = 0.6
# A word of fewer nats tells little of what a question is about.
TELLING = 2.5
# What a name two sentences before still is to one that points back.
FARTHER_SHARE = 0.4
# A word near in meaning is worth less than the word itself.
ALIKE_SHARE = 0.7

KINDS = (
    "who",
    "when",
    "where",
    "how_many",
    "how_long",
    "how_much",
    "what",
    "why",
    "how",
    "which",
    "yes_no",
    "list",
    "quote_of",
    "topic",
)

NAMES = (
    "coverage",
    "coverage_idf",
    "coverage_exact",
    "coverage_context",
    "coverage_article",
    "names_missing",
    "names_missing_context",
    "names_missing_article",
    "numbers_missing",
    "rarest_here",
    "rarest_near",
    "focus_here",
    "focus_near",
    "heaviest_missing",
    "heaviest_missing_near",
    "names_missing_carried",
    "worst_name_carried",
    "coverage_carried",
    "coverage_alike",
    "coverage_alike_near",
    "heaviest_missing_alike",
    "rarest_alike",
    "focus_alike",
    "likeness",
    "coverage_gap",
    "coverage_context_gap",
    "coverage_alike_gap",
    "coverage_carried_gap",
    "pairs_gap",
    "answer_nearness_gap",
    "likeness_gap",
    "follows_best",
    "coverage_article_exact",
    "heaviest_missing_article",
    "heaviest_missing_article_exact",
    "missing_article_count",
    "missing_near_count",
    "asks_negated",
    "bm25_share",
    "bm25_ideal",
    "bm25_gap",
    "article_share",
    "article_ideal",
    "article_gap",
    "neighbour_share",
    "exact_share",
    "exact_gap",
    "exact_article_share",
    "exact_article_gap",
    "before_coverage",
    "after_coverage",
    "pairs",
    "compactness",
    "exact_words",
    "precision",
    "length",
    "leans",
    "is_question",
    "speech",
    "said",
    "answers",
    "answer_count",
    "answer_nearness",
    "answer_unit",
    "answer_head",
    "negation",
    "concepts",
    "unknown_share",
    "unknown_name",
    *(f"kind_{kind}" for kind in KINDS),
)


# Figures of which it also counts how far the best candidate is ahead.
GAPS = (
    "coverage",
    "coverage_context",
    "coverage_alike",
    "coverage_carried",
    "pairs",
    "answer_nearness",
    "likeness",
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidate rows with the dense scores that chose them."""

    rows: IntArray
    sentence_scores: FloatArray
    article_scores: FloatArray
    exact_sentence_scores: FloatArray
    exact_article_scores: FloatArray
    best_sentence: float
    best_article: float
    best_exact_sentence: float
    best_exact_article: float


@dataclass(frozen=True, slots=True)
class Presence:
    """Strength 0..1 of every concept (axis 0) in every candidate (axis 1), its neighbours and its article."""

    here: FloatArray
    exact: FloatArray
    before: FloatArray
    after: FloatArray
    article: FloatArray
    article_exact: FloatArray
    farther: FloatArray

    @property
    def near(self) -> FloatArray:
        """Here, or less surely in the sentence before or after."""
        near: FloatArray = np.maximum(self.here, CONTEXT_SHARE * np.maximum(self.before, self.after))
        return near

    @property
    def carried(self) -> FloatArray:
        """Here, or less surely in the two sentences before, as a speaker is carried along."""
        behind = np.maximum(CONTEXT_SHARE * self.before, FARTHER_SHARE * self.farther)
        carried: FloatArray = np.maximum(self.here, behind)
        return carried

    @property
    def anywhere(self) -> FloatArray:
        anywhere: FloatArray = np.maximum(self.here, self.article)
        return anywhere


def locate(snapshot: Snapshot, matched: Sequence[MatchedConcept], rows: IntArray) -> Presence:
    """Where the concepts stand, for the candidate rows."""
    before, after = snapshot.before(rows), snapshot.after(rows)
    farther = np.where(before >= 0, snapshot.before(np.maximum(before, 0)), -1)
    articles, article_of = np.unique(snapshot.article_of[rows], return_inverse=True)

    def stacked(documents: IntArray, postings: Callable[[MatchedConcept], Sequence[Posting]]) -> FloatArray:
        lists = [presence(postings(one), documents) for one in matched]
        return np.stack(lists) if lists else np.zeros((0, len(documents)))

    everywhere = stacked(np.concatenate([rows, before, after, farther]), lambda one: one.sentences)
    here, in_before, in_after, in_farther = np.split(everywhere, 4, axis=1)
    return Presence(
        here=here,
        exact=stacked(rows, lambda one: [posting for posting in one.sentences if posting.exact]),
        before=in_before,
        after=in_after,
        article=stacked(articles, lambda one: one.articles)[:, article_of],
        article_exact=stacked(articles, lambda one: [posting for posting in one.articles if posting.exact])[
            :, article_of
        ],
        farther=in_farther,
    )


def compute(
    snapshot: Snapshot,
    wanted: Wanted,
    matched: Sequence[MatchedConcept],
    pool: Pool,
    found: Presence,
    evidence: Sequence[Evidence],
    likeness: Likeness,
) -> FloatArray:
    """Feature matrix of shape (candidates, len(NAMES))."""
    columns: dict[str, FloatArray | float] = {}
    columns.update(_coverage(snapshot, matched, found))
    columns.update(_alike(snapshot, wanted, matched, found, likeness))
    columns.update(_scores(snapshot, matched, pool))
    columns.update(_shape(snapshot, pool, found, evidence))
    columns["concepts"] = float(len(matched))
    columns["asks_negated"] = float(wanted.negated)
    columns["unknown_share"] = _share([one.weight for one in matched], [not one.known for one in matched])
    columns["unknown_name"] = float(sum(one.concept.kind is ConceptKind.NAME and not one.known for one in matched))
    columns.update({f"kind_{name}": float(name == wanted.kind) for name in KINDS})
    focus = _focus(wanted, matched)
    columns["focus_here"] = found.here[focus] if focus is not None else 0.0
    columns["focus_near"] = found.near[focus] if focus is not None else 0.0
    for name in GAPS:
        best = np.max(columns[name], initial=0.0)
        columns[f"{name}_gap"] = best - columns[name]
    columns["follows_best"] = _follows_best(columns["coverage_alike"], snapshot, pool)
    table = np.zeros((len(pool.rows), len(NAMES)))
    for place, name in enumerate(NAMES):
        table[:, place] = columns[name]
    return table


def _coverage(snapshot: Snapshot, matched: Sequence[MatchedConcept], found: Presence) -> dict[str, FloatArray | float]:
    weights = np.array([one.weight for one in matched])
    rarity = np.array([_rarity(snapshot, one) for one in matched])
    names = weights * np.array([one.concept.kind is ConceptKind.NAME for one in matched], dtype=float)
    numbers = weights * np.array([one.concept.kind is ConceptKind.NUMBER for one in matched], dtype=float)
    near, anywhere = found.near, found.anywhere
    heaviest = int(np.argmax(weights)) if len(weights) else 0
    rarest = int(np.argmax(rarity)) if len(rarity) else 0
    return {
        "coverage": _weighted(weights, found.here),
        "coverage_idf": _weighted(rarity, found.here),
        "coverage_exact": _weighted(weights, found.exact),
        "coverage_context": _weighted(weights, near),
        "coverage_article": _weighted(weights, anywhere),
        "names_missing": _missing(names, found.here),
        "names_missing_context": _missing(names, near),
        "names_missing_article": _missing(names, anywhere),
        "numbers_missing": _missing(numbers, found.here),
        "rarest_here": found.here[rarest] if len(matched) else 0.0,
        "rarest_near": near[rarest] if len(matched) else 0.0,
        "heaviest_missing": 1 - found.here[heaviest] if len(matched) else 0.0,
        "heaviest_missing_near": 1 - near[heaviest] if len(matched) else 0.0,
        "names_missing_carried": _missing(names, found.carried),
        "worst_name_carried": _worst(names, found.carried),
        "coverage_carried": _weighted(weights, found.carried),
        "coverage_article_exact": _weighted(weights, found.article_exact),
        "heaviest_missing_article": _heaviest_missing(weights, found.article),
        "heaviest_missing_article_exact": _heaviest_missing(weights, found.article_exact),
        "missing_article_count": _missing_count(weights, found.article_exact),
        "missing_near_count": _missing_count(weights, near),
        "before_coverage": _weighted(weights, found.before),
        "after_coverage": _weighted(weights, found.after),
    }


def _alike(
    snapshot: Snapshot, wanted: Wanted, matched: Sequence[MatchedConcept], found: Presence, likeness: Likeness
) -> dict[str, FloatArray | float]:
    """Coverage where words near in meaning count, too; names and numbers have no likes."""
    weights = np.array([one.weight for one in matched])
    words = np.array([one.concept.kind is ConceptKind.WORD for one in matched], dtype=float)
    alike = np.maximum(found.here, ALIKE_SHARE * likeness.words * words[:, None])
    near = np.maximum(alike, found.near)
    heaviest = int(np.argmax(weights)) if len(weights) else 0
    rarest = int(np.argmax([_rarity(snapshot, one) for one in matched])) if matched else 0
    focus = _focus(wanted, matched)
    return {
        "coverage_alike": _weighted(weights, alike),
        "coverage_alike_near": _weighted(weights, near),
        "heaviest_missing_alike": 1 - near[heaviest] if len(matched) else 0.0,
        "rarest_alike": near[rarest] if len(matched) else 0.0,
        "focus_alike": alike[focus] if focus is not None else 0.0,
        "likeness": likeness.whole,
    }


def _follows_best(coverage: FloatArray | float, snapshot: Snapshot, pool: Pool) -> FloatArray | float:
    """1 for the sentence behind the one that covers most."""
    if not len(pool.rows) or np.ndim(coverage) == 0:
        return 0.0
    best = pool.rows[int(np.argmax(coverage))]
    follows: FloatArray = (snapshot.before(pool.rows) == best).astype(np.float64)
    return follows


def _focus(wanted: Wanted, matched: Sequence[MatchedConcept]) -> int | None:
    return next((place for place, one in enumerate(matched) if one.concept.text == wanted.focus), None)


def _scores(snapshot: Snapshot, matched: Sequence[MatchedConcept], pool: Pool) -> dict[str, FloatArray | float]:
    saturation = snapshot.by_sentence.k1 + 1
    ideal = sum(_rarity(snapshot, one) for one in matched) * saturation or 1.0
    before, after = snapshot.before(pool.rows), snapshot.after(pool.rows)
    own = pool.sentence_scores[pool.rows]
    near = np.maximum(
        np.where(before >= 0, pool.sentence_scores[before], 0), np.where(after >= 0, pool.sentence_scores[after], 0)
    )
    of_article = pool.article_scores[snapshot.article_of[pool.rows]]
    own_exact = pool.exact_sentence_scores[pool.rows]
    of_exact_article = pool.exact_article_scores[snapshot.article_of[pool.rows]]
    best, best_article = pool.best_sentence or 1.0, pool.best_article or 1.0
    best_exact, best_exact_article = pool.best_exact_sentence or 1.0, pool.best_exact_article or 1.0
    return {
        "bm25_share": own / best,
        "bm25_ideal": own / ideal,
        "bm25_gap": (best - own) / ideal,
        "article_share": of_article / best_article,
        "article_ideal": of_article / ideal,
        "article_gap": (best_article - of_article) / ideal,
        "neighbour_share": near / best,
        "exact_share": own_exact / best_exact,
        "exact_gap": (best_exact - own_exact) / ideal,
        "exact_article_share": of_exact_article / best_exact_article,
        "exact_article_gap": (best_exact_article - of_exact_article) / ideal,
    }


def _shape(
    snapshot: Snapshot, pool: Pool, found: Presence, evidence: Sequence[Evidence]
) -> dict[str, FloatArray | float]:
    def column(name: str) -> FloatArray:
        return np.array([float(getattr(one, name)) for one in evidence])

    shared = ("pairs", "compactness", "exact_words", "precision", "leans", "is_question", "speech", "said")
    answers = ("answers", "answer_count", "answer_nearness", "answer_unit", "answer_head", "negation")
    return {
        **{name: column(name) for name in (*shared, *answers)},
        "length": np.log1p(snapshot.by_sentence.lengths[pool.rows]),
    }


def _rarity(snapshot: Snapshot, one: MatchedConcept) -> float:
    """Idf in this archive of the concept's most frequent variant."""
    return rarity_of(snapshot.size, one.spread)


def _weighted(weights: FloatArray, strength: FloatArray) -> FloatArray | float:
    total = weights.sum()
    return (weights @ strength) / total if total > 0 else 0.0


def _missing(weights: FloatArray, strength: FloatArray) -> FloatArray | float:
    total = weights.sum()
    return 1 - (weights @ strength) / total if total > 0 else 0.0


def _worst(weights: FloatArray, strength: FloatArray) -> FloatArray | float:
    """How much of the heaviest concept the weightiest gap makes."""
    if not len(weights) or weights.max() <= 0:
        return 0.0
    worst: FloatArray = (weights[:, None] * (1 - strength)).max(axis=0) / weights.max()
    return worst


def _heaviest_missing(weights: FloatArray, strength: FloatArray) -> FloatArray | float:
    """The weight, in nats, of the weightiest concept that is missing."""
    return (weights[:, None] * (1 - strength)).max(axis=0) if len(weights) else 0.0


def _missing_count(weights: FloatArray, strength: FloatArray) -> FloatArray | float:
    """How many weighty concepts are missing."""
    telling = weights >= TELLING
    return (1 - strength[telling]).sum(axis=0) if telling.any() else 0.0


def _share(weights: Sequence[float], chosen: Sequence[bool]) -> float:
    total = sum(weights)
    return sum(w for w, take in zip(weights, chosen, strict=True) if take) / total if total else 0.0
