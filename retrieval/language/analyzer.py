"""Indonesian words as terms: what inflections of one word share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retrieval.language.stemmer import Stemmer
from retrieval.language.tokens import canonical_number, fold, tokenize
from retrieval.language.word_lists import load_words

STOP_WORDS = Path(__file__).parent / "stop_words.txt"
# Marks what derives from a function word and is none: "mengatasi" (of "atas") is overcome, "menentang" opposed.
DERIVED = "+"
_PARTICLE = re.compile(r"(?:nya|lah|kah|pun|ku|mu)?")


class Analyzer:
    """Turns words into terms; each distinct word is analysed once."""

    def __init__(self) -> None:
        self._stemmer = Stemmer()
        self._terms: dict[str, str] = {}
        self._stop_words = load_words(STOP_WORDS)

    def term(self, word: str) -> str:
        known = self._terms.get(word)
        if known is None:
            known = self._terms[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> str:
        if word[0].isdigit():
            return canonical_number(word)
        folded = fold(word)
        if folded in self._stop_words:
            return folded
        stem = self._stemmer.stem(folded)
        if stem in self._stop_words and not _PARTICLE.fullmatch(folded.removeprefix(stem)):
            return stem + DERIVED
        return stem

    def located(self, text: str) -> Iterator[tuple[str, int, int]]:
        for token in tokenize(text):
            yield self.term(token.text), token.start, token.end

    def terms(self, text: str) -> list[str]:
        return [term for term, _, _ in self.located(text)]

    def is_stop(self, word: str) -> bool:
        """Whether a word (or its term) says nothing of what a question is about."""
        return word in self._stop_words
