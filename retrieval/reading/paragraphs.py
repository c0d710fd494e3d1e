"""Lines and paragraphs: where a text's own layout ends a sentence."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from retrieval.article import Span

# U+2028 and friends end lines in browsers too; the byte order mark and zero-width marks are no text.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK_RUN = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_TERMINAL = '.!?…:;"”’)]*'

_WRAP_LEAST_PAIRS = 4
_WRAP_WIDTHS = range(40, 131)
_WRAP_SHARE = 0.5


def is_blank(char: str) -> bool:
    return char.isspace() or char in _INVISIBLE


def stripped(text: str, start: int, end: int) -> Span:
    """The span without white space and invisible marks at its ends (it may be empty)."""
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def lines(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Every line that holds something, stripped."""
    stop = len(text) if end is None else end
    found = (stripped(text, match.start(), match.end()) for match in _LINE.finditer(text, start, stop))
    return [span for span in found if span.start < span.end]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Lines, or in hard-wrapped text the runs of lines that one paragraph was broken into."""
    found = lines(text, start, end)
    width = _wrap_width(text, found)
    if width is None:
        return found
    merged: list[Span] = []
    previous: Span | None = None
    for line in found:
        if previous is not None and _continues(text, previous, line, width):
            merged[-1] = Span(merged[-1].start, line.end)
        else:
            merged.append(line)
        previous = line
    return merged


def _adjacent(text: str, upper: Span, lower: Span) -> bool:
    return len(_BLANK_RUN.findall(text, upper.end, lower.start)) == 1


def _open_ended(text: str, line: Span) -> bool:
    return text[line.end - 1] not in _TERMINAL


def _wrap_width(text: str, found: list[Span]) -> int | None:
    """The column at which the text was wrapped; None when its lines are paragraphs."""
    pairs = [(upper, lower) for upper, lower in pairwise(found) if _adjacent(text, upper, lower)]
    broken = [upper for upper, lower in pairs if _open_ended(text, upper) and text[lower.start].islower()]
    if len(broken) < _WRAP_LEAST_PAIRS:
        return None
    lengths = sorted(line.end - line.start for line in broken)
    middle = int(median(lengths))
    if middle not in _WRAP_WIDTHS:
        return None
    near = [length for length in lengths if abs(length - middle) <= max(12, middle // 5)]
    longest = max((line.end - line.start for line in found), default=0)
    wide = [pair for pair in pairs if pair[0].end - pair[0].start >= middle * 0.7]
    if len(near) < _WRAP_SHARE * len(lengths) or len(broken) < _WRAP_SHARE * len(wide) or longest > middle * 2:
        return None
    return middle


def _continues(text: str, upper: Span, lower: Span, width: int) -> bool:
    if not _adjacent(text, upper, lower):
        return False
    full = upper.end - upper.start >= width * 0.75
    return full and (_open_ended(text, upper) or text[lower.start].islower() or _fills(text, upper, lower, width))


def _fills(text: str, upper: Span, lower: Span, width: int) -> bool:
    """Whether the line below could not have started on the line above: the sign of a wrap, not of a paragraph."""
    first_word = text[lower.start : lower.end].split(maxsplit=1)[0]
    return upper.end - upper.start + 1 + len(first_word) > width
