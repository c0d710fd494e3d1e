"""Who edited an article, and which agencies' copy it republishes."""

from __future__ import annotations

import re

from retrieval.article import Span
from retrieval.reading import words
from retrieval.reading.blocks import Block
from retrieval.reading.dateline import DOMAIN, fold

_NAME = r"[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*){0,4}"
_EDITOR = re.compile(
    r"(?:^|[\s|/•*).;,])(?<!Pilihan )(?:Editor|EDITOR|Penyunting|Redaktur|Copy ?[Ee]ditor)"
    rf"\s*(?:\([^)\n]{{0,20}}\))?\s*[:|]\s*\n?\s*(?P<name>{_NAME})"
)
_NOT_NAME = re.compile(
    r"\s*\b(?:COPYRIGHT|Copyright|Reporter|Penulis|Sumber|Pewarta|Tags?|Editor|Baca|Foto|Artikel)\b.*$"
)
_CITED = re.compile(
    rf"(?i:\b{words.cues('republishing')}(?:\s+\w+nya)?(?:\s+(?:dari|oleh|dr|lewat|via))?"
    rf"(?:\s+{words.cues('medium')})*(?:\s+{words.cues('medium_of')})*\s+)"
    rf"(?P<name>{DOMAIN.pattern}|[A-Z][\w.&-]*(?:\s(?:[A-Z][\w.&-]*|of|the|dan)){{0,3}})"
)
_SOURCE_LINE = re.compile(r"(?i:^\W*(?:sumber|source|sumber berita|sumber artikel)\s*:\s*)(?P<name>[^\n]{2,60})$")
_TRIM_CONNECTIVE = re.compile(r"(?:\s(?:dan|of|the))+$")


def find_editor(text: str) -> str | None:
    match = _EDITOR.search(text)
    if match is None:
        return None
    name = _NOT_NAME.sub("", match.group("name")).strip(" ,.")
    return name or None


def find_wires(
    text: str, page: list[Block], pieces: list[Span], mark: str | None, outlet: str | None
) -> tuple[str, ...]:
    """Agencies and media whose copy the page says that it republishes, as written there, each once.

    ``outlet`` is the page's own, which is no wire to itself.
    """
    found = [_tidy(match.group("name")) for piece in pieces for match in _CITED.finditer(text, piece.start, piece.end)]
    for block in page:
        source = _SOURCE_LINE.match(block.line)
        if source:
            found += [name.strip() for name in re.split(r"[,/&]|\bdan\b", source.group("name"))]
    if mark is not None:
        found += [name for name in re.split(r"[/,;]", mark.strip("()[]* ")) if name.strip().lower() in words.agencies()]
    unique: dict[str, str] = {}
    for name in found:
        if _is_wire(name) and fold(name) != fold(outlet or ""):
            unique.setdefault(name.lower(), name.strip())
    return tuple(unique.values())


def _tidy(name: str) -> str:
    return _TRIM_CONNECTIVE.sub("", name).strip(" .,")


def _is_wire(name: str) -> bool:
    plain = name.strip().lower()
    if len(plain) < 2 or not plain[0].isalpha() or plain.endswith(".go.id"):
        return False
    return plain.split()[0] not in words.cue_words("no_wire")
