"""The outlet and city that are glued to an article's first sentence: ``ASIATODAY.ID, MOSKOW – ``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from retrieval.article import Span
from retrieval.reading import words
from retrieval.reading.paragraphs import is_blank

_REACH = 120
_TLD = r"(?:com|co|id|net|org|tv|news|info|asia|me|ai|media|biz|my\.id|co\.id|or\.id|go\.id|ac\.id|web\.id|sch\.id)"
DOMAIN = re.compile(rf"[A-Za-z0-9][\w-]*(?:\s?\.\s?[A-Za-z0-9][\w-]*)*\s?\.\s?{_TLD}(?![\w.]*\w)", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\s*\.?(?:-{2,}|—+|–+|−)[-–—\s]*"  # -- — –
    r"|\s*\.?\s-\s*|\.-\s*|(?<=[a-zA-Z)])-(?=[A-Z\"“‘']|\s)"  # - with a space, or glued to a name
    r"|\s*:\s+|:(?=[A-Z\"“])|\s*\|\s*"
)
_CITY_BEHIND = re.compile(r"(?P<place>[A-Z][A-Z .'-]{2,40}?)\.\s+(?=[A-Z\"“])")
# "KABAR. Nelayan ..."
_NAME_AND_STOP = re.compile(r"(?P<name>[A-Z]{4,12})\.\s+(?=[\"“]?[A-Z][a-z])")
_DATE_PART = re.compile(
    r"\(?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?\)?|(?:\w+\s)?\d{1,2}\s\w{3,9}(?:\s\d{4})?"
)
_CAPITALISED = re.compile(r"[A-Z0-9][\w.'’&-]*(?:\s(?:[A-Z0-9][\w.'’&-]*|de|of|dan|the)){0,4}")
_ALL_CAPITALS = re.compile(r"[A-Z][A-Z0-9&.'-]*(?:\s[A-Z0-9&.'-]+){0,3}")
_MEDIA_NAME = re.compile(
    r"(?i:news|post|pos|online|today|times|media|berita|kabar|tribun|warta|radar|harian|suara|terkini|tv|fm|nusantara"
    r"|rakyat|express|ekspres|daily|portal|kota|indonesia)\b|(?<=\w)(?i:news|post|pos|line|today|update|media|tv)\b"
)
_OPENERS = "\"“„‘'([«"


class Certainty(IntEnum):
    """How sure it is that a dateline was read and not the sentence's own words."""

    PLACE = 1
    NAME = 2
    DOMAIN = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """``end`` is where the sentence begins; ``outlet`` as written, when the dateline names one."""

    span: Span
    outlet: str | None
    place: str | None
    certainty: Certainty

    @property
    def end(self) -> int:
        return self.span.end


@dataclass(frozen=True, slots=True)
class _Parts:
    domains: list[str]
    places: list[str]
    names: list[str]
    bracketed: list[str]

    @property
    def count(self) -> int:
        return len(self.domains) + len(self.places) + len(self.names) + len(self.bracketed)


def find_dateline(text: str, span: Span, known: frozenset[str] = frozenset()) -> Dateline | None:
    """The dateline that opens ``span``, or None.

    ``known`` holds folded outlet names that the page (or the record) gives elsewhere; they are believed as they are.
    """
    start = span.start
    window = text[start : min(span.end, start + _REACH)]
    if not window or not (window[0].isalnum() or window[0] == "("):
        return None
    for separator in _SEPARATOR.finditer(window):
        left = window[: separator.start()]
        if len(left) > 80:
            break
        dateline = _read(text, span, left, separator, known)
        if dateline is not None:
            return _with_city_behind(text, span, dateline)
    return _without_dash(text, span, window)


def _read(text: str, span: Span, left: str, separator: re.Match[str], known: frozenset[str]) -> Dateline | None:
    end = span.start + separator.end()
    if not _opens_sentence(text, end, span.end):
        return None
    parts = _parts(left)
    if parts is None or parts.count == 0:
        return None
    mark = separator.group().strip()
    spaced = separator.group() != separator.group().strip() or len(mark) > 1 or mark in "—–"
    whole = Span(span.start, end)
    if parts.domains:
        return Dateline(whole, parts.domains[0], _first(parts.places or parts.names), Certainty.DOMAIN)
    if fold(left) in known:
        return Dateline(whole, left.strip(), None, Certainty.DOMAIN)
    if mark == "|":
        return None
    if mark == ":":
        return _before_colon(whole, parts)
    return _named(whole, left, parts, known, spaced=spaced)


