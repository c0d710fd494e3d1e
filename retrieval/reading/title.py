"""The headline among the lines above the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.reading.blocks import Block
from retrieval.reading.dateline import fold
from retrieval.reading.furniture import Effect
from retrieval.reading.paragraphs import stripped
from retrieval.reading.shape import folded, headline_cased, is_bulleted

_LENGTHS = range(15, 221)
_LEAST_WORDS = 3
_LEAST_OVERLAP = 0.3
_REACH_INTO_BODY = 3000
_WORD = re.compile(r"\w{4,}")
_NO_TITLE_END = re.compile(r"(?<!\.)\.$|[,;]$|\([^()]*/[^()]*\)$")
_STEM = 5
_LONGEST_SECTION = 10
# Two shared words are no headline yet: a section, an author or the site has as many.
_FEWEST_TELLING = 3
# Headlines of photo and video pages, which amid a body would be links.
_LABELLED = re.compile(r"(?:foto|video|infografis|infografik|opini|podcast|galeri|grafis)\s*:\s+\S", re.IGNORECASE)
# " - Kompas.com", " | Republika Online", " - Halaman 2" behind a page title.
_SUFFIX = re.compile(r"\s+(?:[-–—|»]|::)\s+[^-–—|»]{2,40}$")
_SUFFIX_WORDS = re.compile(
    r"[\w-]+\.(?:com|co|id|net|tv|news|co\.id)\b|\b(?:online|news|berita|halaman|page|indonesia|all|post|times|tv)\b"
    r"|(?-i:^[A-Z]{3,}$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    index: int
    span: Span


def find_title(text: str, page: list[Block], opening: int, known: frozenset[str]) -> Title | None:
    """The line above the body that best tells what the body is about; None rather than a guess.

    ``known`` holds the folded names of the outlet, which page titles carry behind the headline.
    """
    body = _body_words(page, opening)
    candidates = [index for index in range(opening) if _could_be_title(page[index], known)]
    if not candidates or not body:
        return None
    anchor = _anchor(page, opening)
    listed = _listed(page, opening)
    best = max(candidates, key=lambda index: (_score(page, index, body, anchor) - (index in listed), -index))
    if _overlap(page[best].line, body) < _LEAST_OVERLAP:
        return None
    return Title(best, _without_suffix(text, page, best, known))


def _could_be_title(block: Block, known: frozenset[str]) -> bool:
    line = block.line
    labelled = _LABELLED.match(line) if block.furniture and block.effect is Effect.DROP else None
    if _names_site(line, known) or (block.furniture and not labelled) or block.stamps or len(line) not in _LENGTHS:
        return False
    return len(line.split()) >= _LEAST_WORDS and not _NO_TITLE_END.search(line) and not is_bulleted(line)


def _names_site(line: str, known: frozenset[str]) -> bool:
    """Whether the line is little more than the site's name: with its section, or its country."""
    plain = fold(line)
    return any(plain.startswith(name) and len(plain) - len(name) <= _LONGEST_SECTION for name in known)


def _anchor(page: list[Block], opening: int) -> int | None:
    """The byline's block nearest to the body: the headline stands around it."""
    stamped = [index for index in range(opening) if page[index].stamps]
    signed = [index for index in range(opening) if page[index].effect in (Effect.BYLINE, Effect.CREDIT)]
    return max(stamped, default=None) if stamped else min(signed[-3:], default=None)


def _listed(page: list[Block], opening: int) -> set[int]:
    """Blocks above the body that stand in a list of other articles: from its heading to the next byline."""
    listed: set[int] = set()
    in_list = False
    for index in range(opening):
        block = page[index]
        if block.effect in (Effect.LIST, Effect.END):
            in_list = True
        elif block.stamps or block.effect in (Effect.BYLINE, Effect.CREDIT):
            in_list = False
        elif in_list:
            listed.add(index)
    return listed


def _score(page: list[Block], index: int, body: set[str], anchor: int | None) -> float:
    line = page[index].line
    plain = folded(line)
    repeated = any(i != index and folded(page[i].line).startswith(plain) for i in range(len(page)))
    return (
        2 * _overlap(line, body)
        + 0.6 * repeated
        + 0.2 * headline_cased(line)
        + 0.4 * min(len(line.split()), 8) / 8
        + (_nearness(index, anchor) if anchor is not None else 0.0)
    )


def _nearness(index: int, anchor: int) -> float:
    """Headlines stand right above their byline, seldom right below it."""
    distance = anchor - index
    if 0 < distance <= 4:
        return 0.8 - 0.1 * distance
    return 0.4 if -3 <= distance < 0 else -0.2


def _overlap(line: str, body: set[str]) -> float:
    """Share of the line's longer words that the body uses, roughly stemmed."""
    found = [word.lower() for word in _WORD.findall(line)]
    shared = sum(word[:_STEM] in body or word[-_STEM:] in body for word in found)
    return shared / max(len(found), _FEWEST_TELLING)


def _body_words(page: list[Block], opening: int) -> set[str]:
    """Beginnings and ends of the body's words."""
    if opening >= len(page):
        return set()
    end = page[opening].span.start + _REACH_INTO_BODY
    running = [page[opening], *(block for block in page[opening + 1 :] if block.prose and block.span.start < end)]
    found = [word.lower() for block in running for word in _WORD.findall(block.line)]
    return {word[:_STEM] for word in found} | {word[-_STEM:] for word in found}


def _without_suffix(text: str, page: list[Block], index: int, known: frozenset[str]) -> Span:
    """Without the site's name behind it: known from a second, shorter print, or by the look of the suffix."""
    span = page[index].span
    suffix = _SUFFIX.search(page[index].line)
    if suffix is None:
        return span
    bare = folded(page[index].line[: suffix.start()])
    printed_alone = any(folded(block.line) == bare for block in page)
    name = suffix.group().strip(" -–—|»:\t\xa0")
    if printed_alone or folded(name) in known or _SUFFIX_WORDS.search(name):
        return stripped(text, span.start, span.start + suffix.start())
    return span
