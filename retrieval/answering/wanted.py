"""Does a sentence hold an answer of the wanted kind, and how close to what the question names?"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.answering.surface import Surface
from retrieval.article import Span

NEGATIONS = frozenset({"tidak", "bukan", "belum", "tanpa", "jangan", "tak", "bukanlah", "tidaklah"})
_DECAY = 5.0
_FIRM = re.compile(r"\d|\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What sort of answer a question calls for.

    ``kind`` is one of ``features.KINDS``; ``units`` the folded words that may follow the number asked for; ``members``
    folded names of the class asked for ("negara mana"); ``head`` the folded noun asked about ("kota apa" -> kota);
    ``focus`` the text of the concept that stands nearest to the question word ("dipimpin siapa" -> dipimpin).
    """

    kind: str
    units: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    head: str = ""
    focus: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """A term of a sentence and where it is written."""

    term: str
    start: int
    end: int


@dataclass(slots=True)
class Evidence:
    """Per-candidate figures (see ``features.NAMES``) and the spans that answer, best first."""

    pairs: float = 0.0
    compactness: float = 0.0
    exact_words: float = 0.0
    precision: float = 0.0
    leans: float = 0.0
    is_question: float = 0.0
    speech: float = 0.0
    said: float = 0.0
    answers: float = 0.0
    answer_count: float = 0.0
    answer_nearness: float = 0.0
    answer_unit: float = 0.0
    answer_head: float = 0.0
    negation: float = 0.0
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sought:
    """The question's concepts by term: ``concept_of`` maps a term to the place of its concept."""

    concept_of: Mapping[str, int]
    weights: Sequence[float]
    words: frozenset[str]
    chains: Sequence[tuple[int, int]]
    total: float


def weigh(text: str, located: Sequence[Located], surface: Surface, sought: Sought, wanted: Wanted) -> Evidence:
    """The evidence of one sentence."""
    places = [
        (index, sought.concept_of[one.term]) for index, one in enumerate(located) if one.term in sought.concept_of
    ]
    evidence = Evidence(
        leans=surface.leans,
        is_question=float(text.rstrip("\"”' ").endswith("?")),
        speech=float(surface.speech),
        said=float(surface.said),
        pairs=_pairs(places, sought),
        compactness=_compactness(places),
        precision=len(places) / len(located) if located else 0.0,
        exact_words=_exact(surface, sought.words),
        negation=float(wanted.negated != _negated(located)),
    )
    _answers(evidence, text, located, surface, sought, wanted, places)
    return evidence


def _pairs(places: Sequence[tuple[int, int]], sought: Sought) -> float:
    """Weighted share of the question's neighbouring concepts that are neighbours here too."""
    total = score = 0.0
    by_concept: dict[int, list[int]] = {}
    for index, concept in places:
        by_concept.setdefault(concept, []).append(index)
    for left, right in sought.chains:
        weight = sought.weights[left] + sought.weights[right]
        total += weight
        gaps = [b - a for a in by_concept.get(left, ()) for b in by_concept.get(right, ())]
        if any(0 < gap <= 2 for gap in gaps):
            score += weight
        elif any(abs(gap) <= 4 for gap in gaps):
            score += weight / 2
    return score / total if total else 0.0


def _compactness(places: Sequence[tuple[int, int]]) -> float:
    if not places:
        return 0.0
    distinct = len({concept for _, concept in places})
    return distinct / (places[-1][0] - places[0][0] + 1) if distinct > 1 else 0.0


def _exact(surface: Surface, words: frozenset[str]) -> float:
    return len(words & surface.words) / len(words) if words else 0.0


def _negated(located: Sequence[Located]) -> bool:
    return any(one.term in NEGATIONS for one in located)


def _answers(
    evidence: Evidence,
    text: str,
    located: Sequence[Located],
    surface: Surface,
    sought: Sought,
    wanted: Wanted,
    places: Sequence[tuple[int, int]],
) -> None:
    starts = [one.start for one in located]
    scored = []
    for span in _spans(text, surface, wanted):
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        inside = {located[index].term for index in range(max(first, 0), last + 1)}
        if inside and all(term in sought.concept_of for term in inside):
            continue
        scored.append((_nearness(places, first, last, sought), span))
    scored.sort(key=lambda one: (-one[0], one[1]))
    evidence.spans = [span for _, span in scored]
    evidence.answers = float(bool(scored))
    evidence.answer_count = min(len(scored), 4) / 4
    evidence.answer_nearness = scored[0][0] if scored else 0.0
    evidence.answer_unit = float(_fits_exactly(text, surface, wanted))
    evidence.answer_head = _head(text, surface, wanted)


def _nearness(places: Sequence[tuple[int, int]], first: int, last: int, sought: Sought) -> float:
    """Weight of the concepts around a span, decaying with the distance in words."""
    best: dict[int, float] = {}
    for index, concept in places:
        distance = first - index if index < first else max(index - last, 0)
        best[concept] = max(best.get(concept, 0.0), math.exp(-distance / _DECAY))
    found = sum([sought.weights[concept] * near for concept, near in best.items()])
    return found / sought.total if sought.total else 0.0


def _spans(text: str, surface: Surface, wanted: Wanted) -> list[Span]:
    match wanted.kind:
        case "who":
            return [*surface.names]
        case "when":
            return [*surface.dates]
        case "where":
            return [*surface.places] or [*surface.names]
        case "how_many" | "how_long" | "how_much":
            if wanted.units:
                fitting = [number.span for number in surface.numbers if number.unit in wanted.units]
                if fitting:
                    return fitting
            return [number.span for number in surface.counts]
        case "why":
            return [*surface.causes]
        case _:
            if wanted.members:
                return [span for span in surface.names if span.of(text).casefold() in wanted.members]
            return [*surface.names]


def _fits_exactly(text: str, surface: Surface, wanted: Wanted) -> bool:
    """Whether there is a number of the unit asked for, or of a time more than "setelah itu": a day, a year, an hour."""
    if wanted.kind == "when":
        return any(_FIRM.search(span.of(text)) for span in surface.dates)
    return bool(wanted.units) and any(number.unit in wanted.units for number in surface.numbers)


def _head(text: str, surface: Surface, wanted: Wanted) -> float:
    """1 when the noun asked about stands right beside a name or number, 0.5 when it stands elsewhere."""
    if not wanted.head:
        return 0.0
    folded = text.casefold()
    place = folded.find(wanted.head)
    if place < 0:
        return 0.0
    edges = [edge for span in surface.names for edge in (span.start, span.end)]
    return 1.0 if any(abs(edge - place - len(wanted.head)) <= 3 or abs(edge - place) <= 3 for edge in edges) else 0.5
