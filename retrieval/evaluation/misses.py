"""The questions that went wrong, with what was expected and what was given, for people to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from retrieval.evaluation.asking import Asked
from retrieval.evaluation.corpus import Corpus

GIVEN = 3

Miss = dict[str, Any]


def misses(asked: Sequence[Asked], corpus: Corpus) -> Iterator[Miss]:
    """One record for each question whose first sentence is wrong, or that was wrongly answered or refused.

    ``ranks`` are the places (from 1) of the first right sentence for both systems, ``None`` when it is not among what
    was weighed; ``miss`` names what went wrong.
    """
    for one in asked:
        wrong = faults(one)
        if wrong:
            yield {
                "id": one.gold.id,
                "question": one.gold.text,
                "context": list(one.gold.context),
                "kind": one.kind,
                "miss": wrong,
                "answerable": one.gold.answerable,
                "answered": one.kutip.answered,
                "confidence": round(one.kutip.confidence, 6),
                "ranks": {
                    "kutip": rank(one.kutip.rows, one.relevant.copies),
                    "bm25": rank(one.plain.rows, one.relevant.copies),
                },
                "expected": [{"article": expected.article, "text": expected.text} for expected in one.gold.expected],
                "right": [_sentence(row, corpus) for row in sorted(one.relevant.strict)],
                "given": [_sentence(row, corpus) for row in one.kutip.rows[:GIVEN]],
            }


def faults(one: Asked) -> list[str]:
    """What went wrong with a question, if anything."""
    if not one.measured:
        return []
    if not one.gold.answerable:
        return ["answered"] if one.kutip.answered else []
    found = []
    if not one.relevant.strict:
        found.append("unmarked")
    if rank(one.kutip.rows[:1], one.relevant.copies) is None:
        found.append("first")
    if not one.kutip.answered:
        found.append("silent")
    return found


def rank(rows: Sequence[int], relevant: Collection[int]) -> int | None:
    """The place, from 1, of the first relevant row."""
    return next((place for place, row in enumerate(rows, start=1) if row in relevant), None)


def _sentence(row: int, corpus: Corpus) -> Miss:
    return {"article": corpus.name(row), "text": corpus.text(row)}
