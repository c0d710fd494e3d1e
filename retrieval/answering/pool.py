"""The candidates of a question: the best sentences by BM25, and what surrounds them in the best articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.answering.features import Pool
from retrieval.answering.matching import MatchedConcept, accumulate
from retrieval.answering.snapshot import FloatArray, IntArray, Snapshot

CONTEXT_WEIGHT = 0.3
FULL_ARTICLES = 4
ROWS_PER_ARTICLE = 40


def gather(
    snapshot: Snapshot,
    matched: Sequence[MatchedConcept],
    *,
    limit: int,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> Pool:
    """At most about ``limit`` rows plus those of the best articles; ``allowed`` masks articles.

    Rows come in ascending order. Empty when nothing matches.
    """
    sentences = accumulate(matched, snapshot.size)
    articles = accumulate(matched, len(snapshot.articles), articles=True)
    if allowed is not None:
        articles = np.where(allowed, articles, 0.0)
        sentences = np.where(allowed[snapshot.article_of], sentences, 0.0)
    hits = np.flatnonzero(sentences)
    if not len(hits):
        return Pool(np.empty(0, dtype=np.int64), sentences, articles, 0.0, 0.0)
    combined = sentences[hits] + CONTEXT_WEIGHT * articles[snapshot.article_of[hits]]
    chosen = [_best(hits, combined, limit), _best(hits, sentences[hits], limit // 4)]
    for article in _best(np.flatnonzero(articles), articles[np.flatnonzero(articles)], FULL_ARTICLES):
        rows = np.array(snapshot.rows_of(int(article)), dtype=np.int64)
        chosen.append(_best(rows, sentences[rows], ROWS_PER_ARTICLE))
    rows = np.unique(np.concatenate(chosen))
    return Pool(rows, sentences, articles, float(sentences.max()), float(articles.max()))


def _best(items: IntArray, scores: FloatArray, limit: int) -> IntArray:
    """The items with the highest scores; ties by position, so that the order never depends on the sort."""
    if len(items) > limit:
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        keep = scores >= threshold
        items, scores = items[keep], scores[keep]
    order = np.lexsort((items, -scores))
    return items[order[:limit]]
