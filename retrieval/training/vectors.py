"""Word vectors from what stands near each other: positive pointwise mutual information in few dimensions.

Levy, Goldberg and Dagan (2015), "Improving distributional similarity with lessons learned from word embeddings":
smoothed contexts, and singular vectors weighted by the square roots of their values.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from retrieval.language.vectors import SCALE
from retrieval.training.corpus import Corpus

WINDOW = 5
LEAST_TIMES = 40
DIMENSIONS = 96
SMOOTHING = 0.75
NO_TERM = -1


def write_vectors(corpus: Corpus, term_of: Callable[[str], str], is_stop: Callable[[str], bool], path: Path) -> int:
    """Write the table that ``retrieval.language.vectors.Vectors`` reads; gives the number of terms."""
    terms, stream = _content(corpus, term_of, is_stop)
    sentence = np.repeat(np.arange(corpus.sentences), np.diff(corpus.offsets))
    kept = stream != NO_TERM
    counts = _counts(stream[kept], sentence[kept], len(terms))
    rows = _reduced(_information(counts))
    packed = np.clip(np.round(rows * SCALE), -127, 127).astype(np.int8)
    np.savez_compressed(path, terms=np.frombuffer("\n".join(terms).encode(), dtype=np.uint8), rows=packed)
    return len(terms)


def _content(
    corpus: Corpus, term_of: Callable[[str], str], is_stop: Callable[[str], bool]
) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The terms that tell something, and the corpus as their places."""
    times = np.bincount(corpus.words, minlength=len(corpus.forms))
    term_by_form = {
        place: term
        for place, form in enumerate(corpus.forms)
        if times[place] >= LEAST_TIMES // 8 and not form.isdigit() and _tells(form, term := term_of(form), is_stop)
    }
    total: dict[str, int] = {}
    for place, term in term_by_form.items():
        total[term] = total.get(term, 0) + int(times[place])
    terms = [term for term, count in sorted(total.items(), key=lambda one: -one[1]) if count >= LEAST_TIMES]
    numbers = {term: number for number, term in enumerate(terms)}
    of_form = np.full(len(corpus.forms), NO_TERM, dtype=np.int32)
    for place, term in term_by_form.items():
        of_form[place] = numbers.get(term, NO_TERM)
    return terms, of_form[corpus.words]


def _tells(form: str, term: str, is_stop: Callable[[str], bool]) -> bool:
    return len(term) > 1 and not term.isdigit() and not is_stop(form) and not is_stop(term)


def _counts(stream: npt.NDArray[np.int32], sentence: npt.NDArray[np.int64], size: int) -> sparse.csr_matrix:
    """How often terms stand near each other in a sentence, the nearer the more; shape (size, size)."""
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = stream[:-distance], stream[distance:]
        together = sentence[:-distance] == sentence[distance:]
        weights = np.full(int(together.sum()), distance**-0.5, dtype=np.float32)
        total = total + sparse.coo_matrix((weights, (left[together], right[together])), shape=(size, size)).tocsr()
    return total + total.T


def _information(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information of terms and their neighbours."""
    of_term = np.asarray(counts.sum(axis=1)).ravel()
    of_context = of_term**SMOOTHING
    of_context /= of_context.sum()
    pairs = counts.tocoo()
    values = np.log(pairs.data / (of_term[pairs.row] * of_context[pairs.col]))
    positive = values > 0
    return sparse.csr_matrix((values[positive], (pairs.row[positive], pairs.col[positive])), shape=counts.shape)


def _reduced(information: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    """Unit rows of shape (terms, DIMENSIONS)."""
    left, values, _ = randomized_svd(information, n_components=DIMENSIONS, n_iter=4, random_state=0)
    rows = left * np.sqrt(values)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9))
