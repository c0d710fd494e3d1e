"""What stands on the surface of a sentence: names, numbers, dates, places, causes, direct speech."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.language.lexicon import Lexicons

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_NAME_WORD = rf"(?:{_CAPITAL}[\w’'.\-/]*\w|{_CAPITAL}\b\.?)"
_NAME = re.compile(
    rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|(?:bin|binti|van|von|de|der|al|el|da|le|of|the)\b(?=\s+{_CAPITAL})))*"
)
_NUMBER_WORD = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|sejuta|semiliar|setriliun"
    r"|(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan) (?:belas|puluh|ratus|ribu|juta|miliar|triliun)"
    r"|belasan|puluhan|ratusan|ribuan|jutaan|miliaran|beberapa|sejumlah|separuh|setengah|sepertiga"
    r"|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh|pertama|ke-\d+)"
)
_NUMBER = re.compile(
    rf"(?:\b(?:Rp|US\$|USD|€|£|\$)\s*\.?\s*)?\b\d+(?:[.,:]\s?\d+)*\b\s*%?|\b{_NUMBER_WORD}\b", re.IGNORECASE
)
_MONTH = (
    r"(?:Januari|Februari|Pebruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Nopember|Desember"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Agu|Ags|Sept?|Okt|Nov|Des)"
)
_WEEKDAY = r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)"
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY}\b,?\s*)?\(?\b\d{{1,2}}\s?/\s?\d{{1,2}}(?:\s?/\s?\d{{2,4}})?\)?"
    rf"|\b(?:{_WEEKDAY}\b,?\s*)?\(?\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s+{_MONTH}\b(?:\s+\d{{4}})?\)?"
    rf"|\b{_MONTH}\s+\d{{4}}\b"
    rf"|\b{_WEEKDAY}\b(?:\s+(?:pagi|siang|sore|malam|dini hari))?"
    r"|\b(?:tahun|abad|dekade|era|sejak|pada|hingga|akhir|awal|pertengahan|antara|per)\s+(?:ke-)?(?:1[0-9]|20)\d{2}(?:-?an)?\b"
    r"|\(?\b(?:1[5-9]|20)\d{2}\b\)?"
    r"|\b(?:pukul|jam)\s+\d{1,2}(?:[.:]\d{2})?"
    r"|\b(?:hari|pekan|minggu|bulan|tahun|abad|malam|pagi)\s+(?:ini|lalu|kemarin|depan|mendatang|berikutnya|sebelumnya|itu|silam)\b"
    r"|\b(?:kemarin|besok|lusa|tadi pagi|tadi malam|semalam|hari ini|saat ini|belakangan ini|baru-baru ini)\b"
    r"|\bdalam (?:waktu dekat|beberapa \w+(?: (?:ke depan|mendatang|terakhir))?)"
    r"|\b(?:segera )?(?:setelah|sesudah|sebelum|ketika|sewaktu|saat|seusai|usai|menjelang|sejak|semenjak)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\"“”«]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, with the unit or counted word that follows it (folded, or empty)."""

    span: Span
    unit: str


@dataclass(frozen=True, slots=True)
class Surface:
    """Spans are relative to the sentence."""

    names: tuple[Span, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Span, ...]
    places: tuple[Span, ...]
    causes: tuple[Span, ...]
    speech: bool
    said: bool
    leans: float


class SurfaceReader:
    """Reads surfaces with the patterns of the lexicons, compiled once."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._causes = _any_of(lexicons.cause_markers)
        self._said = _any_of(lexicons.speech_verbs)
        places = "|".join(re.escape(marker) for marker in sorted(lexicons.place_markers, key=len, reverse=True))
        self._place = re.compile(rf"\b(?i:{places})\s+((?:[a-z]+\s+)?{_NAME.pattern})")
        self._leaning = [
            (re.compile(rf"^[\"“']?(?:{'|'.join(map(re.escape, openings))})\b"), 1.0 if kind == "strong" else 0.5)
            for kind, openings in lexicons.leaning.items()
        ]

    def read(self, text: str) -> Surface:
        """The surface of one sentence."""
        dates = tuple(Span(*match.span()) for match in _DATE.finditer(text))
        return Surface(
            names=tuple(_names(text)),
            numbers=tuple(self._numbers(text)),
            dates=dates,
            places=tuple(Span(*match.span(1)) for match in self._place.finditer(text)),
            causes=tuple(Span(*match.span()) for match in self._causes.finditer(text)),
            speech=_QUOTATION.search(text) is not None,
            said=self._said.search(text) is not None,
            leans=max((weight for pattern, weight in self._leaning if pattern.match(text)), default=0.0),
        )

    def _numbers(self, text: str) -> Iterable[Number]:
        for match in _NUMBER.finditer(text):
            following = re.match(r"[\s-]*([^\W\d_]+)", text[match.end() : match.end() + 24])
            yield Number(Span(*match.span()), following.group(1).casefold() if following else "")


def _names(text: str) -> Iterable[Span]:
    """Runs of capitalised words; a lone word that opens the sentence counts only if it is not lower-cased elsewhere."""
    for match in _NAME.finditer(text):
        yield Span(*match.span())


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(
        (_SPACES.sub(r"\\s+", re.escape(phrase).replace(r"\ ", " ")) for phrase in phrases), key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(ordered)})\b", re.IGNORECASE)
