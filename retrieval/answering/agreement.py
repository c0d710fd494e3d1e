"""Which candidates say the same thing, so that each thing is quoted once and its other outlets are named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SAME_SHARE = 0.6
CONTAINED_SHARE = 0.85
LEAST_TERMS = 5
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence reduced to what it says: its content terms with their weights, and its numbers."""

    terms: Mapping[str, float]
    numbers: frozenset[str]

    @property
    def mass(self) -> float:
        return sum(self.terms.values())


def statement(text: str, terms: Mapping[str, float]) -> Statement:
    return Statement(terms, frozenset(_NUMBER.findall(text)))


def same(one: Statement, other: Statement) -> bool:
    """Whether two sentences are the same copy: weighted Jaccard (Broder 1997), or one contained in the other.

    Sentences whose numbers contradict each other are never the same.
    """
    if one.numbers and other.numbers and not (one.numbers <= other.numbers or other.numbers <= one.numbers):
        return False
    shared = sum(weight for term, weight in one.terms.items() if term in other.terms)
    union = one.mass + other.mass - shared
    if not union:
        return False
    if shared / union >= SAME_SHARE:
        return True
    shorter = min((one, other), key=lambda each: each.mass)
    return len(shorter.terms) >= LEAST_TERMS and shared / shorter.mass >= CONTAINED_SHARE


def fold(statements: Sequence[Statement]) -> list[list[int]]:
    """Group the statements, given best first, around the first of each kind; members keep their order."""
    groups: list[list[int]] = []
    for place, each in enumerate(statements):
        home = next((group for group in groups if same(statements[group[0]], each)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return groups
