"""A web page, read as an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lxml.html import HtmlElement
from rapidfuzz import fuzz
from trafilatura import extract

from retrieval.article import Article, DateBasis, Published
from retrieval.errors import EmptySource
from retrieval.reading.blocks import blocks
from retrieval.reading.html.dating import choose_date
from retrieval.reading.html.metadata import Metadata, read_metadata
from retrieval.reading.html.tree import parse, text_of
from retrieval.reading.record import read_record

# So many characters of a page may stand between its headline and its time stamp.
_AROUND_TITLE = 600
_LONGEST_STAMP = 140
_BEFORE = 4
# The first words of the first sentences, by which the body is found among the lines of the page.
_OPENING, _FIRST = 40, 3
_SAME_TITLE = 90.0
_SHORTEST_TITLE = 12
_SITE_BEHIND = re.compile(r"\s+(?:[-–—|»]|::)\s+")
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "form", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "section", "table", "td", "th"}
    | {"tr", "ul", "time"}
)
_UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "iframe", "svg"})


def read_html(data: bytes, url: str | None = None, today: date | None = None) -> Article:
    """The article of a page; its stored text is the extracted body, paragraphs apart.

    Raises ``ReadingError``: for no page, none with sentences, or what is too large.
    """
    tree = parse(data)
    metadata = read_metadata(tree)
    lines = list(shown_lines(tree))
    title = _title(tree, metadata)
    body = _body(tree)
    # "Halaman tidak ditemukan": a page with no running text at all is about something else.
    if not any(block.prose for block in blocks(body)):
        raise EmptySource("tidak ada teks berita di halaman ini")
    article = read_record(
        {"body": body, "title": title, "outlet": _outlet(metadata), "url": url or metadata.url}, today
    )
    stamps = _stamps(lines, title, body)
    return replace(article, published=choose_date(metadata.dates, stamps, article.published, today or date.today()))


def _body(tree: HtmlElement) -> str:
    # Too much rather than too little: what is no sentence of the article is left out by the reader of bodies.
    text = extract(tree, include_comments=False, include_tables=False, favor_recall=True, deduplicate=False)
    return "\n\n".join(line.strip() for line in (text or "").splitlines() if line.strip())


def _title(tree: HtmlElement, metadata: Metadata) -> str | None:
    """A heading of the page that its markup names as the title, too; else the markup's own, without the outlet."""
    named = [*metadata.titles, *(text_of(element) for element in tree.iter("title"))]
    headings = [text for element in tree.iter("h1", "h2") if len(text := text_of(element)) >= _SHORTEST_TITLE]
    for title in named:
        like = max(headings, key=lambda heading: fuzz.partial_ratio(heading, title), default="")
        if like and len(like) <= len(title) + 2 and fuzz.partial_ratio(like, title) >= _SAME_TITLE:
            return like
    return _without_site(named[0]) if named else next(iter(headings), None)


def _without_site(title: str) -> str:
    """The longest part of a title in which the outlet's name is set off."""
    return max(_SITE_BEHIND.split(title), key=len)


def _outlet(metadata: Metadata) -> str | None:
    return next(iter(metadata.outlets), None)


def _stamps(lines: list[str], title: str | None, openings: Sequence[str]) -> list[Published]:
    """Time stamps that readers see around the headline: behind it as far as the body, and just before it.

    ``openings`` are the first words of the first sentences.
    """
    named = [place for place, line in enumerate(lines) if title and title in line]
    body = next((place for words in openings for place, line in enumerate(lines) if words in line), None)
    above = [place for place in named if body is not None and place < body]
    if not named:
        return []
    start = above[-1] if above else named[0]
    end = body if above else len(lines)
    behind, before = lines[start + 1 : end], lines[max(start - _BEFORE, 0) : start][::-1]
    return [
        Published(stamp.moment or stamp.value, DateBasis.STATED, stamp.span.of(line))
        for line in (*_near(behind), *_near(before))
        if len(line) <= _LONGEST_STAMP
        for block in blocks(line)
        for stamp in block.stamps[:1]
    ]


def _near(lines: list[str]) -> Iterator[str]:
    length = 0
    for line in lines:
        length += len(line)
        if length > _AROUND_TITLE:
            return
        yield line


def shown_lines(tree: HtmlElement) -> Iterator[str]:
    """What a reader sees of the page, line by line."""
    current: list[str] = []
    for event, element in _walk(tree):
        if event == "text":
            current.append(element)
        elif current:
            line = " ".join(" ".join(current).split())
            current = []
            if line:
                yield line
    if line := " ".join(" ".join(current).split()):
        yield line


def _walk(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        element, left = waiting.pop()
        seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if left:
            if seen and element.tag in _BLOCKS:
                yield "break", ""
            if element.tail:
                yield "text", element.tail
            continue
        waiting.append((element, True))
        if not seen:
            continue
        if element.tag in _BLOCKS:
            yield "break", ""
        if element.text:
            yield "text", element.text
        waiting.extend((child, False) for child in reversed(element))
