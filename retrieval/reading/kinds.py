"""Which reader a file's name asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from retrieval.article import Article
from retrieval.reading.decoding import decode
from retrieval.reading.dump import read_dump

Reader = Callable[[bytes, date], Article]


def read_file(name: str, data: bytes, today: date) -> Article:
    """The article in the bytes of a file; raises ``ReadingError``, and ``KeyError`` for a name of no known kind."""
    return READERS[kind_of(name) or ""](data, today)


def kind_of(name: str) -> str | None:
    """The ending by which a file is known, if it is."""
    lower = name.lower()
    return next((ending for ending in READERS if lower.endswith(ending)), None)


def _text(data: bytes, today: date) -> Article:
    return read_dump(decode(data), today)


# The libraries behind these take longer to import than a question to answer: they are imported with the first page.


def _html(data: bytes, today: date) -> Article:
    from retrieval.reading.html.page import read_html

    return read_html(data, None, today)


def _markdown(data: bytes, today: date) -> Article:
    from retrieval.reading.markdown import read_markdown

    return read_markdown(data, today)


def _pdf(data: bytes, today: date) -> Article:
    from retrieval.reading.pdf import read_pdf

    return read_pdf(data, today)


def _docx(data: bytes, today: date) -> Article:
    from retrieval.reading.docx import read_docx

    return read_docx(data, today)


READERS: Mapping[str, Reader] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".pdf": _pdf,
    ".docx": _docx,
}
