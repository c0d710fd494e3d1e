"""Whether two sentences that otherwise read alike name different people, places or bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.distance import OSA

from retrieval.article import Span
from retrieval.language.background import Background

REMEMBERED = 20_000
LONGEST_NAME = 4
# Two spellings of one name ("Belarus", "Belarusia") are at least this alike.
SPELLED_ALIKE = 0.7

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    folded: str
    capital: bool
    named: bool


class Naming:
    """Knows which words are names, and which names mean the same."""

    def __init__(self, background: Background, aliases: Iterable[Sequence[str]]) -> None:
        self._background = background
        self._group_of = {name.casefold(): place for place, names in enumerate(aliases) for name in names}
        self.differing = lru_cache(maxsize=REMEMBERED)(self._differing)
        """The first two names, as written, that stand in the same place of both sentences; None where none differ."""

    def _differing(self, one: str, other: str) -> tuple[str, str] | None:
        left, right = self._words(one), self._words(other)
        matcher = SequenceMatcher(None, [word.folded for word in left], [word.folded for word in right], autojunk=False)
        for kind, start, end, begin, stop in matcher.get_opcodes():
            first, second = left[start:end], right[begin:stop]
            if kind == "replace" and self._are_other_names(first, second):
                return _written(one, first), _written(other, second)
        return None

    def _are_other_names(self, first: Sequence[_Word], second: Sequence[_Word]) -> bool:
        if not (_may_name(first) and _may_name(second)):
            return False
        name, other = (" ".join(word.folded for word in words) for words in (first, second))
        group = self._group_of.get(name)
        alias = group is not None and group == self._group_of.get(other)
        return not alias and OSA.normalized_similarity(name, other) < SPELLED_ALIKE

    def _words(self, text: str) -> list[_Word]:
        return [self._word(match, first=place == 0) for place, match in enumerate(_WORD.finditer(text))]

    def _word(self, match: re.Match[str], *, first: bool) -> _Word:
        """An ordinary word ("Presiden") is part of a name at most, and what opens a sentence not even that."""
        folded = match.group().casefold()
        known = self._background.is_name(folded)
        capital = match.group()[0].isupper() and (known or not first)
        return _Word(Span(*match.span()), folded, capital, capital and (known or not self._background.knows(folded)))


def _may_name(words: Sequence[_Word]) -> bool:
    return len(words) <= LONGEST_NAME and all(word.capital for word in words) and any(word.named for word in words)


def _written(text: str, words: Sequence[_Word]) -> str:
    return text[words[0].span.start : words[-1].span.end]
