"""What the archive holds already, as far as a reindex compares with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retrieval.sources.items import Identity, Unreadable
from retrieval.sources.paths import covers


@dataclass(frozen=True, slots=True)
class Current:
    """The revision of an article that answers now."""

    revision: int
    source_hash: str
    content_hash: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """Articles by identity: the ids of all that ever were, the revisions of those that answer now."""

    articles: Mapping[Identity, int]
    current: Mapping[Identity, Current]


@dataclass(slots=True)
class Sightings:
    """Which articles a run has come across, and which of the others it must not take for gone."""

    seen: set[Identity] = field(default_factory=set)
    kept: set[Identity] = field(default_factory=set)
    kept_paths: set[str] = field(default_factory=set)

    def keep(self, unreadable: Unreadable) -> None:
        if unreadable.identity is not None:
            self.kept.add(unreadable.identity)
        if unreadable.path is not None:
            self.kept_paths.add(unreadable.path)

    def gone(self, roots: Iterable[str], known: Known) -> list[Identity]:
        """The articles of ``roots`` that are no longer there."""
        named = set(roots)
        return [
            identity
            for identity in known.current
            if identity not in self.seen
            and identity not in self.kept
            and _within(identity.source, named)
            and not _within(identity.source, self.kept_paths)
        ]


def _within(source: str, paths: set[str]) -> bool:
    return any(covers(path, source) for path in paths)
