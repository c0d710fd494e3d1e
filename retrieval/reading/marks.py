"""What is glued to a paragraph's ends and is no part of its sentences: end marks, initials, injected links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.reading import abbreviations
from retrieval.reading.paragraphs import stripped

# "(ATN)", "[abc]", "(ant/abc)", "(Uu. H-RF/I015)" behind the last full stop.
_INITIALS_BEHIND_STOP = re.compile(r"(?<=[.!?\"”…*])\s*(?P<mark>[(\[][^()\[\]\n]{1,60}[)\]])\s*[.*]?\s*$")
# Without a full stop before it, only what can be nothing else: "[abc]", "(abc/def)". "(BIN)" explains a name.
_INITIALS = re.compile(r"\s(?P<mark>\[[a-zA-Z]{2,6}\]|[(\[][a-z]{2,5}(?:\s?/\s?[a-z0-9]{1,6})+[)\]])\s*\*?\s*$")
_ABBREVIATION_BEHIND = re.compile(r"([\w./&-]+)\.\s*$")
_STARS = re.compile(r"\s*(?:\(\s*\*+\s*\)|\[\s*\*+\s*\]|\*{2,}|(?<=[.!?\"”])\s*[*#@■□●◆]|#{2,}|@{1,})\s*$")
_CREDIT_BEHIND = re.compile(
    r"(?<=[.!?\"”*)\]])\s*(?:[-–—]\s*)?(?:editor|penulis|reporter|pewarta|redaktur|sumber|kontributor|laporan|teks|foto"
    r"|penyunting|artikel ini telah tayang)\s*(?::|\bdi\b).*$",
    re.IGNORECASE,
)
_LINK_BEHIND = re.compile(
    r"(?<=[.!?\"”*)\]])\s*(?:baca|simak|lihat|tonton|saksikan) (?:juga|selengkapnya|pula|artikel lainnya)\s*[:»>].*$",
    re.IGNORECASE,
)
# What a page shows until a picture has arrived.
_LOADING = re.compile(r"[\s,;]*\b(?:loading|memuat)\s?(?:\.{2,}|…)\s*$", re.IGNORECASE)
_INSIDE = re.compile(
    r"\[\s*gambas\s*:[^\]]*\]|\[\s*(?:video|foto|photo|gambar|embed|youtube|advertisement|iklan|img)[^\]]{0,60}\]"
    r"|\b(?:advertisement\s+)?scroll to (?:continue|resume)(?: with)? content\b"
    r"|\bscroll untuk melanjutkan(?: membaca)?\b"
    r"|\bADVERTISEMENT\b|[(\[]\s*(?:baca|simak|lihat) juga\s*:[^()\[\]]{0,200}[)\]]\s*[,.]?|\bbaca juga\s*:\s*,",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[a-z]{3,}[^()]*\s[^()]*\s[^()]*\s[^()]*[a-z]{2,}\.?[)\]]$")


# A link that lost its words to the dump: "Baca juga:, Menurut dia ...".
_LOST_LINK = re.compile(r"(?:(?:baca|simak|lihat)[ _]juga(?:\s*:\s*,|\s*,|\s*:?(?=\s*[\"“]))\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What is left of a paragraph, and the end mark that was cut off it, if it closes the article."""

    pieces: tuple[Span, ...]
    mark: str | None


def behind_lost_link(text: str, span: Span) -> Span:
    """The span without the label of a link whose words are gone."""
    label = _LOST_LINK.match(text, span.start, span.end)
    return Span(label.end(), span.end) if label else span


def closes_surely(mark: str) -> bool:
    """Whether the mark ends articles and nothing else; initials may also follow a paragraph amid one."""
    return "*" in mark


def trim(text: str, span: Span) -> Trimmed:
    """Cut end marks, trailing credits and injected links off a paragraph of body text."""
    end = span.end
    mark: str | None = None
    for _ in range(4):
        cut = _trailing(text, Span(span.start, end))
        if cut is None:
            break
        end, closing = cut
        mark = closing or mark
    return Trimmed(_without_insertions(text, stripped(text, span.start, end)), mark)


def _trailing(text: str, span: Span) -> tuple[int, str | None] | None:
    """Where the paragraph should end instead, and the mark if it is one that closes articles."""
    paragraph = span.of(text)
    for pattern in (_LOADING, _LINK_BEHIND, _CREDIT_BEHIND):
        found = pattern.search(paragraph)
        if found and found.start() > 0:
            return _trimmed_end(text, span, found.start()), None
    stars = _STARS.search(paragraph)
    if stars and stars.start() > 0:
        return _trimmed_end(text, span, stars.start()), stars.group().strip()
    for pattern in (_INITIALS_BEHIND_STOP, _INITIALS):
        found = pattern.search(paragraph)
        if found and found.start() > 0 and not _belongs_to_sentence(paragraph, found):
            return _trimmed_end(text, span, found.start()), found.group("mark")
    return None


def _belongs_to_sentence(paragraph: str, found: re.Match[str]) -> bool:
    """Whether the bracket is a sentence, or explains an abbreviation as in ``Laut Biru Tbk. (LAUT).``"""
    if _SENTENCE_INSIDE.search(found.group("mark")):
        return True
    word = _ABBREVIATION_BEHIND.search(paragraph[: found.start("mark")])
    known = abbreviations.load()
    stopped = found.string[found.end("mark") :].strip() == "."
    return stopped and word is not None and any(known.holds(g, word.group(1)) for g in (known.never, known.may_end))


def _trimmed_end(text: str, span: Span, offset: int) -> int:
    return stripped(text, span.start, span.start + offset).end


def _without_insertions(text: str, span: Span) -> tuple[Span, ...]:
    pieces: list[Span] = []
    start = span.start
    for inserted in _INSIDE.finditer(text, span.start, span.end):
        pieces.append(stripped(text, start, inserted.start()))
        start = inserted.end()
    pieces.append(stripped(text, start, span.end))
    return tuple(piece for piece in pieces if piece.start < piece.end)
