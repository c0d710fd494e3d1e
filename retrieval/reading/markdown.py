"""Markdown (CommonMark), with the front matter that site generators know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.article import Article
from retrieval.errors import EmptySource
from retrieval.reading.decoding import decode
from retrieval.reading.dump import read_dump
from retrieval.reading.record import read_record

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w-]*)\s*:\s*(.+?)\s*$", re.MULTILINE)
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "judul"),
    "published": ("date", "published", "tanggal", "pubdate", "publishdate"),
    "outlet": ("outlet", "media", "publisher", "site"),
    "url": ("url", "link", "permalink", "canonical"),
}


def read_markdown(data: bytes, today: date) -> Article:
    """The article; its stored text is what the markup says, without the markup. Raises ``ReadingError``."""
    source = decode(data)
    front = _FRONT.match(source)
    fields = _fields(front[1]) if front is not None else {}
    text = "\n\n".join(_paragraphs(source[front.end() :] if front is not None else source))
    if not text.strip():
        raise EmptySource("tidak ada kalimat berita di berkas ini")
    return read_record({**fields, "body": text}, today) if fields else read_dump(text, today)


def _fields(front: str) -> dict[str, str]:
    given = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front)}
    found = {field: next((given[name] for name in names if name in given), "") for field, names in _NAMES.items()}
    return {field: value for field, value in found.items() if value}


def _paragraphs(source: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type == "inline" and (text := _words(token).strip()):
            yield text


def _words(token: Token) -> str:
    """A paragraph as it reads; pictures say nothing, a soft break is a blank."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
