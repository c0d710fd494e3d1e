"""Plain lists of words in files: blanks between words, ``#`` comments."""

from __future__ import annotations

from pathlib import Path


def load_words(path: Path) -> frozenset[str]:
    """The words of the file, and nothing behind a ``#``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.split("#", 1)[0].split())


def load_pairs(path: Path) -> dict[str, str]:
    """What each word of a two-column file (tab between) stands for."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    pairs = (line.partition("\t") for line in lines)
    return {word: term for word, _, term in pairs}
