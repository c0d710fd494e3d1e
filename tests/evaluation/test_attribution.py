"""Credits of features, against values that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.attribution import attribute
from retrieval.answering.snapshot import FloatArray

figures = st.lists(st.floats(-3, 3), min_size=4, max_size=4).map(np.array)


def test_of_a_sum_each_feature_is_credited_with_its_own_part() -> None:
    weights = np.array([2.0, -1.0, 0.0, 5.0])
    credits = attribute(lambda table: table @ weights, np.array([1.0, 3.0, 9.0, 4.0]), np.array([0.0, 1.0, 2.0, 4.0]))
    assert credits == pytest.approx([2, -2, 0, 0])


def test_what_only_two_features_do_together_is_shared() -> None:
    def both(table: FloatArray) -> FloatArray:
        return np.minimum(table[:, 0], table[:, 1])

    assert attribute(both, np.array([1.0, 1.0, 7.0]), np.zeros(3)) == pytest.approx([0.5, 0.5, 0])


@given(figures, figures)
def test_credits_add_up_to_the_difference_and_equal_features_have_none(own: FloatArray, other: FloatArray) -> None:
    other[0] = own[0]

    def scorer(table: FloatArray) -> FloatArray:
        return np.tanh(table[:, 1] * table[:, 2]) + (table[:, 3] > 0) * table[:, 0]

    credits = attribute(scorer, own, other, orders=6)
    assert credits.sum() == pytest.approx(float((scorer(own[None]) - scorer(other[None]))[0]), abs=1e-9)
    assert credits[0] == 0
    assert np.array_equal(credits, attribute(scorer, own, other, orders=6))


def test_a_candidate_like_the_average_has_no_credits() -> None:
    assert attribute(lambda table: table[:, 0], np.ones(3), np.ones(3)).tolist() == [0, 0, 0]
