"""All that a path holds, item by item."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.sources.dumps import read_page
from retrieval.sources.folder import Found, Survey, is_records
from retrieval.sources.items import Item, Unreadable
from retrieval.sources.records import count_lines, read_lines


def items(found: Survey) -> Iterator[Item | Unreadable]:
    """What could not be reached, then every file in order; opens one file at a time and raises nothing for content."""
    yield from found.unreadable
    for file in found.files:
        yield from file_items(file)


def file_items(found: Found) -> Iterator[Item | Unreadable]:
    if is_records(found.file):
        yield from read_lines(found)
    else:
        yield read_page(found)


def expected(found: Survey) -> int | None:
    """How many items to expect, or ``None`` where only reading can tell."""
    total = len(found.unreadable)
    for file in found.files:
        count = count_lines(file) if is_records(file.file) else 1
        if count is None:
            return None
        total += count
    return total
