"""PDF: the text layer of its pages, lines joined to paragraphs again."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from retrieval.article import Article
from retrieval.errors import BinarySource, EmptySource, OversizedSource
from retrieval.reading.dump import read_dump

MOST_PAGES = 500
_HYPHENATED = re.compile(r"(?<=[a-z])-$")
_ENDS = re.compile(r"[.!?…:][\"”’)]*$")
# A line this much shorter than the widest ends its paragraph.
_FULL = 0.75
_NUMBER = re.compile(r"[\W_]*(?:hal(?:aman)?|page)?[\W_]*\d{1,4}(?:\s*(?:/|dari|of)\s*\d{1,4})?[\W_]*", re.IGNORECASE)


def read_pdf(data: bytes, today: date) -> Article:
    """The article; raises ``ReadingError``: scanned pages have no text, locked files give none."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BinarySource("PDF terkunci dengan kata sandi")
        if len(reader.pages) > MOST_PAGES:
            raise OversizedSource(f"PDF terlalu panjang: {len(reader.pages)} halaman, batasnya {MOST_PAGES}")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise BinarySource("PDF rusak atau tidak dapat dibaca") from error
    text = "\n\n".join(_paragraphs(_without_running_lines(pages)))
    if not any(map(str.isalpha, text)):
        raise EmptySource("PDF tidak berisi teks (mungkin hasil pindaian)")
    return read_dump(text, today)


def _without_running_lines(pages: Sequence[str]) -> list[str]:
    """All lines, without page numbers and what stands at the edge of most pages."""
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    edges = Counter(line for lines in split for line in {*_edge(lines)})
    running = {line for line, times in edges.items() if times > 1 and times * 2 > len(pages)}
    return [line for lines in split for line in lines if line not in running and not _NUMBER.fullmatch(line)]


def _edge(lines: Sequence[str]) -> list[str]:
    written = [line for line in lines if line]
    return [*written[:2], *written[-2:]]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    widest = max(map(len, lines), default=0)
    current = ""
    for line in lines:
        if not line:
            # A blank line ends a paragraph only where a sentence ends: it may be the edge of a page.
            if current and _ENDS.search(current):
                yield current
                current = ""
            continue
        current = _HYPHENATED.sub("", current) + line if _HYPHENATED.search(current) else f"{current} {line}".strip()
        if _ENDS.search(line) and len(line) < _FULL * widest:
            yield current
            current = ""
    if current:
        yield current
