"""Why an answer is what it is: what was understood, what matched, why this order, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.answering.answer import Answer
from retrieval.answering.concept import ConceptKind, VariantKind
from retrieval.answering.confidence import Part
from retrieval.article import ArticleRef, Span


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question as it is looked up; a stop word is not."""

    word: str
    term: str
    stop: bool


@dataclass(frozen=True, slots=True)
class VariantFound:
    """A wording of a concept, and in how many sentences of the archive it stands."""

    terms: tuple[str, ...]
    kind: VariantKind
    weight: float
    sentences: int


@dataclass(frozen=True, slots=True)
class ConceptFound:
    """A thing that the question names; ``sentences`` counts where its most frequent wording stands.

    ``weight`` (nats) is what it counts here, ``everyday`` what it would against everyday Indonesian alone.
    """

    text: str
    kind: ConceptKind
    weight: float
    everyday: float
    inherited: bool
    sentences: int
    variants: tuple[VariantFound, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """The question after reading: its words, what kind of answer it wants, and which articles may answer."""

    text: str
    normal: str
    language: str
    kind: str
    focus: str
    head: str
    units: tuple[str, ...]
    negated: bool
    recognised: str | None
    terms: tuple[Term, ...]
    outlets: tuple[str, ...]
    unknown_outlets: tuple[str, ...]
    since: date | None
    until: date | None
    newest: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a sentence that stands for a concept; ``span`` is relative to the sentence."""

    concept: str
    word: str
    term: str
    wording: VariantKind
    span: Span


@dataclass(frozen=True, slots=True)
class Contribution:
    """A feature, its value, the value of the average candidate, and what the difference adds to the score."""

    name: str
    value: float
    average: float
    points: float


@dataclass(frozen=True, slots=True)
class CandidateExplained:
    """A candidate in its place.

    ``score`` is ``average`` (of the average candidate), all contributions and ``adjustment``, the correction that the
    model did not learn. ``missing`` are the concepts that the sentence lacks; ``gap`` what it is behind the first.
    """

    rank: int
    text: str
    article: ArticleRef
    span: Span
    score: float
    gap: float
    average: float
    adjustment: float
    contributions: tuple[Contribution, ...]
    matches: tuple[Match, ...]
    missing: tuple[str, ...]


class ReasonKind(StrEnum):
    """Why there is no answer, in the order in which it is decided."""

    UNKNOWN_OUTLET = "unknown_outlet"
    NOTHING_FOUND = "nothing_found"
    UNSURE = "unsure"
    MISSING_NAME = "missing_name"
    MISSING_WORD = "missing_word"


@dataclass(frozen=True, slots=True)
class Reason:
    """``values`` are the outlets, names or words that the archive lacks."""

    kind: ReasonKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """How sure the answer is: ``logit`` is ``bias`` and all ``parts``, the weightiest first."""

    confidence: float
    threshold: float
    logit: float
    bias: float
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one answer; without candidates and decision where no sentence was weighed.

    ``question`` is ``None`` of an empty archive, without whose words nothing is understood. ``weighed`` is how many
    candidates there were.
    """

    answer: Answer
    question: Understood | None = None
    concepts: tuple[ConceptFound, ...] = ()
    weighed: int = 0
    candidates: tuple[CandidateExplained, ...] = ()
    decision: Decision | None = None
