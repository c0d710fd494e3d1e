"""Where a page's body begins and ends, and which of its blocks are body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from retrieval.article import Span
from retrieval.reading.blocks import Block, Verdict
from retrieval.reading.dateline import Certainty, Dateline, find_dateline
from retrieval.reading.furniture import Effect
from retrieval.reading.marks import Trimmed, behind_lost_link, closes_surely, trim
from retrieval.reading.shape import (
    ends_as_statement,
    folded,
    headline_cased,
    introduces_list,
    is_bulleted,
    is_item,
    is_prose,
    is_short_sentence,
    is_speech,
    is_unfinished,
    lacks_full_stop,
    terminated,
)

# As much running text (a summary, a caption) may stand above a dateline, or above a byline.
_MOST_PROSE_ABOVE_DATELINE = 900
_MOST_PROSE_ABOVE_BYLINE = 350
_LEAST_BODY = 150
_SHORTEST_REPEAT = 20
_RESUMING_RUN = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """The block in which the body begins, and the dateline glued to it."""

    index: int
    dateline: Dateline | None


def find_opening(text: str, page: list[Block], known: frozenset[str]) -> Opening:
    """Where the body begins: at a dateline, else at the first prose behind title and byline."""
    at_dateline = _dateline_opening(text, page, known)
    if at_dateline is not None:
        return at_dateline
    above = 0
    after = sum(len(block.line) for block in page if block.prose)
    start = 0
    for index, block in enumerate(page):
        if block.prose:
            above += len(block.line)
        elif _heads_article(block) and above <= _MOST_PROSE_ABOVE_BYLINE and after - above >= max(above, 1):
            start = index + 1
    first = next((index for index in range(start, len(page)) if page[index].prose), None)
    if first is None:
        first = next((i for i in range(start, len(page)) if _could_be_body(page[i])), len(page))
    return Opening(first, None)


def _heads_article(block: Block) -> bool:
    return bool(block.stamps) or block.effect in (Effect.BYLINE, Effect.CREDIT)


def _could_be_body(block: Block) -> bool:
    return block.furniture is None and not block.stamps and is_unfinished(block.line, least=60)


def _dateline_opening(text: str, page: list[Block], known: frozenset[str]) -> Opening | None:
    above = 0
    for index, block in enumerate(page):
        if block.furniture is None and not block.stamps and not _is_headline(block.line):
            dateline = find_dateline(text, block.span, known)
            if dateline is not None and _opens_body(page, index, dateline, above):
                return Opening(index, dateline)
        if block.prose:
            above += len(block.line)
    return None


def _opens_body(page: list[Block], index: int, dateline: Dateline, above: int) -> bool:
    """Whether a dateline is the article's own and not a teaser's or a later paragraph's."""
    if above == 0 or index <= 3:
        return True
    if dateline.certainty is Certainty.PLACE:
        return False
    if above <= _MOST_PROSE_ABOVE_DATELINE:
        return True
    below = sum(len(block.line) for block in page[index:] if block.prose)
    return dateline.certainty is Certainty.DOMAIN and below >= above and _goes_on(page, index, 1)


def _is_headline(line: str) -> bool:
    return not is_prose(line) and (headline_cased(line) or len(line) < 90)


@dataclass(slots=True)
class _Body:
    """The walk through the blocks from the opening on."""

    text: str
    page: list[Block]
    opening: Opening
    title: str
    verdicts: list[Verdict] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    length: int = 0
    paragraphs: int = 0
    in_list: str | None = None
    links: bool = False
    closed: str | None = None
    listing: bool = False
    number: int = 0


def read_body(text: str, page: list[Block], opening: Opening, title: str | None) -> list[Verdict]:
    """A verdict on every block from the opening on."""
    body = _Body(text, page, opening, folded(title or ""))
    for index in range(opening.index, len(page)):
        verdict = _judge(body, index)
        body.verdicts.append(verdict)
        if verdict.kept:
            body.length += len(page[index].line)
            body.paragraphs += 1
            body.seen.add(folded(page[index].line))
    return _without_trailing_headlines(text, body.verdicts)


def _judge(body: _Body, index: int) -> Verdict:
    block = body.page[index]
    if body.closed is not None:
        return Verdict(block.span, block.furniture.reason if block.furniture else body.closed)
    if behind_lost_link(body.text, block.span) != block.span:
        return _running_text(body, index)
    if block.furniture is not None:
        return _furniture(body, index)
    if _is_repeat(body, block.line):
        return Verdict(block.span, "repeat")
    if block.stamps:
        return Verdict(block.span, "byline")
    if body.in_list is not None:
        statement = " ".join(piece.of(body.text) for piece in trim(body.text, block.span).pieces)
        short = body.links and ends_as_statement(statement)
        if not short and not _resumes_prose(block.line):
            return Verdict(block.span, body.in_list)
        body.in_list = None
    return _running_text(body, index)


