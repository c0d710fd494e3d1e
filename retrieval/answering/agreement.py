"""Which candidates say the same thing, so that each thing is quoted once and its other outlets are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.reading.calendar_words import WEEKDAYS

SAME_SHARE = 0.6
CONTAINED_SHARE = 0.85
LEAST_TERMS = 5
ABOUT_THE_SAME = 0.3

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

# Takes two sentences, gives the names that differ in them (``naming.Naming.differing``).
Differing = Callable[[str, str], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence reduced to what it says: its content terms with their weights (``mass`` in all), and its numbers."""

    text: str
    weights: Mapping[str, float]
    terms: frozenset[str]
    numbers: frozenset[str]
    mass: float


def statement(text: str, weights: Mapping[str, float]) -> Statement:
    return Statement(text, weights, frozenset(weights), frozenset(_NUMBER.findall(text)), sum(weights.values()))


def same(one: Statement, other: Statement, differing: Differing) -> bool:
    """Whether two sentences are the same copy: alike, and nobody else is named in the same place."""
    return alike(one, other) and differing(one.text, other.text) is None


def alike(one: Statement, other: Statement) -> bool:
    """Whether two sentences read alike: weighted Jaccard (Broder 1997), or one contained in the other.

    Sentences whose numbers contradict each other are never alike.
    """
    if one.numbers and other.numbers and not (one.numbers <= other.numbers or other.numbers <= one.numbers):
        return False
    if not one.mass or not other.mass:
        return False
    shared = _shared(one, other)
    if shared / (one.mass + other.mass - shared) >= SAME_SHARE:
        return True
    shorter = one if one.mass <= other.mass else other
    return len(shorter.terms) >= LEAST_TERMS and shared / shorter.mass >= CONTAINED_SHARE


def likeness(one: Statement, other: Statement) -> float:
    """Weighted Jaccard of what two sentences say, 0..1."""
    shared = _shared(one, other)
    union = one.mass + other.mass - shared
    return shared / union if union else 0.0


def _shared(one: Statement, other: Statement) -> float:
    # In a fixed order, as sums of the same numbers differ with theirs.
    return sum(map(one.weights.__getitem__, sorted(one.terms & other.terms)))


def figures_of(words: str) -> frozenset[str]:
    """What a date, number or weekday comes down to, so that two of them can be compared."""
    numbers = [number.lstrip("0") for number in _NUMBER.findall(words.replace("/", " "))]
    # Of a date, day and month: a source may leave the year out.
    return frozenset(numbers[:2]) or frozenset(words.casefold().split()) & WEEKDAYS.keys()


def contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of figures, both of numbers or both of weekdays, cannot be the same date or amount."""
    comparable = bool(one and other) and (one <= WEEKDAYS.keys()) == (other <= WEEKDAYS.keys())
    return comparable and not (one <= other or other <= one)


def fold(statements: Sequence[Statement], differing: Differing) -> list[list[int]]:
    """Group the statements, given best first, around the first of each kind; members keep their order."""
    groups: list[list[int]] = []
    for place, each in enumerate(statements):
        home = next((group for group in groups if same(statements[group[0]], each, differing)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return groups
