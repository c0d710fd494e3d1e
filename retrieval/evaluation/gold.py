"""Questions with what is expected of them, whatever form they were given in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Expected:
    """Words that stand in a right sentence of an article.

    ``article`` is the id of its record, or the file of its page. ``start`` is where the words stand in its text, if
    that is known. ``whole`` says that the words are the sentence itself, not an answer inside it.
    """

    article: str
    text: str
    start: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and the sentences that answer it.

    ``answerable`` is ``None`` for small talk and questions about the archive, which no sentence answers or fails to
    answer. ``group`` is what must not be split between training and measuring: the passage. ``familiar`` tells that it
    comes from a set of which the shipped models were trained with a part, perhaps this one.
    """

    id: str
    text: str
    answerable: bool | None
    expected: tuple[Expected, ...] = ()
    context: tuple[str, ...] = ()
    kind: str | None = None
    group: str = ""
    familiar: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the passages that they bring along, by article id."""

    name: str
    questions: Sequence[GoldQuestion]
    passages: Mapping[str, str] = field(default_factory=dict)
