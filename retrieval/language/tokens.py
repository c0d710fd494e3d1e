"""Words of a text with their exact places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ][^\W\d_]+)*")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMBINING = re.compile(r"[̀-ͯ]")
_APOSTROPHE = re.compile(r"['’ʼ]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or part of a hyphenated word; ``text`` equals the text from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> Iterator[Token]:
    """Words and numbers in reading order; the parts of a hyphenated word come one by one."""
    for match in _TOKEN.finditer(text):
        yield Token(match.group(), match.start(), match.end())


def fold(word: str) -> str:
    """Lower case without accents and apostrophes (NFKC, then NFD without combining marks)."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    if not plain.isascii():
        plain = _COMBINING.sub("", unicodedata.normalize("NFD", plain))
    return _APOSTROPHE.sub("", plain)


def canonical_number(word: str) -> str:
    """A number as Indonesian writes it, in one form: 150.000 is 150000, 1,5 is 1.5, 02 is 2."""
    if _GROUPED.fullmatch(word):
        word = word.replace(".", "")
    return word.replace(",", ".").lstrip("0") or "0"
