"""Copy of one agency counts once."""

from __future__ import annotations

from itertools import permutations

import pytest

from retrieval.answering.origins import origins, shared_agencies
from retrieval.article import UNDATED, ArticleRef


def article(number: int, outlet: str | None, *wires: str) -> ArticleRef:
    return ArticleRef(number, number, None, outlet, None, None, UNDATED, wires=wires)


@pytest.mark.parametrize(
    ("articles", "count"),
    [
        ([], 0),
        ([("Warta", "Antara"), ("Kabar", "ANTARA")], 1),
        ([("Warta", "Antara"), ("Antara",)], 1),
        ([("Warta", "TASS"), ("Kabar", "AFP")], 2),
        ([("Warta",), ("Kabar.com",), ("kabar",)], 2),
        ([("Warta", "TASS"), ("Kabar", "AFP"), ("Harian", "AFP", "TASS")], 1),
        ([(None,), (None,)], 2),
    ],
)
def test_outlets_with_the_copy_of_one_agency_are_one_origin(articles: list[tuple[str | None, ...]], count: int) -> None:
    refs = [article(place, outlet, *filter(None, wires)) for place, (outlet, *wires) in enumerate(articles)]
    for order in permutations(refs):
        groups = origins(order)
        assert len(groups) == count
        assert sorted(one.id for group in groups for one in group) == sorted(one.id for one in refs)


def test_an_agency_that_all_sources_name_is_named_as_it_is_written() -> None:
    assert shared_agencies([article(1, "Warta", "Antara"), article(2, "Kabar", "ANTARA")]) == ("Antara",)
    assert shared_agencies([article(1, "Warta", "Antara"), article(2, "Antara News")]) == ()
    assert shared_agencies([article(1, "Warta", "TASS"), article(2, "Kabar", "AFP")]) == ()
    assert shared_agencies([]) == ()
