"""What a reindex tells while it runs and when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.sources.items import Unreadable


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` items (``None`` when only reading can tell), and the source at hand."""

    done: int
    total: int | None
    source: str


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """An article by its source, and what becomes of it."""

    kind: ChangeKind
    source: str


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """Counts of articles; ``version`` is the index version that answers now.

    ``changes`` names what is new, changed or gone, up to some thousands.
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
    changes: tuple[Change, ...] = ()
