"""What a source holds, before it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from retrieval.article import Article


class Identity(NamedTuple):
    """What makes an article the same one when its source is read again.

    ``source`` is the path of its file; ``record`` tells the records of one file apart, and is empty for a page.
    """

    source: str
    record: str


@dataclass(frozen=True, slots=True)
class Item:
    """One article to be.

    ``label`` is what people call it, ``file`` its path below the folder that was named; ``digest`` changes whenever
    its bytes do. ``read`` takes the day of reading and may raise ``ReadingError``.
    """

    identity: Identity
    label: str
    file: str
    digest: str
    read: Callable[[date], Article]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be read, and why, in words for the newsroom.

    What was read there before stays: the one article of ``identity``, or all of file or folder ``path``.
    """

    source: str
    reason: str
    path: str | None = None
    identity: Identity | None = None