def _furniture(body: _Body, index: int) -> Verdict:
    block = body.page[index]
    assert block.furniture is not None
    reason, effect = block.furniture.reason, block.furniture.effect
    begun = body.length >= _LEAST_BODY or body.paragraphs > 1
    goes_on = _goes_on(body.page, index)
    closes = effect in (Effect.END, Effect.CREDIT, Effect.CLOSE) and not goes_on
    if begun and (closes or (effect is Effect.CLOSE and body.length >= 2 * _LEAST_BODY)):
        body.closed = "after_article"
    elif effect in (Effect.END, Effect.LIST, Effect.CLOSE):
        body.in_list = "related"
        body.links = effect is Effect.LIST
    return Verdict(block.span, reason)


def _goes_on(page: list[Block], index: int, least: int = _RESUMING_RUN) -> bool:
    """Whether running text resumes: several paragraphs of it with no headline between them, as no teaser list has."""
    run = 0
    for block in page[index + 1 :]:
        if block.furniture is not None:
            if block.effect is Effect.CLOSE and run:
                return False
            continue
        if not _resumes_prose(block.line):
            if least == 1:
                return False
            run = 0
            continue
        run += 1
        if run >= least:
            return True
    return False


def _resumes_prose(line: str) -> bool:
    return is_speech(line) or (is_prose(line) and len(line) >= 60 and not headline_cased(line))


def _running_text(body: _Body, index: int) -> Verdict:
    block = body.page[index]
    span = behind_lost_link(body.text, block.span)
    if index == body.opening.index and body.opening.dateline is not None:
        span = Span(body.opening.dateline.end, span.end)
    trimmed = trim(body.text, span)
    line = " ".join(piece.of(body.text) for piece in trimmed.pieces)
    numbered = _numbered(body, index, line)
    marked = trimmed.mark is not None and not headline_cased(line)
    sure = index == body.opening.index or numbered or marked
    reason = None if sure or _stands_amid_body(body, index, line) else _dropped_for(body, line)
    if reason is not None or not trimmed.pieces:
        return Verdict(block.span, reason or "mark")
    body.listing = (
        introduces_list(line) or _introduces_bullets(body, index, line) or (body.listing and not is_prose(line))
    )
    _close_at_mark(body, index, trimmed)
    return Verdict(block.span, "body", trimmed.pieces)


def _stands_amid_body(body: _Body, index: int, line: str) -> bool:
    """Whether the line is body by the lines around it: a list's short heading, a sentence without its full stop."""
    if _introduces_bullets(body, index, line):
        return True
    follows_body = bool(body.verdicts) and body.verdicts[-1].kept
    return follows_body and lacks_full_stop(line)


def _introduces_bullets(body: _Body, index: int, line: str) -> bool:
    following = body.page[index + 1 : index + 2]
    bulleted = bool(following) and following[0].furniture is None and is_bulleted(following[0].line)
    return bulleted and line.endswith(":") and len(line.split()) > 1 and not headline_cased(line)


def _numbered(body: _Body, index: int, line: str) -> bool:
    """Whether the line is the next entry of a numbered list that the article itself is made of."""
    number = re.match(r"(\d{1,2})[.)]\s*\D", line)
    if number is None or int(number.group(1)) != body.number + 1:
        return False
    followed = index + 1 < len(body.page) and body.page[index + 1].prose
    if body.number or followed:
        body.number += 1
        return True
    return False


def _close_at_mark(body: _Body, index: int, trimmed: Trimmed) -> None:
    if trimmed.mark is None or body.length + len(body.page[index].line) < _LEAST_BODY:
        return
    run = _RESUMING_RUN if closes_surely(trimmed.mark) else 1
    body.closed = None if _goes_on(body.page, index, run) else "after_article"


def _dropped_for(body: _Body, line: str) -> str | None:
    """Why a line amid the body is no body text; None when it is."""
    if is_prose(line) or introduces_list(line) or is_short_sentence(line):
        return None
    if is_item(line):
        inner = line.lstrip("-–—•●▪■◦·►▶➤✓✔* ")
        return None if body.listing or (terminated(inner) and not headline_cased(inner)) else "heading"
    if body.listing and len(line) <= 120 and (not headline_cased(line) or any(char.isdigit() for char in line)):
        return None
    return None if is_unfinished(line) else "heading"


def _is_repeat(body: _Body, line: str) -> bool:
    plain = folded(line)
    if len(plain) < _SHORTEST_REPEAT:
        return False
    after_title = body.title and plain.startswith(body.title) and len(plain) - len(body.title) <= 40
    return plain in body.seen or bool(after_title)


def _without_trailing_headlines(text: str, verdicts: list[Verdict]) -> list[Verdict]:
    """Drop what trails the last sentence in the manner of a headline list: several lines without an end."""
    kept = [index for index, verdict in enumerate(verdicts) if verdict.kept]
    trailing: list[int] = []
    for index in reversed(kept):
        line = " ".join(piece.of(text) for piece in verdicts[index].pieces)
        if is_prose(line) or is_short_sentence(line) or is_item(line) or line.endswith((",", ":")):
            break
        trailing.append(index)
    if len(trailing) < len(kept) and len(trailing) > 1:
        for index in trailing:
            verdicts[index] = Verdict(verdicts[index].span, "related")
    return verdicts
