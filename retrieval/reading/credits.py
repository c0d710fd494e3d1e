"""Who edited an article, and which agencies' copy it republishes."""

from __future__ import annotations

import re

from retrieval.article import Span
from retrieval.reading import words
from retrieval.reading.blocks import Block
from retrieval.reading.dateline import DOMAIN

_EDITOR = re.compile(
    r"(?:^|[\s|/•*).;,])(?<!Pilihan )(?:Editor|EDITOR|Penyunting|Redaktur|Copy ?[Ee]ditor)\s*(?:\([^)\n]{0,20}\))?\s*[:|]\s*\n?\s*"
    r"(?P<name>[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*){0,4})"
)
_NOT_NAME = re.compile(r"\s*\b(?:COPYRIGHT|Copyright|Reporter|Penulis|Sumber|Pewarta|Tags?|Editor|Baca|Tag|Foto|Artikel)\b.*$")
_CITED = re.compile(
    r"(?i:\b(?:dikutip|dilansir|mengutip|melansir|disadur|dinukil|menukil|diwartakan|dikabarkan|diberitakan|dilaporkan"
    r"|dihimpun|disitat|memetik|dipetik|diterjemahkan)(?:\s+\w+nya)?(?:\s+(?:dari|oleh|dr|lewat|via))?"
    r"(?:\s+(?:kantor berita|laman|situs|portal|media|surat kabar|harian|stasiun (?:tv|televisi)|kantor|berita))*"
    r"(?:\s+(?:resmi|online|daring|negara|asing|pemerintah|Rusia|Prancis|Inggris|AS|Turki|China|Cina|Jepang))*\s+)"
    rf"(?P<name>{DOMAIN.pattern}|[A-Z][\w.&-]*(?:\s(?:[A-Z][\w.&-]*|of|the|dan)){{0,3}})"
)
_SOURCE_LINE = re.compile(r"(?i:^\W*(?:sumber|source|sumber berita|sumber artikel)\s*:\s*)(?P<name>[^\n]{2,60})$")
_NO_WIRE = frozenset(
    "peraturan undang-undang kementerian kementrian badan instagram twitter youtube facebook tiktok wikipedia google dinas"
    " kantor laporan data buku jurnal siaran akun presiden menteri senin selasa rabu kamis jumat sabtu minggu polisi"
    " kemenkes kemendikbud bmkg bps bnpb kpu kompas.tv".split()
)
_TRIM_CONNECTIVE = re.compile(r"(?:\s(?:dan|of|the))+$")


def find_editor(text: str) -> str | None:
    match = _EDITOR.search(text)
    if match is None:
        return None
    name = _NOT_NAME.sub("", match.group("name")).strip(" ,.")
    return name or None


def find_wires(text: str, page: list[Block], pieces: list[Span], mark: str | None) -> tuple[str, ...]:
    """Agencies and media whose copy the page says that it republishes, as written there, each once."""
    found = [_tidy(match.group("name")) for piece in pieces for match in _CITED.finditer(text, piece.start, piece.end)]
    for block in page:
        source = _SOURCE_LINE.match(block.line)
        if source:
            found += [name.strip() for name in re.split(r"[,/&]|\bdan\b", source.group("name"))]
    if mark is not None:
        found += [name for name in re.split(r"[/,;]", mark.strip("()[]* ")) if name.strip().lower() in words.agencies()]
    unique: dict[str, str] = {}
    for name in found:
        if _is_wire(name):
            unique.setdefault(name.lower(), name.strip())
    return tuple(unique.values())


def _tidy(name: str) -> str:
    return _TRIM_CONNECTIVE.sub("", name).strip(" .,")


def _is_wire(name: str) -> bool:
    plain = name.strip()
    return len(plain) > 1 and plain[:1].isalpha() and plain.lower().split()[0] not in _NO_WIRE
