"""Which outlet a page belongs to, in the page's own spelling."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from retrieval.article import Span
from retrieval.reading import words
from retrieval.reading.blocks import Block
from retrieval.reading.calendar_words import WEEKDAYS
from retrieval.reading.dateline import DOMAIN, Dateline, fold
from retrieval.reading.furniture import Effect
from retrieval.reading.words import cues

_NAME = r"(?P<name>[A-Za-z0-9][\w.&'’-]*(?: [A-Z0-9][\w.&'’-]*){0,3})"
_SITE = rf"(?P<name>{DOMAIN.pattern})"
_KIND = r"(?:berita|artikel|konten|kanal|portal)"
_ON_GOOGLE_NEWS = r"\s+(?i:(?:di|on|melalui|lewat|via)\s+google\s+(?:news|berita))"
_COPYRIGHT = (
    r"(?i:(?:copyright|hak cipta|©|\(c\))(?:\s|©|\(c\)|@)*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:\d{4}|now))?)?[\s,.]*"
    r"(?:by|oleh)?\s*)(?!(?:PT|CV)\b|(?i:all|reserved|by|oleh|pt|cv)\b|\d)"
)
# How a page names its own site, surest first; each gives ``name``.
_SELF_NAMES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?i:\b(?:dari|di|bersama|from)\s+)(?:[Kk]anal |[Pp]ortal )?{_NAME}{_ON_GOOGLE_NEWS}",
        rf"(?i:\b(?:{_KIND}|(?:ikuti|follow)(?!\s+{_KIND}))\s+){_NAME}{_ON_GOOGLE_NEWS}",
        rf"(?i:google\s+news\s+(?:dari\s+)?){_NAME}\s*[.!]?$",
        rf"{_COPYRIGHT}{_NAME}",
        rf"^{_SITE}\s*[-–—|,]\s*(?=\D{{0,12}}\d)",
        r"^Tim (?P<name>[a-z]\w+com)\b",
        r"^[A-Z][\w.' ]{2,50} [-–|] (?P<name>[a-z]{3,}[A-Z]\w+)$",
        rf"(?i:(?:update|berita|artikel|konten|informasi|news)\b.{{0,60}}\b(?:dari|di|hanya di)\s+){_SITE}",
        rf"(?i:(?:telah|sudah) (?:tayang|terbit|dimuat) (?:di|pada)\s+)"
        rf"(?P<name>{DOMAIN.pattern}|[A-Z][\w.-]+(?: [A-Z][\w.-]+){{0,2}})",
    )
)
_TITLE_SUFFIX = re.compile(
    rf"\s[-–—|]\s(?P<name>{DOMAIN.pattern}|[A-Z][\w.]*(?: (?:Online|News|Indonesia|Post|Times|TV|Co)))$"
)
_ADDRESS = re.compile(rf"(?:https?://|www\.|@)(?:www\.|m\.)?{_SITE}", re.IGNORECASE)
_NO_OUTLET = re.compile(rf"{cues('no_outlet_part')}|{cues('no_outlet_word')}\b", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf"\b(?:kepada|dihubungi|dikonfirmasi|diwawancarai)\s+(?:[Tt]im )?(?P<name>{DOMAIN.pattern}|"
    r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}|[a-z]{5,}(?=[,.]))"
)
_MEDIUM = re.compile(r"(?:\b|(?<=[a-z]))(?i:news|online|post|times|tv|harian|koran|kabar|warta|media)\b")
_PICTURE_CREDIT = re.compile(
    r"\b(?i:foto|photo)\s?[:/]\s?(?P<name>[A-Z]\w*(?:[Nn]ews|NEWS|[Pp]os|com))(?:\.com)?\s?/\s?[A-Z]"
)
_PLACE_AND_NAME = re.compile(r"(?P<place>[A-Z][\w ]{2,30}), (?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})")
_LONGEST_SECTION = 14
_LONGEST_BEARER = 80
_YEAR = re.compile(r"\s*\b(?:19|20)\d\d\b.*$")


def self_names(page: list[Block]) -> list[str]:
    """What the page's furniture calls its own site, surest first."""
    furniture = "\n".join(block.line for block in page if block.furniture is not None or block.stamps)
    names = [match.group("name") for pattern in _SELF_NAMES for match in pattern.finditer(furniture)]
    names += [match.group("name") for block in page[:12] if (match := _TITLE_SUFFIX.search(block.line))]
    captions = {block.line for block in page if block.furniture and block.furniture.reason == "caption"}
    names += _domains("\n".join(line for line in furniture.split("\n") if line not in captions))
    return [name for raw in names if (name := _tidy(raw)) and not _NO_OUTLET.match(name)]


