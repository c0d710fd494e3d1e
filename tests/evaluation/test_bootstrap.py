from __future__ import annotations

import math

import numpy as np
import pytest

from retrieval.evaluation.bootstrap import Bootstrap


def test_the_interval_of_a_share_is_about_that_of_its_normal_approximation() -> None:
    values = np.array([1.0] * 80 + [0.0] * 20)
    figure = Bootstrap(100).mean(values)
    spread = 1.96 * math.sqrt(0.8 * 0.2 / 100)
    assert figure.value == pytest.approx(0.8)
    assert figure.low == pytest.approx(0.8 - spread, abs=0.02)
    assert figure.high == pytest.approx(0.8 + spread, abs=0.02)


def test_the_same_questions_give_the_same_interval() -> None:
    values = np.arange(30.0)
    assert Bootstrap(30).mean(values) == Bootstrap(30).mean(values)


def test_two_figures_meet_the_same_resamples() -> None:
    values = np.arange(20.0)
    one, other = Bootstrap(20).mean(values), Bootstrap(20).mean(values + 5)
    assert (other.low, other.high) == pytest.approx((one.low + 5, one.high + 5))


def test_resamples_without_a_value_are_left_out() -> None:
    figure = Bootstrap(10).figure(lambda rows: 3.0 if 0 in rows else float("nan"))
    assert (figure.value, figure.low, figure.high) == (3, 3, 3)


def test_no_question_gives_no_number() -> None:
    figure = Bootstrap(0).mean(np.array([]))
    assert math.isnan(figure.value)
    assert math.isnan(figure.low)
