"""All that a path holds, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from retrieval.sources.dumps import read_page
from retrieval.sources.folder import Found, Survey, is_export, is_records, is_table
from retrieval.sources.items import Item, Unreadable
from retrieval.sources.records import count_lines, read_lines
from retrieval.sources.tables import read_rows

if TYPE_CHECKING:
    from retrieval.sources.web.fetching import Fetcher

NONE: Mapping[str, str] = MappingProxyType({})


def items(
    found: Survey, columns: Mapping[str, str] = NONE, fetcher: Fetcher | None = None
) -> Iterator[Item | Unreadable]:
    """What could not be reached, then every file in order; opens one file at a time and raises nothing for content.

    ``columns`` names the columns of tables that are called otherwise than usual, by field; ``fetcher`` visits the web.
    """
    yield from found.unreadable
    if found.web is not None:
        # Few archives need the web, and what it takes is long to import.
        from retrieval.sources.web.fetching import Fetcher
        from retrieval.sources.web.visiting import visit

        yield from visit(found.web, fetcher or Fetcher())
    for file in found.files:
        yield from file_items(file, columns)


def file_items(found: Found, columns: Mapping[str, str] = NONE) -> Iterator[Item | Unreadable]:
    if is_records(found.file):
        yield from read_lines(found)
    elif is_table(found.file):
        yield from read_rows(found, columns)
    elif is_export(found.file):
        from retrieval.sources.wordpress import read_export

        yield from read_export(found)
    else:
        yield read_page(found)


def expected(found: Survey) -> int | None:
    """How many items to expect, or ``None`` where only reading can tell."""
    if found.web is not None:
        return None
    total = len(found.unreadable)
    for file in found.files:
        count = count_lines(file) if is_records(file.file) else None if _of_many(file.file) else 1
        if count is None:
            return None
        total += count
    return total


def _of_many(name: str) -> bool:
    """Whether only reading tells how many articles a file holds."""
    return is_table(name) or is_export(name)
