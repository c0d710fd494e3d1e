"""The archive's terms: their ids, and which of them a misspelled word may mean."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
LEAST_SIMILAR = 0.65


class Vocabulary:
    """Terms by id and ids by term, with fuzzy look-up."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms
        self._ids = {term: identity for identity, term in enumerate(terms)}
        self._by_opening: dict[tuple[str, int], list[str]] = {}
        for term in terms:
            if len(term) >= SHORTEST - 1 and term.isalpha():
                self._by_opening.setdefault((term[0], len(term)), []).append(term)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    def id(self, term: str) -> int | None:
        return self._ids.get(term)

    def similar(self, word: str, limit: int) -> list[tuple[str, float]]:
        """Terms with the same first letter and nearly the same spelling, likeness 0..1, best first.

        Likeness is one minus the optimal string alignment distance over the longer length, so that swapped letters
        count as one error. Words under ``SHORTEST`` letters resemble nothing.
        """
        if len(word) < SHORTEST:
            return []
        reach = 1 if len(word) < 6 else 2
        near = [
            term
            for length in range(len(word) - reach, len(word) + reach + 1)
            for term in self._by_opening.get((word[0], length), ())
        ]
        found = process.extract(word, near, scorer=OSA.normalized_similarity, limit=limit, score_cutoff=LEAST_SIMILAR)
        return sorted(((term, float(likeness)) for term, likeness, _ in found), key=lambda one: (-one[1], one[0]))
