"""How near in meaning the words of a sentence come to what a question asks about, where they are not the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answering.snapshot import FloatArray, IntArray
from retrieval.language.vectors import Vectors

# Below, words share no more than a subject ("tentara", "rudal"); between the two, likeness grows evenly.
UNLIKE = 0.45
ALIKE = 0.95


@dataclass(frozen=True, slots=True)
class Likeness:
    """``words``: for every concept (axis 0) its likest word in every sentence (axis 1), 0..1; ``whole``: cosine of
    question and sentence, one a sentence."""

    words: FloatArray
    whole: FloatArray


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sentence's words as rows of the vectors, and their sum of length one (zero where no word is known)."""

    rows: IntArray
    direction: FloatArray


def meaning(vectors: Vectors, terms: Sequence[str]) -> Meaning:
    rows = vectors.places_of(terms)
    return Meaning(rows, _unit(vectors.rows[rows].astype(np.float64).sum(axis=0)))


def compare(
    vectors: Vectors, concepts: Sequence[Sequence[str]], weights: Sequence[float], sentences: Sequence[Meaning]
) -> Likeness:
    """Compare concepts, given as their terms and weights, with sentences."""
    if not concepts or not sentences:
        return Likeness(np.zeros((len(concepts), len(sentences))), np.zeros(len(sentences)))
    sought = np.stack([meaning(vectors, terms).direction for terms in concepts])
    whole = np.stack([one.direction for one in sentences]) @ _unit(np.array(weights) @ sought)
    words = np.zeros((len(concepts), len(sentences)))
    told = [place for place, one in enumerate(sentences) if len(one.rows)]
    if told:
        held = np.concatenate([sentences[place].rows for place in told])
        starts = np.cumsum([0, *(len(sentences[place].rows) for place in told[:-1])])
        # Too small for BLAS, whose threads would wait for one another longer than they work.
        cosines = np.einsum("ij,kj->ik", sought.astype(np.float32), vectors.rows[held])
        words[:, told] = np.maximum.reduceat(cosines, starts, axis=1)
    return Likeness(((words - UNLIKE) / (ALIKE - UNLIKE)).clip(0, 1), whole)


def _unit(row: FloatArray) -> FloatArray:
    length = float(np.linalg.norm(row))
    return row / length if length else row
