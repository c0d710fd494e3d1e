"""The candidates of a question: the best sentences by BM25, and what surrounds them in the best articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.answering.features import Pool
from retrieval.answering.matching import MatchedConcept, accumulate
from retrieval.answering.snapshot import FloatArray, IntArray, Snapshot

CONTEXT_WEIGHT = 0.5
FULL_ARTICLES = 6
ROWS_PER_ARTICLE = 30


def gather(
    snapshot: Snapshot,
    matched: Sequence[MatchedConcept],
    *,
    limit: int,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> Pool:
    """At most about twice ``limit`` rows plus those of the best articles; ``allowed`` masks articles.

    Rows come in ascending order. Empty when nothing matches.
    """

    def score(*, articles: bool, exact: bool) -> FloatArray:
        size = len(snapshot.articles) if articles else snapshot.size
        scores = accumulate(matched, size, articles=articles, exact=exact)
        if allowed is not None:
            scores[~(allowed if articles else allowed[snapshot.article_of])] = 0.0
        return scores

    sentences, exact_sentences = score(articles=False, exact=False), score(articles=False, exact=True)
    articles, exact_articles = score(articles=True, exact=False), score(articles=True, exact=True)
    rows = _rows(snapshot, sentences, exact_sentences, exact_articles, limit)
    return Pool(
        rows,
        sentences,
        articles,
        exact_sentences,
        exact_articles,
        *(float(scores.max(initial=0.0)) for scores in (sentences, articles, exact_sentences, exact_articles)),
    )


def _rows(snapshot: Snapshot, sentences: FloatArray, exact: FloatArray, articles: FloatArray, limit: int) -> IntArray:
    hits = np.flatnonzero(sentences)
    if not len(hits):
        return np.empty(0, dtype=np.int64)
    context = CONTEXT_WEIGHT * articles[snapshot.article_of[hits]]
    chosen = [
        _best(hits, sentences[hits] + context, limit),
        _best(hits, exact[hits] + context, limit),
        _best(hits, exact[hits], limit // 4),
    ]
    held = np.flatnonzero(articles)
    for article in _best(held, articles[held], FULL_ARTICLES):
        rows = np.array(snapshot.rows_of(int(article)), dtype=np.int64)
        chosen.append(_best(rows, sentences[rows], ROWS_PER_ARTICLE))
    return np.unique(np.concatenate(chosen))


def _best(items: IntArray, scores: FloatArray, limit: int) -> IntArray:
    """The items with the highest scores; ties by position, so that the order never depends on the sort."""
    if len(items) > limit:
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        keep = scores >= threshold
        items, scores = items[keep], scores[keep]
    order = np.lexsort((items, -scores))
    return items[order[:limit]]
