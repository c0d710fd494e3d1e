"""What was kept of a page, what was dropped, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.article import Article, Span
from retrieval.reading.blocks import Verdict

# Of what no rule speaks: blanks apart, it is no sentence of the article.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the stored text; ``reason`` names what it is, such as ``body``, ``related``, ``caption``."""

    span: Span
    kept: bool
    reason: str


def parts(article: Article, verdicts: Sequence[Verdict] = ()) -> list[Part]:
    """Sentences and what stands between them, in order; ``verdicts`` are those on the page's blocks, where known."""
    found: list[Part] = []
    at = 0
    for sentence in article.sentences:
        found += _dropped(article.text, Span(at, sentence.start), verdicts)
        found.append(Part(sentence, True, "body"))
        at = sentence.end
    return [*found, *_dropped(article.text, Span(at, len(article.text)), verdicts)]


def _dropped(text: str, gap: Span, verdicts: Sequence[Verdict]) -> Iterator[Part]:
    """The lines of a gap, each with the reason of the block that it belongs to."""
    start = gap.start
    for line in gap.of(text).splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            begin = start + len(line) - len(line.lstrip())
            span = Span(begin, begin + len(line.strip()))
            yield Part(span, False, _reason(span, verdicts))
        start = end


def _reason(span: Span, verdicts: Sequence[Verdict]) -> str:
    for verdict in verdicts:
        if verdict.span.start < span.end and span.start < verdict.span.end:
            return verdict.reason if not verdict.kept else OUTSIDE
    return OUTSIDE
