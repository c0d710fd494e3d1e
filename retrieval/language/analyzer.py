"""Indonesian words as terms: what inflections of one word share."""

from __future__ import annotations

from collections.abc import Iterator

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from retrieval.language.tokens import canonical_number, fold, tokenize


class Analyzer:
    """Turns words into terms; each distinct word is analysed once."""

    def __init__(self) -> None:
        self._stem = StemmerFactory().create_stemmer(isDev=False).stem
        self._terms: dict[str, str] = {}

    def term(self, word: str) -> str:
        known = self._terms.get(word)
        if known is None:
            known = self._terms[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> str:
        if word[0].isdigit():
            return canonical_number(word) if not any(c.isalpha() for c in word) else fold(word)
        folded = fold(word)
        return str(self._stem(folded)) or folded

    def located(self, text: str) -> Iterator[tuple[str, int, int]]:
        for token in tokenize(text):
            yield self.term(token.text), token.start, token.end

    def terms(self, text: str) -> list[str]:
        return [term for term, _, _ in self.located(text)]

    def is_stop(self, word: str) -> bool:
        return word in STOP
STOP=set(["yang", "di", "ke", "dari", "dan", "atau", "untuk", "pada", "dengan", "dalam", "oleh", "itu", "ini", "adalah", "akan", "telah", "sudah", "juga", "karena", "sebagai", "bahwa", "tidak", "saat", "ada", "para", "serta", "hingga", "agar", "antara", "bagi", "siapa", "apa", "apakah", "siapakah", "kapan", "kapankah", "mana", "dimana", "dimanakah", "manakah", "berapa", "berapakah", "bagaimana", "mengapa", "kenapa", "sejak", "tersebut", "ia", "dia", "mereka", "kami", "kita", "saja", "lalu", "kalau", "jika", "the", "of", "is"])