def _named(whole: Span, left: str, parts: _Parts, known: frozenset[str], *, spaced: bool) -> Dateline | None:
    if parts.bracketed:
        place = _first(parts.places if parts.places or not spaced else parts.names)
        alone = len(parts.places) + len(parts.names) == 1
        place = place if alone or parts.places else None
        return Dateline(whole, parts.bracketed[0], place, Certainty.NAME) if place else None
    if parts.places and not parts.names:
        certain = spaced or left.isupper()
        return Dateline(whole, None, parts.places[0], Certainty.PLACE) if certain else None
    if not spaced or not parts.names:
        return None
    name = next((name for name in parts.names if fold(name) in known or _MEDIA_NAME.search(name)), parts.names[-1])
    if parts.places and len(parts.names) == 1:
        return Dateline(whole, name, parts.places[0], Certainty.NAME)
    if len(parts.names) == 2 and left.isupper():
        return Dateline(whole, parts.names[0], parts.names[1], Certainty.NAME)
    lone = len(parts.names) == 1 and not parts.places
    believed = _ALL_CAPITALS.fullmatch(name) and len(name) > 2 and name not in words.institutions()
    if lone and (believed or _MEDIA_NAME.search(name)) and not _institution(name):
        return Dateline(whole, name, None, Certainty.NAME)
    return None


def _before_colon(whole: Span, parts: _Parts) -> Dateline | None:
    if not parts.places:
        return None
    if parts.bracketed:
        return Dateline(whole, parts.bracketed[0], parts.places[0], Certainty.NAME) if parts.count == 2 else None
    if not parts.names:
        return Dateline(whole, None, parts.places[0], Certainty.PLACE)
    station = parts.names[0]
    believed = len(parts.names) == 1 and _ALL_CAPITALS.fullmatch(station) and not _institution(station)
    return Dateline(whole, station, parts.places[0], Certainty.NAME) if believed else None


def _institution(name: str) -> bool:
    return any(word in words.institutions() for word in name.split())


def _parts(left: str) -> _Parts | None:
    """What stands before the dash, sorted; None when a part looks like running text."""
    parts = _Parts([], [], [], [])
    bracketed = re.search(r"\(([^()]{2,40})\)", left)
    outside = left
    if bracketed:
        inside = bracketed.group(1).strip()
        outside = f"{left[: bracketed.start()]},{left[bracketed.end() :]}"
        if not _DATE_PART.fullmatch(inside):
            if not any(char.isupper() for char in inside) and not DOMAIN.fullmatch(inside):
                return None
            (parts.domains if DOMAIN.fullmatch(inside) else parts.bracketed).append(inside)
    for raw in re.split(r"[,/]|\s[-–—|]\s", outside):
        part = raw.strip(" .\t\xa0")
        if not part or _DATE_PART.fullmatch(part):
            continue
        if DOMAIN.fullmatch(part):
            parts.domains.append(part)
        elif words.is_place(part):
            parts.places.append(part)
        elif _CAPITALISED.fullmatch(part):
            parts.names.append(part)
        else:
            return None
    return parts


def _without_dash(text: str, span: Span, window: str) -> Dateline | None:
    """No dash at all: ``Liputan6.com, Jakarta Presiden ...``, or a name with a full stop."""
    stopped = _NAME_AND_STOP.match(window)
    if stopped and stopped.group("name") not in words.institutions():
        end = span.start + stopped.end()
        return Dateline(Span(span.start, end), stopped.group("name"), None, Certainty.NAME)
    domain = DOMAIN.match(window)
    if domain is None:
        return None
    rest = re.match(r"\s*,\s*", window[domain.end() :])
    if rest is None:
        return None
    at = domain.end() + rest.end()
    following = window[at:].split(" ")
    for length in range(min(4, len(following) - 1), 0, -1):
        place = " ".join(following[:length]).rstrip(":,")
        if words.is_place(place) or (length == 1 and place[:1].isupper() and following[1][:1].isupper()):
            end = span.start + at + len(" ".join(following[:length])) + 1
            if _opens_sentence(text, end, span.end):
                return Dateline(Span(span.start, end), domain.group(), place, Certainty.DOMAIN)
    return None


def _with_city_behind(text: str, span: Span, dateline: Dateline) -> Dateline:
    """``KONTAN.CO.ID - JAKARTA. Presiden ...`` and ``X.id - Jakarta - Presiden ...``: the city comes after the dash."""
    if dateline.place is not None:
        return dateline
    behind = _CITY_BEHIND.match(text, dateline.end, span.end)
    if behind and words.is_place(behind.group("place")):
        return Dateline(Span(span.start, behind.end()), dateline.outlet, behind.group("place"), dateline.certainty)
    if dateline.outlet is not None:
        second = find_dateline(text, Span(dateline.end, span.end))
        if second is not None and second.outlet is None:
            return Dateline(Span(span.start, second.end), dateline.outlet, second.place, dateline.certainty)
    return dateline


def _opens_sentence(text: str, at: int, end: int) -> bool:
    while at < end and (is_blank(text[at]) or text[at] in _OPENERS):
        at += 1
    return at < end and (text[at].isupper() or text[at].isdigit()) and end - at >= 15


def _first(names: list[str]) -> str | None:
    return names[0] if names else None


def fold(name: str) -> str:
    """A name for comparing: letters and digits only, lower case."""
    return "".join(char for char in name.lower() if char.isalnum())
