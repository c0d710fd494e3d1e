"""Training examples: questions asked of small archives that hold their answer, lost it, or never had it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.answering.concept import ConceptKind
from retrieval.answering.snapshot import FloatArray
from retrieval.training.bench import Bench, Considered, Tools
from retrieval.training.questions import Asked, QuestionSet, without_places

SIMILAR_DOCUMENTS = 14
SAME_SHARE = 0.6
_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ]\w{3,}(?: [A-ZÀ-Þ]\w+)*")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates and what they are worth.

    ``gains`` (n,): 2 for a sentence that answers or its copy, 1 for one that holds the answer's words, else 0.
    ``answerable``: whether anything in the archive answers.
    """

    asked: Asked
    considered: Considered
    gains: FloatArray
    answerable: bool
    source: str


def whole(tools: Tools, source: str, questions: QuestionSet) -> Iterator[Example]:
    """Every question asked of all documents at once."""
    bench = Bench(tools, questions.documents)
    for asked in questions.questions:
        yield example(bench, asked, source)


def given(tools: Tools, source: str, questions: QuestionSet) -> Iterator[Example]:
    """Every question asked of the archive that it names."""
    benches: dict[tuple[str, ...], Bench] = {}
    for asked in questions.questions:
        if asked.archive not in benches:
            benches[asked.archive] = Bench(tools, {key: questions.documents[key] for key in asked.archive})
        yield example(benches[asked.archive], asked, source)


def small(
    tools: Tools, source: str, questions: QuestionSet, *, documents: int = SIMILAR_DOCUMENTS, swap: bool = True
) -> Iterator[Example]:
    """Every question asked of its document among similar ones.

    Of every second one also without its document, and of every other one (with ``swap``) with a name exchanged for
    another of the archive: near misses, as a newsroom's archive is full of them.
    """
    bench = Bench(tools, questions.documents)
    rng = random.Random(3)
    for number, asked in enumerate(questions.questions):
        similar = [key for key in bench.nearest(asked, documents + 1) if key != asked.group][:documents]
        kept = _bench(tools, questions, [*similar, asked.group])
        yield example(kept, asked, source)
        if not asked.places:
            continue
        if number % 2 == 0:
            yield example(_bench(tools, questions, similar), without_places(asked), f"{source}-lost")
        elif swap and (swapped := _swapped(rng, kept, asked)) is not None:
            yield example(kept, swapped, f"{source}-swapped")


def example(bench: Bench, asked: Asked, source: str) -> Example:
    considered = bench.consider(asked)
    relevant = bench.relevant(asked)
    gains = np.array([2.0 if int(row) in relevant else 0.0 for row in considered.rows])
    if relevant and asked.answers:
        _add_copies(bench, asked, considered, relevant, gains)
    return Example(asked, considered, gains, bool(relevant), source)


def _add_copies(bench: Bench, asked: Asked, considered: Considered, relevant: set[int], gains: FloatArray) -> None:
    answers = [_words(answer) for answer in asked.answers]
    annotated = [set(_words(bench.text(row))) for row in relevant]
    for place, row in enumerate(considered.rows):
        words = _words(bench.text(int(row)))
        if gains[place] or not any(_holds(words, answer) for answer in answers):
            continue
        likeness = max(_jaccard(set(words), other) for other in annotated)
        gains[place] = 2.0 if likeness > SAME_SHARE else 1.0


def _bench(tools: Tools, questions: QuestionSet, keys: Sequence[str]) -> Bench:
    return Bench(tools, {key: questions.documents[key] for key in sorted(keys)})


def _swapped(rng: random.Random, bench: Bench, asked: Asked) -> Asked | None:
    """The question with one of its names exchanged, or None where that cannot be done."""
    names = [one.text for one in bench.read(asked).concepts if one.kind is ConceptKind.NAME]
    relevant = bench.relevant(asked)
    if not names or not relevant:
        return None
    around = " ".join(
        bench.text(row + step) for row in relevant for step in (-1, 0, 1) if 0 <= row + step < len(bench.spans)
    )
    found = re.search(re.escape(rng.choice(names)), asked.words, re.IGNORECASE)
    others = [
        name
        for text in bench.documents.values()
        for name in _NAME.findall(text)
        if name.lower() not in asked.words.lower() and not any(word in around for word in name.split())
    ]
    if found is None or not others:
        return None
    words = f"{asked.words[: found.start()]}{rng.choice(others)}{asked.words[found.end() :]}"
    return without_places(replace(asked, words=words))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.lower())


def _holds(words: Sequence[str], answer: Sequence[str]) -> bool:
    return bool(answer) and f" {' '.join(answer)} " in f" {' '.join(words)} "


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
