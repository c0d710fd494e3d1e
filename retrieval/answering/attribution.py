"""What each feature contributed to a score, for any model.

Shapley values by sampling orders (Castro, Gómez and Tejada 2009): the features of a reference are exchanged for those
of the candidate one after the other, and each is credited with the change that it makes. Over all features the
credits add up to the difference of both scores exactly; a fixed set of orders, each with its reverse, makes them
reproducible. Unlike a walk along the paths of trees it asks nothing of the model but its scores.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from retrieval.answering.snapshot import FloatArray, IntArray

ORDERS = 32
SEED = 1


def attribute(
    scorer: Callable[[FloatArray], FloatArray], figures: FloatArray, reference: FloatArray, orders: int = ORDERS
) -> FloatArray:
    """The credit of each feature, shape (d,), from ``figures`` and ``reference`` of shape (d,).

    Features that are equal in both have none, and are not exchanged.
    """
    credits = np.zeros(len(figures))
    differing = np.flatnonzero(figures != reference)
    if not len(differing):
        return credits
    walks = _orders(differing, orders)
    steps = np.repeat(reference[None, None, :], len(walks), axis=0).repeat(len(differing) + 1, axis=1)
    for walk, order in enumerate(walks):
        for step, feature in enumerate(order, start=1):
            steps[walk, step:, feature] = figures[feature]
    scores = scorer(steps.reshape(-1, len(figures))).reshape(len(walks), -1)
    gains = np.diff(scores, axis=1)
    for order, gain in zip(walks, gains, strict=True):
        credits[order] += gain
    return credits / len(walks)


def _orders(features: IntArray, count: int) -> list[IntArray]:
    random = np.random.default_rng(SEED)
    drawn = [random.permutation(features) for _ in range(max(count // 2, 1))]
    return [order for one in drawn for order in (one, one[::-1])]
