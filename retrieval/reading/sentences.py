"""Sentences of Indonesian news prose, as exact spans of the text."""

from __future__ import annotations

import re
from bisect import bisect_left

from retrieval.article import Span
from retrieval.reading import abbreviations
from retrieval.reading.paragraphs import is_blank, paragraphs, stripped
from retrieval.reading.quotations import quotations
from retrieval.reading.words import cue_words

_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*")
_WORD_BEFORE = re.compile(r"[\w./&-]+$")
_BULLET = re.compile(r"(?:[-–—•●▪■◦·*►▶➤✓✔]+\s+)+")
_LIST_NUMBER = re.compile(r"(?:\(?\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]*")
_BRACKETED = re.compile(r"[(\[][^()\[\]\n]{1,200}[)\]]")
_DOMAIN_END = re.compile(r"(?:com|co|id|net|org|tv|info|go|ac|or|web|my|news)\b", re.IGNORECASE)
_OPENING = "\"“„«‘'([-–—•"
# Beyond this a quotation of several sentences is cut at their ends; below it, quotation and attribution stay one, so
# that no sentence of a speaker ever stands as the outlet's own.
_LONGEST_WHOLE_QUOTATION = 400


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of ``text[start:end]``, in order, disjoint, without white space at their ends.

    A sentence never runs across a line end, except where the text is hard-wrapped.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text, start, end):
        found += split_paragraph(text, paragraph)
    return found


def split_paragraph(text: str, paragraph: Span) -> list[Span]:
    """Sentences of one paragraph; its line ends, if any, are taken for white space."""
    start = _behind_bullet(text, paragraph)
    end = paragraph.end
    shelters = _shelters(text, start, end)
    spans: list[Span] = []
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= start or _sheltered(shelters, stop):
            continue
        if _ends_sentence(text, start, stop, end):
            _append(text, spans, start, stop.end())
            start = stop.end()
    _append(text, spans, start, end)
    return spans


def _append(text: str, spans: list[Span], start: int, end: int) -> None:
    span = stripped(text, start, end)
    if any(char.isalnum() for char in span.of(text)):
        spans.append(span)
    elif spans and span.start < span.end and span.start == spans[-1].end:
        spans[-1] = Span(spans[-1].start, span.end)


def _behind_bullet(text: str, paragraph: Span) -> int:
    bullet = _BULLET.match(text, paragraph.start, paragraph.end)
    return bullet.end() if bullet else paragraph.start


def _shelters(text: str, start: int, end: int) -> list[Span]:
    """Stretches in which a full stop ends nothing: short brackets, and quotations that fit into one sentence."""
    brackets = [Span(match.start(), match.end()) for match in _BRACKETED.finditer(text, start, end)]
    quoted = [span for span in quotations(text, start, end) if span.end - span.start <= _LONGEST_WHOLE_QUOTATION]
    united: list[Span] = []
    for span in sorted(brackets + quoted):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def _sheltered(shelters: list[Span], stop: re.Match[str]) -> bool:
    """Whether the stop stands inside a shelter (they are disjoint and in order)."""
    at = bisect_left(shelters, stop.start(), key=lambda span: span.start) - 1
    return at >= 0 and stop.end() < shelters[at].end


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    after = stop.end()
    if after >= end:
        return True
    mark = stop.group()
    following = after
    while following < end and is_blank(text[following]):
        following += 1
    if following >= end:
        return True
    if following == after:
        return _glued(text, stop, end)
    bracketed = text[following] in "(["
    opener = following
    while opener < end and text[opener] in _OPENING:
        opener += 1
    first = text[opener] if opener < end else ""
    if first.islower() and not _is_brand(text, opener, end):
        return False
    if mark.startswith(".") and not mark.startswith(".."):
        return not _abbreviated(text, start, stop.start(), first, closed=len(mark) > 1, bracketed=bracketed)
    return True


def _is_brand(text: str, at: int, end: int) -> bool:
    """``iPhone`` and the like may begin a sentence in lower case."""
    word = re.compile(r"[\w.]+").match(text, at, end)
    return bool(word and re.match(r"[a-z]{1,2}[A-Z]", word.group()))


def _glued(text: str, stop: re.Match[str], end: int) -> bool:
    """A full stop with no space behind it: ``usai.Presiden`` is two sentences, ``Kompas.com`` and ``1.500`` are not."""
    at = stop.end()
    before = text[max(0, stop.start() - 3) : stop.start()]
    quote_closed = stop.group()[-1] in '"”'
    opens = text[at] in '“"' and at + 1 < end and text[at + 1].isupper()
    capital = text[at].isupper() and at + 1 < end and text[at + 1].islower()
    if not (opens or capital) or _DOMAIN_END.match(text, at, end):
        return False
    if quote_closed:
        return True
    word = _WORD_BEFORE.search(text, 0, stop.start())
    known = word is not None and abbreviations.Abbreviations.holds(abbreviations.load().never, word.group())
    return before.isalpha() and before.islower() and len(before) == 3 and not known


def _abbreviated(text: str, start: int, dot: int, first: str, *, closed: bool, bracketed: bool) -> bool:
    """Whether the full stop at ``dot`` belongs to an abbreviation, an initial or a list number."""
    word_match = _WORD_BEFORE.search(text[max(start, dot - 24) : dot])
    if word_match is None:
        return False
    word = word_match.group()
    if closed:
        return False
    word_start = dot - len(word)
    if word_start == start and _LIST_NUMBER.fullmatch(word):
        return True
    known = abbreviations.load()
    if known.holds(known.never, word):
        return True
    if known.holds(known.number, word):
        return first.isdigit()
    if known.holds(known.may_end, word):
        return bracketed or not (first.isupper() or first.isdigit() or not first.isalnum())
    if len(word) == 1 and word.isupper():
        return _is_initial(text, start, word_start, first)
    return bool(re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word)) and first.isupper() and len(word) <= 5


def _is_initial(text: str, start: int, at: int, first: str) -> bool:
    before = text[start:at].split()
    return first.isupper() and (not before or before[-1].lower().strip('("“') not in cue_words("labelled"))
