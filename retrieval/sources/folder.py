"""Folders and files given by path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from retrieval.article import Article
from retrieval.reading.decoding import decode
from retrieval.reading.dump import read_dump
from retrieval.sources import records
from retrieval.sources.items import Item, Unreadable

LARGEST_DUMP = 10_000_000
DUMP_ENDING = ".txt"


def count(root: Path) -> int | None:
    """How many articles to expect, or ``None`` where only reading can tell."""
    if root.is_dir():
        files = list(_files(root))
        return len(files) if all(file.name.endswith(DUMP_ENDING) for file in files) else None
    return 1 if root.name.endswith(DUMP_ENDING) else None


def walk(root: Path) -> Iterator[Item | Unreadable]:
    """Everything under ``root``, a folder or one file, in a stable order; nothing here raises for bad content."""
    if not root.exists():
        yield Unreadable(str(root), "tidak ada", everything=True)
    elif root.is_dir():
        if not os.access(root, os.R_OK | os.X_OK):
            yield Unreadable(str(root), "folder tidak boleh dibaca", everything=True)
            return
        for file in _files(root):
            yield from _file(file, file.relative_to(root).as_posix())
    elif root.name.endswith((DUMP_ENDING, *records.ENDINGS)):
        yield from _file(root, root.name)
    else:
        known = ", ".join((DUMP_ENDING, *records.ENDINGS))
        yield Unreadable(str(root), f"jenis berkas tidak dikenal (yang dikenal: {known})", everything=True)


def _files(root: Path) -> Iterator[Path]:
    """Readable endings below ``root``, hidden names and links to folders left out."""
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*files, *(each for each in folders if each.endswith(DUMP_ENDING))]):
            if not name.startswith(".") and name.endswith((DUMP_ENDING, *records.ENDINGS)):
                yield Path(folder) / name


def _file(path: Path, key: str) -> Iterator[Item | Unreadable]:
    try:
        if path.name.endswith(records.ENDINGS):
            for item in records.read_lines(path, key):
                yield item if isinstance(item, Unreadable) or key == path.name else _below(item, key)
        else:
            yield _dump(path, key)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Unreadable(key, f"tidak bisa dibuka: {reason}", key=key)


def _below(item: Item, file: str) -> Item:
    """Keys of a file inside a folder carry its name, so that two files may number their records alike."""
    return replace(item, key=f"{file}#{item.key}", file=file)


def _dump(path: Path, key: str) -> Item | Unreadable:
    if not path.is_file():
        return Unreadable(key, "bukan berkas", key=key)
    size = path.stat().st_size
    if size > LARGEST_DUMP:
        return Unreadable(key, f"terlalu besar: {size / 1e6:.0f} MB (batas {LARGEST_DUMP / 1e6:.0f} MB)", key=key)
    data = path.read_bytes()
    return Item(key, key, key, hashlib.sha256(data).hexdigest(), partial(_read, data))


def _read(data: bytes) -> Article:
    return read_dump(decode(data))
