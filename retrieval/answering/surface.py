"""What stands on the surface of a sentence: names, numbers, dates, places, causes, direct speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.article import Span
from retrieval.language.lexicon import Lexicons

# "Hal itu ..." points back; a mere connective ("Selain itu, ...") does not need what it connects to.
POINTS_BACK = 1.0

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
_ORDINAL = re.compile(r"pertama|ke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|-\d+)", re.IGNORECASE)
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
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w+")
_QUOTATION = re.compile(r"[\"“”«]")
_FOLLOWING = re.compile(r"[\s-]*([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, with the unit or counted word that follows it (folded, or empty)."""

    span: Span
    unit: str


class Surface:
    """What one sentence shows; every list is found when first asked for. Spans are relative to the sentence."""

    def __init__(self, text: str, patterns: _Patterns) -> None:
        self.text = text
        self._patterns = patterns

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """Runs of capitalised words."""
        return tuple(Span(*match.span()) for match in _NAME.finditer(self.text))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(self._numbers())

    @cached_property
    def counts(self) -> tuple[Number, ...]:
        """The numbers that count something: no ordinals, no part of a day or an hour."""
        days = [day for day in self.dates if _DIGIT.search(day.of(self.text))]
        return tuple(
            number
            for number in self.numbers
            if not _ORDINAL.fullmatch(number.span.of(self.text))
            and not any(number.span.start < day.end and day.start < number.span.end for day in days)
        )

    @cached_property
    def dates(self) -> tuple[Span, ...]:
        """Days, months, years, hours, and words that place an event in time."""
        return tuple(Span(*match.span()) for match in _DATE.finditer(self.text))

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Names behind a preposition of place."""
        return tuple(Span(*match.span(1)) for match in self._patterns.place.finditer(self.text))

    @cached_property
    def causes(self) -> tuple[Span, ...]:
        """Words that introduce a cause or a purpose."""
        return tuple(Span(*match.span()) for match in self._patterns.cause.finditer(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words as they are written, in lower case."""
        return frozenset(_WORDS.findall(self.text.casefold()))

    @cached_property
    def speech(self) -> bool:
        """Whether it holds direct speech."""
        return _QUOTATION.search(self.text) is not None

    @cached_property
    def said(self) -> bool:
        """Whether it holds a verb of saying."""
        return not self._patterns.speech_verbs.isdisjoint(self.text.casefold().split())

    @cached_property
    def leans(self) -> float:
        """1 when it opens with a word that points back, 0.5 with a mere connective, else 0."""
        return max((weight for pattern, weight in self._patterns.leaning if pattern.match(self.text)), default=0.0)

    def _numbers(self) -> Iterator[Number]:
        for match in _NUMBER.finditer(self.text):
            following = _FOLLOWING.match(self.text, match.end())
            yield Number(Span(*match.span()), following.group(1).casefold() if following else "")


@dataclass(frozen=True, slots=True)
class _Patterns:
    place: re.Pattern[str]
    cause: re.Pattern[str]
    leaning: tuple[tuple[re.Pattern[str], float], ...]
    speech_verbs: frozenset[str]


class SurfaceReader:
    """Reads surfaces with the patterns of the lexicons, compiled once; remembers the latest sentences."""

    def __init__(self, lexicons: Lexicons, remembered: int = 20_000) -> None:
        places = "|".join(re.escape(marker) for marker in sorted(lexicons.place_markers, key=len, reverse=True))
        self._patterns = _Patterns(
            place=re.compile(rf"\b(?:{places})\s+((?:[a-z]+\s+)?{_NAME.pattern})"),
            cause=_any_of(lexicons.cause_markers),
            leaning=tuple(
                (re.compile(rf"[\"“']?(?:{'|'.join(map(re.escape, openings))})\b"), 1.0 if kind == "strong" else 0.5)
                for kind, openings in lexicons.leaning.items()
            ),
            speech_verbs=frozenset(verb.casefold() for verb in lexicons.speech_verbs),
        )
        self.read = lru_cache(maxsize=remembered)(self._read)

    def _read(self, text: str) -> Surface:
        return Surface(text, self._patterns)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})\b", re.IGNORECASE)
