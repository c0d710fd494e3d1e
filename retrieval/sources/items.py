"""What a source holds, before it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.article import Article


@dataclass(frozen=True, slots=True)
class Item:
    """One article to be.

    ``key`` is its place in the source, ``label`` what people call it; ``digest`` changes whenever its content does.
    ``read`` may raise ``ReadingError``.
    """

    key: str
    label: str
    file: str | None
    digest: str
    read: Callable[[], Article]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be read, and why, in words for the newsroom.

    ``key`` is the article that it would have been, where that is known; ``everything`` when the whole source failed.
    """

    source: str
    reason: str
    key: str | None = None
    everything: bool = False
