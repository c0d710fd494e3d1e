"""Words and phrases that stand for the same thing, by their terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.answering.concept import Variant, VariantKind
from retrieval.index.vocabulary import Vocabulary
from retrieval.language.analyzer import Analyzer
from retrieval.language.lexicon import Lexicons

Terms = tuple[str, ...]
METONYM_WEIGHT = 0.6
LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a question that the lexicons know; ``name`` when it is one of an entity's names."""

    terms: Terms
    variants: tuple[Variant, ...]
    name: bool


class Phrasebook:
    """The groups of the lexicons, keyed by analysed terms so that inflected forms meet."""

    def __init__(self, analyzer: Analyzer, lexicons: Lexicons) -> None:
        self._analyzer = analyzer
        self._variants: dict[Terms, dict[Terms, Variant]] = {}
        self._names: set[Terms] = set()
        self._english: dict[tuple[str, ...], tuple[Terms, ...]] = {}
        for aliases in lexicons.aliases:
            names = [self._name(name) for name in aliases.names]
            self._names |= {name for name in names if name}
            self._join(names, 1.0, VariantKind.ALIAS)
            for metonym in aliases.metonyms:
                for name in names:
                    self._link(name, self._terms(metonym), METONYM_WEIGHT, VariantKind.ALIAS)
                    self._link(self._terms(metonym), name, METONYM_WEIGHT, VariantKind.ALIAS)
        for short, full in lexicons.abbreviations.items():
            self._join([self._terms(short), self._terms(full)], 1.0, VariantKind.ALIAS)
        for group in lexicons.synonyms:
            self._join([self._terms(member) for member in group.members], group.weight, VariantKind.SYNONYM)
        for form, english in lexicons.english.items():
            meanings = tuple(self._terms(meaning) for meaning in english.meanings)
            self._english[tuple(form.split())] = tuple(terms for terms in meanings if terms)

    def longest(self, terms: Sequence[str]) -> Phrase | None:
        """The longest known phrase at the start of ``terms``."""
        for size in range(min(LONGEST_PHRASE, len(terms)), 0, -1):
            key = tuple(terms[:size])
            if key in self._variants or key in self._names:
                return Phrase(key, tuple(self._variants.get(key, {}).values()), key in self._names)
        return None

    def translate(self, words: Sequence[str], known: Vocabulary) -> tuple[int, tuple[Terms, ...]] | None:
        """How many English words the longest phrase takes, and its meanings.

        A shorter phrase of whose meanings the archive's terms (``known``) hold one goes before a longer one of whose
        they hold none; a phrase unknown to the archive is left to its words.
        """
        first = None
        for size in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            meanings = self._english.get(tuple(words[:size]))
            if meanings is None:
                continue
            first = first or (size, meanings)
            if any(all(term in known for term in terms) for terms in meanings):
                return size, meanings
        return first if first is not None and first[0] == 1 else None

    def variants(self, terms: Terms) -> tuple[Variant, ...]:
        """What else a phrase may be written as."""
        return tuple(self._variants.get(terms, {}).values())

    def is_name(self, terms: Terms) -> bool:
        """Whether the lexicons list the phrase among an entity's names."""
        return terms in self._names

    def _name(self, text: str) -> Terms:
        """All terms of a name; nothing when each is a stop word and would match anywhere."""
        terms = tuple(self._analyzer.terms(text))
        return () if all(self._analyzer.is_stop(term) for term in terms) else terms

    def _terms(self, text: str) -> Terms:
        terms = tuple(self._analyzer.terms(text))
        content = tuple(term for term in terms if not self._analyzer.is_stop(term))
        return content or terms

    def _join(self, members: Iterable[Terms], weight: float, kind: VariantKind) -> None:
        distinct = [terms for terms in dict.fromkeys(members) if terms]
        for one in distinct:
            for other in distinct:
                if one != other:
                    self._link(one, other, weight, kind)

    def _link(self, one: Terms, other: Terms, weight: float, kind: VariantKind) -> None:
        if not one or not other or one == other:
            return
        known = self._variants.setdefault(one, {})
        if other not in known or known[other].weight < weight:
            known[other] = Variant(other, weight, kind)
