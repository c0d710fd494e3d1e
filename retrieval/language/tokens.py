"""Words of a text with their exact places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# A chat plural ("negara2"), a number with its points and commas, digits, then letters; letters and digits come apart
# so that "COVID19", "COVID-19" and "Rp150.000" give the parts that other spellings of them give.
_TOKEN = re.compile(
    r"(?<![^\W_])[^\W\d_]{3,}2(?:nya)?(?![^\W_])"
    r"|\d{1,2}(?=\.\d{1,2}\.(?:19|20)\d\d(?!\d))|(?<=\d\.)\d{1,2}(?=\.(?:19|20)\d\d(?!\d))"
    r"|\d+(?:[.,]\d+)+|\d+|[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*|['’ʼ`][^\W\d_]+)*"
)
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_ENGLISH = re.compile(r"(\d{1,3}(?:,\d{3})+)\.(\d+)|(\d{1,3}(?:,\d{3}){2,})")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_APOSTROPHE = re.compile(r"['’ʼ`]")
_CHAT_PLURAL = re.compile(r"2(?=(?:nya)?$)")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
# Letters that Unicode does not take apart into a base and a mark.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or part of a hyphenated word; ``text`` equals the text from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Words and numbers in reading order; the parts of hyphenated words and of numeric dates come one by one."""
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def fold(word: str) -> str:
    """Lower case without accents, apostrophes, English possessive and chat plural ("negara2").

    Unicode: NFKC, then NFD without combining marks.
    """
    if word.isascii():
        plain = word.lower()
    else:
        plain = unicodedata.normalize("NFKC", word).casefold()
        plain = _COMBINING.sub("", unicodedata.normalize("NFD", plain)).translate(_PLAIN)
    return _CHAT_PLURAL.sub("", _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain)))


def canonical_number(word: str) -> str:
    """A number as Indonesian writes it, in one form: 150.000 is 150000, 1,5 is 1.5, 02 is 2, and 16.11 stays.

    Three digits after a single comma are a decimal fraction, as the comma means in Indonesian.
    """
    word = unicodedata.normalize("NFKC", word)
    match = _GROUPED.fullmatch(word) or _ENGLISH.fullmatch(word)
    if match:
        whole, *fraction = (part for part in match.groups() if part)
        word = ".".join((whole.replace(".", "").replace(",", ""), *fraction))
    plain = word.replace(",", ".").lstrip("0")
    return plain if plain[:1].isdigit() else "0" + plain
