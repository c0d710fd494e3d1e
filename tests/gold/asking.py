"""The project's own questions on the five pages, asked and judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.answering.answer import Answer
from retrieval.service import Kutip

QUESTIONS = Path(__file__).with_name("questions.jsonl")


@dataclass(frozen=True)
class Judged:
    """A question and its answer; ``first`` and ``any`` tell whether the first or any quote is right."""

    question: dict[str, Any]
    answer: Answer

    @property
    def answerable(self) -> bool:
        return bool(self.question["right"])

    @property
    def first(self) -> bool:
        return bool(self.answer.quotes) and self._right(self.answer.quotes[0].text)

    @property
    def any(self) -> bool:
        return any(self._right(quote.text) for quote in self.answer.quotes)

    @property
    def well(self) -> bool:
        return self.any if self.answerable else not self.answer.quotes

    def _right(self, text: str) -> bool:
        return any(part in text for part in self.question["right"])

    def __str__(self) -> str:
        given = [quote.text[:60] for quote in self.answer.quotes]
        return f"{self.question['q']} -> {self.answer.confidence:.2f} {given}"


async def ask_all(kutip: Kutip) -> list[Judged]:
    """Every question of the file, one after the other."""
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [Judged(line, await kutip.ask(line["q"], context=line.get("ctx", ()))) for line in lines]


def share(found: Iterable[bool]) -> float:
    values: Sequence[bool] = list(found)
    return sum(values) / len(values)
