"""Measures on lists whose values can be worked out by hand."""

from __future__ import annotations

import builtins
import math
from typing import Any

import pytest

from retrieval.errors import MissingExtra
from retrieval.evaluation.measures import NAMES, ranking_measures, require

DISCOUNT = 1 / math.log2(3)


def measured(ranked: list[int], relevant: set[int]) -> dict[str, float]:
    return dict(zip(NAMES, ranking_measures([ranked], [relevant])[0].tolist(), strict=True))


def test_right_first() -> None:
    assert measured([7, 1, 2], {7}) == dict.fromkeys(NAMES, 1.0)


def test_right_second_of_two_relevant() -> None:
    found = measured([1, 7, 2], {7, 9})
    assert (found["hit@1"], found["hit@3"], found["hit@5"], found["MRR@10"]) == (0, 1, 1, 0.5)
    assert found["nDCG@10"] == pytest.approx(DISCOUNT / (1 + DISCOUNT))


def test_right_fourth_counts_from_five_on() -> None:
    found = measured([1, 2, 3, 7], {7})
    assert (found["hit@1"], found["hit@3"], found["hit@5"], found["MRR@10"]) == (0, 0, 1, 0.25)
    assert found["nDCG@10"] == pytest.approx(1 / math.log2(5))


def test_beyond_ten_is_nothing() -> None:
    assert measured([*range(10), 70], {70}) == dict.fromkeys(NAMES, 0.0)


def test_questions_keep_their_rows_also_where_nothing_was_found_or_is_relevant() -> None:
    table = ranking_measures([[], [1], [5, 4], [3]], [{1}, set(), {4}, {3}])
    assert table[:, NAMES.index("MRR@10")].tolist() == [0, 0, 0.5, 1]
    assert ranking_measures([[]], [set()]).tolist() == [[0.0] * len(NAMES)]


def test_the_extra_is_named_when_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name == "ir_measures":
            raise ImportError("no such module", name=name)
        return real(name, *rest, **options)

    require()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"kutip\[evaluate\]"):
        require()
