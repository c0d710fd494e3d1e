"""Which sentences of an archive answer a question: the annotated ones, and those that say the same elsewhere.

*Strict*: the sentences in which the annotated words stand. Of an answer with a place that is its occurrence nearest to
the place; without one, all its occurrences in the article; one that the sentence split cuts in two counts for both
parts. Of a quoted sentence, every sentence that shares half of the shorter of both with it.

*With copies*: besides, sentences anywhere in the archive that hold the same answer as whole words, and of whose
distinct words (letters and digits, without case) more than ``COPY_SHARE`` are shared with a strict one (Jaccard). Of
quoted sentences, for which no answer is marked, the share is ``QUOTED_COPY_SHARE`` and the numbers must be the same.
Copies are looked for among the ``COPIES_SOUGHT`` sentences nearest to the strict one by BM25, so that which system
found what plays no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.evaluation.corpus import Corpus
from retrieval.evaluation.gold import Expected, GoldQuestion
from retrieval.evaluation.plain import PlainBM25

COPY_SHARE = 0.6
QUOTED_COPY_SHARE = 0.8
COPIES_SOUGHT = 50
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Relevant:
    """Rows that answer; ``copies`` holds the strict ones, too."""

    strict: frozenset[int] = frozenset()
    copies: frozenset[int] = frozenset()


class RelevanceReader:
    """Finds the rows that a question's annotations mean."""

    def __init__(self, corpus: Corpus, plain: PlainBM25) -> None:
        self._corpus = corpus
        self._plain = plain

    def read(self, question: GoldQuestion) -> Relevant:
        strict = {row for one in question.expected for row in self._rows(one)}
        copies = {copy for row in strict for copy in self._copies(row, question.expected)}
        return Relevant(frozenset(strict), frozenset(strict | copies))

    def _rows(self, expected: Expected) -> set[int]:
        article = self._corpus.names.get(expected.article)
        if article is None:
            return set()
        text = self._corpus.articles[article].text
        first = int(self._corpus.snapshot.first_row[article])
        sentences = self._corpus.articles[article].sentences
        chosen = _quoted if expected.whole else _holding
        return {first + place for span in _places(text, expected) for place in chosen(sentences, span)}

    def _copies(self, row: int, expected: Sequence[Expected]) -> Iterator[int]:
        own = self._corpus.text(row)
        answers = [_folded(one.text) for one in expected if not one.whole]
        for hit in self._plain.top(own, COPIES_SOUGHT):
            other = self._corpus.text(hit.document)
            if hit.document != row and _copied(own, other, answers):
                yield hit.document


def _places(text: str, expected: Expected) -> list[Span]:
    """Where the annotated words stand: as given, else nearest to it, else everywhere."""
    if not expected.text.strip():
        return []
    pattern = r"\s+".join(re.escape(word) for word in expected.text.split())
    if expected.start is None:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found = [Span(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE)]
    if expected.start is None:
        return found
    at = expected.start
    return [min(found, key=lambda span: abs(span.start - at))] if found else []


def _holding(sentences: Sequence[Span], span: Span) -> list[int]:
    """The sentences that hold all of the span, else those that hold a part of it."""
    whole = [place for place, one in enumerate(sentences) if one.start <= span.start and span.end <= one.end]
    return whole or [place for place, one in enumerate(sentences) if _shared(one, span) > 0]


def _quoted(sentences: Sequence[Span], span: Span) -> list[int]:
    return [
        place
        for place, one in enumerate(sentences)
        if 2 * _shared(one, span) >= min(one.end - one.start, span.end - span.start)
    ]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _copied(own: str, other: str, answers: Sequence[str]) -> bool:
    one, two = _folded(own), _folded(other)
    if answers:
        return any(f" {answer} " in f" {two} " for answer in answers if answer) and _likeness(one, two) > COPY_SHARE
    return _NUMBER.findall(one) == _NUMBER.findall(two) and _likeness(one, two) > QUOTED_COPY_SHARE


def _likeness(one: str, two: str) -> float:
    left, right = set(one.split()), set(two.split())
    return len(left & right) / len(left | right) if left | right else 0.0


def _folded(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text.casefold())
