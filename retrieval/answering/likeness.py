"""How near in meaning the words of a sentence come to what a question asks about, where they are not the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answering.snapshot import FloatArray
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


def compare(
    vectors: Vectors, concepts: Sequence[Sequence[str]], weights: Sequence[float], sentences: Sequence[Sequence[str]]
) -> Likeness:
    """Compare concepts, given as their terms and weights, with sentences, given as theirs."""
    if not concepts or not sentences:
        return Likeness(np.zeros((len(concepts), len(sentences))), np.zeros(len(sentences)))
    sought = np.stack([_mean(vectors, terms) for terms in concepts])
    distinct = {term: place for place, term in enumerate(dict.fromkeys(t for terms in sentences for t in terms))}
    rows = vectors.rows[vectors.places_of(distinct)].astype(np.float64)
    cosines = sought @ rows.T
    question = _unit(np.array(weights) @ sought)
    words = np.zeros((len(concepts), len(sentences)))
    whole = np.zeros(len(sentences))
    told = [place for place, terms in enumerate(sentences) if terms]
    if told:
        held = np.array([distinct[term] for terms in sentences for term in terms])
        starts = np.cumsum([0, *(len(sentences[place]) for place in told[:-1])])
        words[:, told] = np.maximum.reduceat(cosines[:, held], starts, axis=1)
        sums = np.add.reduceat(rows[held], starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1)
        whole[told] = np.divide(sums @ question, lengths, out=np.zeros(len(told)), where=lengths > 0)
    return Likeness(((words - UNLIKE) / (ALIKE - UNLIKE)).clip(0, 1), whole)


def _mean(vectors: Vectors, terms: Sequence[str]) -> FloatArray:
    return _unit(vectors.rows[vectors.places_of(terms)].astype(np.float64).sum(axis=0))


def _unit(row: FloatArray) -> FloatArray:
    length = float(np.linalg.norm(row))
    return row / length if length else row
