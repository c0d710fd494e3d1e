"""Ready articles, one JSON object a line (https://jsonlines.org), plain or compressed."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import BinaryIO, cast

from retrieval.article import Article
from retrieval.errors import BinarySource, EmptySource, ReadingError
from retrieval.reading.record import read_record
from retrieval.sources.folder import Found
from retrieval.sources.items import Identity, Item, Unreadable
from retrieval.sources.opening import open_regular
from retrieval.sources.paths import printable
from retrieval.sources.reasons import why

LONGEST_LINE = 10_000_000
LONGEST_ID = 500
_SNIFFED = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_lines(found: Found) -> Iterator[Item | Unreadable]:
    """The records of a file, read line by line; a bad line is reported with its number and the rest goes on.

    Two lines of one id are one article twice: the second is reported.
    """
    label = printable(found.file)
    try:
        with _opened(found) as lines:
            yield from _records(found, label, lines)
    except EOFError:
        yield Unreadable(label, "berkas terkompresi terpotong", path=found.source)
    except (zlib.error, lzma.LZMAError, gzip.BadGzipFile):
        yield Unreadable(label, "berkas terkompresi rusak", path=found.source)
    except OSError as error:
        yield Unreadable(label, why(error), path=found.source)
    except ReadingError as error:
        yield Unreadable(label, str(error), path=found.source)


def count_lines(found: Found) -> int | None:
    """How many records to expect, or ``None`` where only reading can tell."""
    if not found.file.lower().endswith(".jsonl"):
        return None
    try:
        with open_regular(found.path) as file:
            return sum(chunk.count(b"\n") for chunk in iter(partial(file.read, 1 << 20), b""))
    except (OSError, ReadingError):
        return None


@contextmanager
def _opened(found: Found) -> Iterator[BinaryIO]:
    name = found.file.lower()
    with open_regular(found.path) as file:
        if name.endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield cast(BinaryIO, unpacked)
        elif name.endswith(".xz"):
            with lzma.open(file) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield file


def _records(found: Found, label: str, stream: BinaryIO) -> Iterator[Item | Unreadable]:
    first_lines: dict[str, int] = {}
    empty = True
    for number, line in _lines(stream):
        where = f"{label}, baris {number}"
        if line is None:
            yield Unreadable(where, f"baris lebih panjang dari {LONGEST_LINE / 1e6:.0f} MB", path=found.source)
            empty = False
            continue
        if not line:
            continue
        empty = False
        item = _item(line, number, where, found)
        if isinstance(item, Item) and (first := first_lines.setdefault(item.identity.record, number)) != number:
            identity = item.identity
            yield Unreadable(where, f"id {identity.record[3:]!r} sudah dipakai di baris {first}", identity=identity)
        else:
            yield item
    if empty:
        raise EmptySource("berkas kosong")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Stripped lines by number from 1; ``None`` for one that is too long, which is never held as a whole."""
    number, first = 0, True
    while piece := stream.readline(LONGEST_LINE + 1):
        if first and b"\x00" in piece[:_SNIFFED]:
            raise BinarySource("bukan berkas teks (berisi data biner)")
        number += 1
        if len(piece) > LONGEST_LINE and not piece.endswith(b"\n"):
            while piece and not piece.endswith(b"\n"):
                piece = stream.readline(LONGEST_LINE)
            yield number, None
        else:
            yield number, (piece.removeprefix(_BYTE_ORDER_MARK) if first else piece).strip()
        first = False


def _item(line: bytes, number: int, where: str, found: Found) -> Item | Unreadable:
    try:
        record = _parsed(line)
        identity = Identity(found.source, _key(record, number))
    except ReadingError as error:
        # Whose line it is cannot be told, so it may be anyone's of this file.
        return Unreadable(where, str(error), path=found.source)
    return Item(identity, where, found.file, hashlib.sha256(line).hexdigest(), partial(_article, record))


def _article(record: Mapping[str, object], today: date) -> Article:
    return read_record(record, today)


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadingError("bukan UTF-8") from error
    except RecursionError as error:
        raise ReadingError("JSON bersarang terlalu dalam") from error
    except json.JSONDecodeError as error:
        raise ReadingError(f"bukan JSON yang sah (kolom {error.colno})") from error
    except ValueError as error:
        raise ReadingError("berisi angka yang terlalu panjang") from error
    if not isinstance(record, dict):
        raise ReadingError("bukan objek JSON")
    return record


def _key(record: Mapping[str, object], number: int) -> str:
    """The record's own id, or else its line: without an id, moving a line makes it another article."""
    given = record.get("id")
    if given is None or given == "":
        return f"line:{number:09d}"
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        raise ReadingError(f'"id" harus berupa teks, angka bulat atau null, tetapi bertipe {type(given).__name__}')
    if len(str(given)) > LONGEST_ID:
        raise ReadingError(f'"id" lebih panjang dari {LONGEST_ID} karakter')
    return f"id:{given}"
