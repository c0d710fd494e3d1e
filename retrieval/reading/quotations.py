"""Where direct quotations open and close within one paragraph."""

from __future__ import annotations

from retrieval.article import Span

_CURLY = {"“": "”", "„": "”", "«": "»", "‘": "’"}
_STRAIGHT = '"'


def quotations(text: str, start: int, end: int) -> list[Span]:
    """Outermost quotations of ``text[start:end]`` that are closed, their marks included.

    A quotation that never closes is no quotation: its sentences stand for themselves. A straight mark inside curly
    ones belongs to the quotation around it, and one opened by a curly mark may be closed by a straight one.
    """
    spans: list[Span] = []
    at = start
    while at < end:
        mark = text[at]
        if mark == _STRAIGHT or mark in _CURLY:
            close = _closing(text, at, end)
            if close is not None:
                spans.append(Span(at, close + 1))
                at = close
        at += 1
    return spans


def _closing(text: str, opening: int, end: int) -> int | None:
    mark = text[opening]
    if mark == "‘" and opening and text[opening - 1].isalnum():
        return None
    if mark == _STRAIGHT:
        close = min(
            (at for at in (text.find(_STRAIGHT, opening + 1, end), text.find("”", opening + 1, end)) if at > 0),
            default=-1,
        )
    else:
        close = text.find(_CURLY[mark], opening + 1, end)
        if mark == "‘":
            while close > 0 and close + 1 < end and text[close + 1].isalnum():
                close = text.find("’", close + 1, end)
        reopened = text.find(mark, opening + 1, end)
        if close > 0 and 0 < reopened < close:
            return None
    return close if close > 0 else None
