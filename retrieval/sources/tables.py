"""Articles as rows of a table (RFC 4180), with columns named as newsrooms name them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from retrieval.article import Article
from retrieval.errors import EmptySource, ReadingError
from retrieval.reading.decoding import decode
from retrieval.reading.record import read_record
from retrieval.sources.folder import Found
from retrieval.sources.items import Identity, Item, Unreadable
from retrieval.sources.opening import read_all
from retrieval.sources.paths import printable
from retrieval.sources.reasons import why

LARGEST = 200_000_000
LONGEST_CELL = 10_000_000
# What a column may be called; the first name that the header has counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "artikel_id", "guid", "nomor", "no", "slug"),
    "outlet": ("outlet", "media", "source", "sumber", "publisher", "penerbit", "portal"),
    "title": ("title", "judul", "headline"),
    "published": ("published", "date", "tanggal", "tgl", "published_at", "publish_date", "pubdate", "waktu", "terbit"),
    "url": ("url", "link", "tautan", "permalink", "alamat"),
    "body": ("body", "content", "isi", "text", "teks", "artikel", "article", "konten", "naskah"),
}


def read_rows(found: Found, columns: Mapping[str, str]) -> Iterator[Item | Unreadable]:
    """The rows of a file; ``columns`` names those that are called otherwise, field by field."""
    label = printable(found.file)
    try:
        rows = _rows(decode(read_all(found.path, LARGEST), LARGEST), found.file)
        header = next(rows, None)
        if header is None:
            raise EmptySource("berkas kosong")
        places = _places([name.strip().strip("\ufeff").casefold() for name in header], columns)
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield _item(found, label, number, row, places)
    except csv.Error as error:
        yield Unreadable(label, f"bukan tabel yang sah: {error}", path=found.source)
    except OSError as error:
        yield Unreadable(label, why(error), path=found.source)
    except ReadingError as error:
        yield Unreadable(label, str(error), path=found.source)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    sample = text[:20_000]
    first = sample.splitlines()[0] if sample.strip() else ""
    # By the header alone: bodies hold every sign there is.
    delimiter = "\t" if name.lower().endswith(".tsv") else max(",;\t|", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _places(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands; raises ``ReadingError`` without a column of bodies."""
    places = {}
    for field, names in COLUMNS.items():
        wanted = columns.get(field)
        known = (wanted.casefold(),) if wanted else names
        place = next((header.index(name) for name in known if name in header), None)
        if wanted and place is None:
            raise ReadingError(f"tidak ada kolom {wanted!r}; yang ada: {', '.join(header)[:200]}")
        if place is not None:
            places[field] = place
    if "body" not in places:
        raise ReadingError(f"tidak ada kolom isi berita; yang ada: {', '.join(header)[:200]}")
    return places


def _item(found: Found, label: str, number: int, row: Sequence[str], places: Mapping[str, int]) -> Item:
    record = {field: row[place].strip() or None for field, place in places.items() if place < len(row)}
    given = record.pop("id", None)
    identity = Identity(found.source, f"id:{given[:500]}" if given else f"line:{number:09d}")
    digest = hashlib.sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()
    return Item(identity, f"{label}:{number}", found.file, digest, partial(_article, record))


def _article(record: Mapping[str, str | None], today: date) -> Article:
    return read_record(record, today)
