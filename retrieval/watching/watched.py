"""What a watch looks for, and whether a sentence has it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from retrieval.language.analyzer import Analyzer
from retrieval.language.tokens import Token, fold, tokenize

_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True, slots=True)
class Keyword:
    """``word`` as it was written; ``name`` is its folded form where it was written like a name."""

    word: str
    term: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """Every keyword must stand in the sentence, in any form of the word; a phrase as it was written.

    ``keywords`` have distinct terms and are never empty; the words of a phrase are among them.
    """

    keywords: tuple[Keyword, ...]
    phrases: tuple[tuple[str, ...], ...]
    analyzer: Analyzer = field(repr=False, compare=False)

    @classmethod
    def read(cls, text: str, analyzer: Analyzer) -> Watched | None:
        """What ``text`` asks to look for; words within quotation marks are a phrase. None without a content word."""
        keywords: dict[str, Keyword] = {}
        for token in tokenize(text):
            term = analyzer.term(token.text)
            if not analyzer.is_stop(fold(token.text)) and not analyzer.is_stop(term):
                keywords.setdefault(term, Keyword(token.text, term, _name(token)))
        phrases = [tuple(fold(token.text) for token in tokenize(part)) for part in _PHRASE.findall(text)]
        wanted = tuple(phrase for phrase in phrases if len(phrase) > 1)
        return cls(tuple(keywords.values()), wanted, analyzer) if keywords else None

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(keyword.term for keyword in self.keywords)

    def matches(self, sentence: str) -> bool:
        tokens = tokenize(sentence)
        return all(self._stands(keyword, tokens) for keyword in self.keywords) and self._phrased(tokens)

    def _stands(self, keyword: Keyword, tokens: list[Token]) -> bool:
        return any(
            self.analyzer.term(token.text) == keyword.term and _same(keyword, token, first=place == 0)
            for place, token in enumerate(tokens)
        )

    def _phrased(self, tokens: list[Token]) -> bool:
        words = [fold(token.text) for token in tokens] if self.phrases else []
        return all(_within(phrase, words) for phrase in self.phrases)


def _name(token: Token) -> str | None:
    return fold(token.text) if token.text[0].isupper() else None


def _same(keyword: Keyword, token: Token, *, first: bool) -> bool:
    """Two names are the same only in the same form; the first word of a sentence is capital whatever it is."""
    if keyword.name is None or first or not token.text[0].isupper():
        return True
    return fold(token.text) == keyword.name


def _within(phrase: tuple[str, ...], words: list[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))
