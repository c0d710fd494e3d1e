"""From a folded word to the term that its inflections share.

The reviewed lists beside this module come first, then simplemma's lemmas, then PySastrawi's confix stripping (Nazief
and Adriani's algorithm as in Asian 2007), which reaches the root of regular words that no list holds.
"""

from __future__ import annotations

import re
from pathlib import Path

import simplemma
from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer as ConfixStemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from retrieval.language.word_lists import load_pairs, load_words

OVERRIDES = Path(__file__).parent / "overrides.tsv"
NAMES = Path(__file__).parent / "names.txt"
# Shorter words hold no affix, and where a suffix alone leaves less, the word mostly was a name ("Hadi", "had").
SHORTEST = 4
_CLITIC = re.compile(r"(.{2,}?)(?:nya|lah|kah|pun|ku|mu)")
# "Ketidakpastian" is not what "kepastian" is.
_NEGATED = re.compile(r"(ketidak.+an)(?:nya)?")


class Stemmer:
    """Takes folded words apart."""

    def __init__(self) -> None:
        overrides = load_pairs(OVERRIDES)
        self._overrides = {term: term for term in overrides.values()} | overrides
        self._names = load_words(NAMES)
        self._roots = frozenset(StemmerFactory().get_words())
        self._confix = ConfixStemmer(ArrayDictionary(self._roots))

    def stem(self, word: str) -> str:
        """The term of a folded word; the word itself where nothing is known of it."""
        known = self._overrides.get(word)
        if known is not None:
            return known
        if len(word) < SHORTEST or word in self._names or word in self._roots or not word.isalpha():
            return word
        match = _CLITIC.fullmatch(word)
        if match and (self._is_known(match[1]) or (word.endswith("nya") and len(match[1]) >= SHORTEST)):
            return self.stem(match[1])
        if negated := _NEGATED.fullmatch(word):
            return negated[1]
        lemma = simplemma.lemmatize(word, "id").lower()
        if lemma != word and lemma in self._roots:
            return self._overrides.get(lemma, lemma)
        stem = str(self._confix.stem_singular_word(word))
        if len(stem) < SHORTEST and word.startswith(stem):
            return word
        return self._overrides.get(stem, stem)

    def _is_known(self, word: str) -> bool:
        return word in self._names or word in self._roots or word in self._overrides
