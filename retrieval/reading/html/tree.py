"""Bytes of a web page to a tree, whatever they claim to be."""

from __future__ import annotations

from lxml.html import HtmlElement
from trafilatura import load_html

from retrieval.errors import BinarySource, EmptySource, OversizedSource
from retrieval.reading.decoding import DEFAULT_LIMIT

# Real pages nest some dozens deep; far deeper markup is made to exhaust whoever reads it.
DEEPEST = 400
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


def parse(data: bytes) -> HtmlElement:
    """The page's tree; raises ``EmptySource``, ``OversizedSource`` and ``BinarySource``."""
    if len(data) > DEFAULT_LIMIT:
        raise OversizedSource(f"halaman terlalu besar: {len(data) / 1e6:.0f} MB, batasnya {DEFAULT_LIMIT / 1e6:.0f} MB")
    if not data.strip():
        raise EmptySource("berkas kosong")
    if data.startswith(_BINARY):
        raise BinarySource("bukan halaman web")
    tree = load_html(data)
    if tree is None:
        raise EmptySource("bukan halaman web yang dapat dibaca")
    _flatten(tree)
    return tree


def _flatten(tree: HtmlElement) -> None:
    """Cut off what is nested too deep to be text that somebody reads."""
    waiting = [(tree, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth >= DEEPEST:
            for child in list(element):
                element.remove(child)
            continue
        waiting.extend((child, depth + 1) for child in element)


def text_of(element: HtmlElement) -> str:
    """All text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())
