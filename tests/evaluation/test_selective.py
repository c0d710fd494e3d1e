"""Abstention figures on confidences whose values can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.selective import area, auc, coverage_at, risks


def test_auc_counts_the_pairs_in_the_right_order_and_ties_half() -> None:
    able = np.array([True, True, False, False])
    assert auc(np.array([0.9, 0.8, 0.2, 0.1]), able) == 1
    assert auc(np.array([0.1, 0.2, 0.8, 0.9]), able) == 0
    assert auc(np.array([0.5, 0.5, 0.5, 0.5]), able) == 0.5
    # Of the four pairs: 0.9 beats both, 0.4 loses to 0.6 and ties with 0.4.
    assert auc(np.array([0.9, 0.4, 0.6, 0.4]), able) == 2.5 / 4


def test_auc_of_one_sort_alone_is_not_a_number() -> None:
    assert math.isnan(auc(np.array([0.3, 0.4]), np.array([True, True])))


def test_risk_coverage_by_hand() -> None:
    confidence, wrong = np.array([0.9, 0.8, 0.7, 0.6]), np.array([0.0, 1.0, 0.0, 0.0])
    curve, reachable = risks(confidence, wrong)
    assert curve.tolist() == [0, 1 / 2, 1 / 3, 1 / 4]
    assert reachable.tolist() == [0.25, 0.5, 0.75, 1]
    assert area(confidence, wrong) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert coverage_at(confidence, wrong, 0.05) == 0.25
    assert coverage_at(confidence, wrong, 0.25) == 1


def test_equal_confidence_is_answered_together() -> None:
    confidence, wrong = np.array([0.5, 0.5, 0.5, 0.1]), np.array([0.0, 0.0, 1.0, 1.0])
    assert coverage_at(confidence, wrong, 0.1) == 0
    assert coverage_at(confidence, wrong, 1 / 3) == 0.75
    assert area(confidence, wrong) == pytest.approx((1 / 3 * 3 + 1 / 2) / 4)


def test_nothing_asked() -> None:
    assert math.isnan(area(np.array([]), np.array([])))
    assert coverage_at(np.array([]), np.array([]), 0.2) == 0


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.4, 0.7]), st.booleans()), min_size=2, max_size=12))
def test_auc_is_the_share_of_pairs(drawn: list[tuple[float, bool]]) -> None:
    confidence = np.array([one for one, _ in drawn])
    able = np.array([one for _, one in drawn])
    pairs = [(a > b) + (a == b) / 2 for a in confidence[able] for b in confidence[~able]]
    found = auc(confidence, able)
    assert math.isnan(found) if not pairs else found == pytest.approx(sum(pairs) / len(pairs))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=12), st.permutations(range(12)))
def test_the_order_of_questions_plays_no_part(drawn: list[tuple[float, bool]], order: list[int]) -> None:
    again = [drawn[place] for place in order if place < len(drawn)]

    def figures(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
        confidence = np.array([one for one, _ in pairs])
        wrong = np.array([float(one) for _, one in pairs])
        return area(confidence, wrong), coverage_at(confidence, wrong, 0.2)

    assert figures(drawn) == pytest.approx(figures(again))
