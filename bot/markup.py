"""Text with Telegram's inline styles: written as HTML, shown as plain text, measured as Telegram measures."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

# Bot API, sendMessage: 1-4096 characters after entities parsing, counted in UTF-16 code units (MessageEntity).
MESSAGE_LIMIT = 4095


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``styles`` are tag names, outermost first."""

    text: str
    styles: tuple[str, ...] = ()
    link: str | None = None

    def html(self) -> str:
        shown = html.escape(self.text, quote=False)
        for style in reversed(self.styles):
            shown = f"<{style}>{shown}</{style}>"
        return f'<a href="{html.escape(self.link, quote=True)}">{shown}</a>' if self.link else shown


@dataclass(frozen=True, slots=True)
class Block:
    """Text on lines of its own; a ``quote`` is set off as a block quotation."""

    runs: tuple[Run, ...]
    quote: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def html(self) -> str:
        shown = "".join(run.html() for run in self.runs)
        return f"<blockquote>{shown}</blockquote>" if self.quote else shown

    def cut(self, start: int, end: int) -> Block:
        """The part of the block from code point ``start`` to ``end``, styles kept."""
        pieces: list[Run] = []
        at = 0
        for run in self.runs:
            piece = run.text[max(start - at, 0) : max(end - at, 0)]
            if piece:
                pieces.append(replace(run, text=piece))
            at += len(run.text)
        return replace(self, runs=tuple(pieces))


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def block(*parts: str | Run, quote: bool = False) -> Block:
    """A block of runs and plain strings."""
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return Block(tuple(run for run in runs if run.text), quote)


def web_link(url: str | None) -> str | None:
    """``url`` when it is an absolute http or https address, else None."""
    if not url or any(char.isspace() or ord(char) < 32 for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


class _Runs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("href")))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        styles = tuple(tag for tag, _ in self._open if tag != "a")
        link = next((href for _, href in self._open if href), None)
        self.runs.append(Run(data, styles, link))


def parse(markup: str) -> tuple[Run, ...]:
    """The runs of Telegram HTML that Kutip itself wrote."""
    parser = _Runs()
    parser.feed(markup)
    parser.close()
    return tuple(parser.runs)


def plain(markup: str) -> str:
    """What Telegram shows of its HTML, without styles."""
    return "".join(run.text for run in parse(markup))


def messages(groups: Iterable[Sequence[Block]], limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
    """HTML messages of at most ``limit`` units each.

    A group (a quote and the lines that belong to it) stays in one message where it fits; a block is broken only
    when it is longer than a message, at a space between words.
    """
    packed: list[str] = []
    current: list[str] = []
    length = 0
    for group in groups:
        gap = "\n\n"
        for part in _fitting(group, limit):
            size = _size(part)
            if current and length + len(gap) + size > limit:
                packed.append("".join(current))
                current, length = [], 0
            lead = gap if current else ""
            current += [lead, "\n".join(block.html() for block in part)]
            length += len(lead) + size
            gap = "\n"
    return (*packed, "".join(current)) if current else tuple(packed)


def plain_text(groups: Iterable[Sequence[Block]], mark: str = "> ") -> str:
    """The same groups as plain text; ``mark`` stands before each block quotation."""
    return "\n\n".join(
        "\n".join(f"{mark}{block.text}" if block.quote else block.text for block in group) for group in groups if group
    )


def _size(group: Sequence[Block]) -> int:
    return sum(units(block.text) for block in group) + len(group) - 1


def _fitting(group: Sequence[Block], limit: int) -> list[Sequence[Block]]:
    if not group:
        return []
    if _size(group) <= limit:
        return [group]
    return [[piece] for block in group for piece in _pieces(block, limit)]


def _pieces(whole: Block, limit: int) -> list[Block]:
    text = whole.text
    pieces: list[Block] = []
    start = 0
    while start < len(text):
        end = _break(text, start, limit)
        stripped = text[start:end].strip()
        if stripped:
            begin = text.index(stripped, start)
            pieces.append(whole.cut(begin, begin + len(stripped)))
        start = end
    return pieces


def _break(text: str, start: int, limit: int) -> int:
    end, room = start, limit
    while end < len(text) and (room := room - units(text[end])) >= 0:
        end += 1
    if end == len(text):
        return end
    space = max((at for at in range(start + 1, end + 1) if text[at].isspace()), default=end)
    return space
