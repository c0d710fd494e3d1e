"""Questions that ask for the same, put together by the words that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

# Shared terms over all terms of two questions (Jaccard); half of them leaves room for another way of asking.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused, without who asked it."""

    question: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Like questions: how often they were asked, when last, and in which words, the latest first."""

    asked: int
    last: datetime
    questions: tuple[str, ...]


def grouped(unanswered: Iterable[Unanswered], terms: Callable[[str], Sequence[str]]) -> list[Gap]:
    """The gaps, most asked first, then latest first; ``terms`` gives the content terms of a question."""
    groups: list[tuple[frozenset[str], list[Unanswered]]] = []
    for one in sorted(unanswered, key=lambda each: each.asked_at, reverse=True):
        words = frozenset(terms(one.question)) or frozenset({one.question.casefold()})
        home = next((group for group in groups if _alike(group[0], words)), None)
        if home is None:
            groups.append((words, [one]))
        else:
            home[1].append(one)
    gaps = [_gap(members) for _, members in groups]
    return sorted(gaps, key=lambda gap: (-gap.asked, -gap.last.timestamp()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def _gap(members: Sequence[Unanswered]) -> Gap:
    wordings = dict.fromkeys(" ".join(one.question.split()) for one in members)
    return Gap(len(members), members[0].asked_at, tuple(wordings))