def _domains(furniture: str) -> list[str]:
    return [match.group("name") for match in _ADDRESS.finditer(furniture)]


def _tidy(name: str) -> str:
    plain = _YEAR.sub("", name).strip(" .,-–|'’&")
    plain = re.sub(r"(?i)\s+(?:all rights?|media group|all|hak cipta|powered|developed|by|tbk)\b.*$", "", plain)
    return plain if len(plain) > 2 and any(char.isalpha() for char in plain) else ""


def implied_name(text: str, page: list[Block], opening: int, pieces: list[Span]) -> str | None:
    """The outlet of a page that nowhere says whose it is: by a dateline of its own line, by whom sources spoke to in
    the body where the page bears that name elsewhere, or by a picture's credit."""
    found = [*_separate_dateline(page, opening), *_addressed(text, page, pieces), *_credited(page)]
    return next((name for name in found if not is_agency(name) and not _NO_OUTLET.match(name)), None)


def _separate_dateline(page: list[Block], opening: int) -> Iterator[str]:
    """``Jakarta, Kabar Pantai`` on the line above the body."""
    for block in page[max(0, opening - 1) : opening]:
        match = _PLACE_AND_NAME.fullmatch(block.line)
        if match and words.is_place(match.group("place")) and block.furniture is None:
            name = match.group("name")
            if not words.is_place(name) and name.lower() not in WEEKDAYS:
                yield name


def _addressed(text: str, page: list[Block], pieces: list[Span]) -> Iterator[str]:
    starts = [piece.start for piece in pieces]
    short = [block for block in page if len(block.line) <= _LONGEST_BEARER]
    outside = [b.line for b in short if bisect_left(starts, b.span.start) == bisect_left(starts, b.span.end)]
    found = (match for piece in pieces for match in _ADDRESSED.finditer(text, piece.start, piece.end))
    for name in dict.fromkeys(match.group("name").rstrip(".") for match in found):
        if any(_bears(line, name) for line in outside):
            yield name


def _bears(line: str, name: str) -> bool:
    """Whether a line outside the body is the medium's name, perhaps with its section: ``kabarNEWS``."""
    rest = len(fold(line)) - len(fold(name))
    if name.islower():
        return line.startswith(name) and line[len(name) :][:1].isupper() and rest <= _LONGEST_SECTION
    medium = DOMAIN.fullmatch(name) or _MEDIUM.search(name)
    return bool(medium) and fold(line).startswith(fold(name)) and rest <= _LONGEST_SECTION


def _credited(page: list[Block]) -> Iterator[str]:
    for block in page:
        match = _PICTURE_CREDIT.search(block.line)
        if match and block.effect is not Effect.CLOSE:
            yield match.group("name")


def choose_outlet(dateline: Dateline | None, names: list[str]) -> str | None:
    """The dateline's outlet, unless it is an agency and the page says that it is another site."""
    own = [name for name in names if not is_agency(name)]
    if dateline is not None and dateline.outlet is not None:
        if is_agency(dateline.outlet) and own:
            return own[0]
        return dateline.outlet
    if own:
        return own[0]
    return names[0] if names else None


def is_agency(name: str) -> bool:
    return name.lower().strip() in words.agencies()


def known_names(names: list[str], outlet: str | None) -> frozenset[str]:
    """Folded names that a dateline may be believed to be, with and without their domain's ending."""
    found: set[str] = set()
    for name in [*names, *([outlet] if outlet else [])]:
        bare = re.sub(r"(?:\.(?:com|co|id|net|news|tv|org))+$", "", name.lower())
        found |= {fold(name), fold(bare), fold(bare.rsplit(".", maxsplit=1)[-1])}
    return frozenset(name for name in found if len(name) > 2)
