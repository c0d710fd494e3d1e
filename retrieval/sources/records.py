"""Ready articles, one JSON object a line (https://jsonlines.org)."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from retrieval.reading.record import read_record
from retrieval.sources.items import Item, Unreadable

ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.xz")
LONGEST_LINE = 20_000_000


def read_lines(path: Path, name: str) -> Iterator[Item | Unreadable]:
    """The records of a file, read line by line; a bad line is reported with its number and the rest goes on."""
    seen: dict[str, int] = {}
    with _open(path) as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            item = _item(line, number, name, path)
            if isinstance(item, Item) and (first := seen.setdefault(item.key, number)) != number:
                reason = f"id {item.key!r} sudah dipakai di baris {first}"
                yield Unreadable(f"{name}, baris {number}", reason)
                continue
            yield item


def _open(path: Path) -> IO[bytes]:
    if path.name.endswith(".gz"):
        return gzip.open(path)
    if path.name.endswith(".xz"):
        return lzma.open(path)
    return path.open("rb")


def _item(line: bytes, number: int, name: str, path: Path) -> Item | Unreadable:
    try:
        record = json.loads(line.decode("utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError:
        return Unreadable(f"{name}, baris {number}", "bukan UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        return Unreadable(f"{name}, baris {number}", f"bukan JSON yang sah: {_short(str(error))}")
    if not isinstance(record, dict):
        return Unreadable(f"{name}, baris {number}", "bukan objek JSON")
    identity = record.get("id")
    key = str(identity) if isinstance(identity, (str, int)) and str(identity) else f"baris {number}"
    digest = hashlib.sha256(line.strip()).hexdigest()
    return Item(key, f"{name}, baris {number}", path.name, digest, partial(read_record, record))


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."
