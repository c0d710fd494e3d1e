"""A ready article, given as fields, read as an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from retrieval.article import Article, DateBasis, Published, Span
from retrieval.errors import EmptySource, ReadingError
from retrieval.reading.blocks import Block, blocks
from retrieval.reading.credits import find_editor, find_wires
from retrieval.reading.dates import find_dates
from retrieval.reading.dump import closing_mark
from retrieval.reading.layout import find_opening, read_body
from retrieval.reading.outlet import choose_outlet, known_names, self_names
from retrieval.reading.publication import Page, find_publication
from retrieval.reading.sentences import split_paragraph


def read_record(record: Mapping[str, object], today: date | None = None) -> Article:
    """The article of a record ``{"outlet", "title", "published", "url", "body"}``; all but the body may be null.

    The stored text is the body exactly as given. Raises ``ReadingError`` with the reason for a field of the wrong
    type or a date that is none, and ``EmptySource`` when the body holds no sentence.
    """
    body = record.get("body")
    if not isinstance(body, str):
        found = "tidak ada" if body is None else f"bertipe {type(body).__name__}"
        raise ReadingError(f'"body" harus berupa teks, tetapi {found}')
    outlet, title, url = (_text(record, key) for key in ("outlet", "title", "url"))
    published = _published(record)
    page = blocks(body)
    names = self_names(page)
    opening = find_opening(body, page, known_names(names, outlet))
    verdicts = read_body(body, page, opening, title)
    pieces = [piece for verdict in verdicts for piece in verdict.pieces] or _unfurnished(page)
    sentences = tuple(sentence for piece in pieces for sentence in split_paragraph(body, piece))
    if not sentences:
        raise EmptySource('"body" tidak berisi kalimat berita')
    dateline = opening.dateline.span if opening.dateline else None
    outlet = outlet or choose_outlet(opening.dateline, names)
    return Article(
        text=body,
        sentences=sentences,
        outlet=outlet,
        title=title,
        published=published
        or find_publication(Page(body, page, opening.index, None, pieces, dateline), today or date.today()),
        url=url,
        editor=find_editor(body),
        wires=find_wires(body, page, pieces, closing_mark(body, verdicts), outlet),
    )


def _unfurnished(page: Sequence[Block]) -> list[Span]:
    """A body too short to tell from captions and menus: given as an article, it is one, but for plain furniture."""
    return [block.span for block in page if block.furniture is None and any(map(str.isalpha, block.line))]


def _text(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadingError(f'"{key}" harus berupa teks atau null, tetapi bertipe {type(value).__name__}')
    return value.strip() or None


def _published(record: Mapping[str, object]) -> Published | None:
    """The stated date: ISO 8601, or any full date that the reader knows from bylines."""
    written = _text(record, "published")
    if written is None:
        return None
    value = _iso(written)
    if value is None:
        mentions = find_dates(written)
        value = next((mention.moment or mention.value for mention in mentions if mention.value is not None), None)
    if value is None:
        raise ReadingError(f'"published" bukan tanggal yang sah: {written[:60]!r}')
    return Published(value, DateBasis.STATED, written)


def _iso(written: str) -> date | datetime | None:
    """A day, or a moment where the zone is given; a time without a zone counts for its day only."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.date()
    return moment.replace(second=0, microsecond=0)
