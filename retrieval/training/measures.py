"""How well held-out examples are answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.answering.snapshot import FloatArray
from retrieval.training.examples import Example


def report(examples: Sequence[Example], orders: Sequence[FloatArray], logits: FloatArray) -> Iterator[str]:
    """A line for each source: share of questions with an answer in the first 1 and 3, and area under the ROC curve."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(examples):
        by_source[one.source.partition("-")[0]].append(place)
    for source, places in by_source.items():
        asked = [place for place in places if examples[place].answerable]
        unanswerable = [place for place in places if not examples[place].answerable]
        line = f"{source}: hit@1 {_hit(examples, orders, asked, 1):.3f} hit@3 {_hit(examples, orders, asked, 3):.3f}"
        if asked and unanswerable:
            line += f" AUC {area(logits[asked], logits[unanswerable]):.3f}"
        yield f"{line} ({len(asked)} answerable, {len(unanswerable)} not)"


def area(positive: FloatArray, negative: FloatArray) -> float:
    """Area under the ROC curve: how often a positive stands above a negative (Mann and Whitney 1947)."""
    order = np.sort(negative)
    below = np.searchsorted(order, positive, side="left") + np.searchsorted(order, positive, side="right")
    return float(below.mean() / (2 * len(negative)))


def _hit(examples: Sequence[Example], orders: Sequence[FloatArray], places: Sequence[int], depth: int) -> float:
    first = [examples[place].gains[np.argsort(-orders[place], kind="stable")[:depth]] for place in places]
    return float(np.mean([(gains == 2).any() for gains in first])) if first else 0.0
