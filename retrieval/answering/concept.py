"""What a question asks about, as things to be looked for: a concept and the ways in which it may be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConceptKind(StrEnum):
    """What a concept is, because missing a name or a number weighs more than missing a word."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"


class VariantKind(StrEnum):
    """How a variant came to stand for the concept."""

    EXACT = "exact"
    ALIAS = "alias"
    SYNONYM = "synonym"
    SPELLING = "spelling"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of writing a concept: the terms that must all stand in the sentence, and how sure we are (0..1)."""

    terms: tuple[str, ...]
    weight: float
    kind: VariantKind


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the question names.

    ``weight`` is its information content (idf against everyday Indonesian, in nats); ``position`` its place among the
    concepts of the question; ``inherited`` is true when it comes from an earlier turn.
    """

    text: str
    kind: ConceptKind
    weight: float
    position: int
    variants: tuple[Variant, ...]
    inherited: bool = False
