"""Which sentences are on a topic: those that hold most of what it names, the rest of it standing close by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.answering.matching import MatchedConcept, accumulate
from retrieval.answering.snapshot import FloatArray, IntArray, Snapshot

# Of the topic's weight: what must stand in the sentence itself, and what in it or near it.
LEAST_HERE = 0.6
LEAST = 0.7
# What a word is worth that stands in the sentence before, or opens the article.
NEARBY = 0.7
OPENING = 2
# A rare name tells much, but a topic of a name and a word is on both.
HEAVIEST = 3.0
# Below, a wording stands for the concept in some contexts only ("Jakarta" for Indonesia).
SURE = 0.7
# How fast sentences further down an article tell less of what is new.
DEPTH = 0.05


@dataclass(frozen=True, slots=True)
class Matches:
    """Rows on the topic, ascending, and how well each tells it."""

    rows: IntArray
    scores: FloatArray


def on_topic(snapshot: Snapshot, concepts: Sequence[MatchedConcept], allowed: npt.NDArray[np.bool_] | None) -> Matches:
    """The rows on a topic; without concepts every row of the articles that ``allowed`` masks."""
    rows, share = _sharing(snapshot, concepts)
    if allowed is not None:
        inside = allowed[snapshot.article_of[rows]]
        rows, share = rows[inside], share[inside]
    depth = rows - snapshot.first_row[snapshot.article_of[rows]]
    told = 1 + accumulate(concepts, snapshot.size)[rows]
    return Matches(rows, share * told / (1 + DEPTH * depth))


def _sharing(snapshot: Snapshot, concepts: Sequence[MatchedConcept]) -> tuple[IntArray, FloatArray]:
    """Rows with enough of the topic, and how much of it each has, 0..1."""
    if not concepts:
        return np.arange(snapshot.size), np.ones(snapshot.size)
    here, around = np.zeros(snapshot.size), np.zeros(snapshot.size)
    total = 0.0
    for concept in concepts:
        weight = min(concept.concept.weight, HEAVIEST)
        held = _held(concept, snapshot.size)
        here += weight * held
        around += weight * np.maximum(held, NEARBY * _near(snapshot, held))
        total += weight
    if not total:
        return np.empty(0, dtype=np.int64), np.empty(0)
    rows = np.flatnonzero((here >= LEAST_HERE * total) & (around >= LEAST * total))
    return rows, around[rows] / total


def _held(concept: MatchedConcept, size: int) -> FloatArray:
    """How surely the concept stands in each row, 0..1."""
    held = np.zeros(size)
    for posting in concept.sentences:
        if posting.weight < SURE:
            continue
        held[posting.documents] = np.maximum(held[posting.documents], posting.weight)
    return held


def _near(snapshot: Snapshot, held: FloatArray) -> FloatArray:
    """How surely it stands in the row before, or in what opens the article."""
    before = snapshot.before(np.arange(snapshot.size))
    near = np.where(before >= 0, held[before], 0.0)
    opening = np.zeros(len(snapshot.articles))
    for place in range(OPENING):
        rows = snapshot.first_row[:-1] + place
        inside = rows < snapshot.first_row[1:]
        opening[inside] = np.maximum(opening[inside], held[rows[inside]])
    return np.maximum(near, opening[snapshot.article_of])
