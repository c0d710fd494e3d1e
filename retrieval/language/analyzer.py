"""Indonesian words as terms: what inflections of one word share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from retrieval.language.tokens import canonical_number, fold, tokenize

STOP_WORDS = Path(__file__).parent / "stop_words.txt"
OVERRIDES = Path(__file__).parent / "overrides.tsv"


class Analyzer:
    """Turns words into terms; each distinct word is analysed once."""

    def __init__(self) -> None:
        self._stem = StemmerFactory().create_stemmer(isDev=False).stem
        self._terms: dict[str, str] = {}
        self._stop_words = load_stop_words()
        self._overrides = load_overrides()

    def term(self, word: str) -> str:
        known = self._terms.get(word)
        if known is None:
            known = self._terms[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> str:
        if word[0].isdigit():
            return canonical_number(word) if not any(c.isalpha() for c in word) else fold(word)
        folded = fold(word)
        known = self._overrides.get(folded)
        return known if known is not None else str(self._stem(folded)) or folded

    def located(self, text: str) -> Iterator[tuple[str, int, int]]:
        for token in tokenize(text):
            yield self.term(token.text), token.start, token.end

    def terms(self, text: str) -> list[str]:
        return [term for term, _, _ in self.located(text)]

    def is_stop(self, word: str) -> bool:
        """Whether a word (or its term) says nothing of what a question is about."""
        return word in self._stop_words


def load_stop_words(path: Path = STOP_WORDS) -> frozenset[str]:
    """The words of the file, and nothing behind a ``#``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.split("#", 1)[0].split())


def load_overrides(path: Path = OVERRIDES) -> dict[str, str]:
    """Words and the terms that they belong to, whatever the stemmer makes of them."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    pairs = (line.partition("\t") for line in lines)
    return {word: term for word, _, term in pairs}
