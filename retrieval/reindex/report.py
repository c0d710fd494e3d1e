"""What a reindex tells while it runs and when it is done."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.sources.items import Unreadable


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` items (``None`` when only reading can tell), and the source at hand."""

    done: int
    total: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """Counts of articles; ``version`` is the index version that answers now.

    ``ignored`` counts the files in folders that are of no kind that Kutip reads.
    """

    version: int | None
    new: int
    changed: int
    unchanged: int
    removed: int
    unreadable: tuple[Unreadable, ...]
    seconds: float
    ignored: int = 0
