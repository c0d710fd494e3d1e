"""How common words are in everyday Indonesian: what tells a typing error from a word the archive simply lacks."""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "background.tsv.gz"
MOST_NATS = 10.0
LEAST_NATS = 0.5
COMMON_SENTENCES = 300


@dataclass(frozen=True, slots=True)
class Background:
    """Figures counted on a large corpus (see ``retrieval.training.background``).

    ``sentences`` is its size; ``document_frequency`` counts the sentences of a term; ``capital_share`` is how often a
    word stands capitalised within a sentence (0..1); only words seen often enough are listed.
    """

    sentences: int
    document_frequency: Mapping[str, int]
    capital_share: Mapping[str, float]
    terms: Mapping[str, str]

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Background:
        """Read the shipped table: a line of totals, then word, term, frequency of the term, share of capitals."""
        frequency: dict[str, int] = {}
        capital: dict[str, float] = {}
        terms: dict[str, str] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            sentences = int(next(lines))
            for line in lines:
                word, term, count, share = line.rstrip("\n").split("\t")
                frequency[term] = max(frequency.get(term, 0), int(count))
                capital[word] = int(share) / 100
                terms[word] = term
        return cls(sentences, frequency, capital, terms)

    def knows(self, word: str) -> bool:
        """Whether the word is an ordinary one."""
        return word in self.capital_share

    def weight(self, term: str) -> float:
        """Information content in nats, bounded; a term never seen weighs most."""
        df = self.document_frequency.get(term, 0)
        return min(MOST_NATS, max(LEAST_NATS, math.log((self.sentences + 1) / (df + 1))))

    def is_common(self, word: str) -> bool:
        """Whether everybody knows the word."""
        return self.document_frequency[self.terms[word]] >= COMMON_SENTENCES and not self.is_name(word)

    def is_name(self, word: str) -> bool:
        """Whether the word is nearly always written with a capital."""
        return self.capital_share.get(word, 0.0) >= 0.8
