"""An index version as arrays, straight from the revisions' term ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sqlmodel import col

from retrieval.archive.records import StoredIndex
from retrieval.archive.selecting import AnyRow, AnySelect, place, placed_refs, ref
from retrieval.archive.tables import RevisionRow

TERM_ID = np.dtype("<i4")


def select_index(version: int) -> AnySelect:
    """One row per article; its last four columns are what :func:`lay_out` reads beside the reference."""
    return placed_refs(version).add_columns(
        col(RevisionRow.first_sentence),
        col(RevisionRow.sentence_count),
        col(RevisionRow.term_counts),
        col(RevisionRow.term_ids),
    )


def lay_out(rows: Sequence[AnyRow], words: Mapping[int, str]) -> StoredIndex:
    """The arrays of a version; ``words`` are all terms by id."""
    rows = sorted(rows, key=place)
    sizes = np.array([row[-3] for row in rows], dtype=np.int64)
    ordinals = _positions(sizes)
    term_counts = _joined([row[-2] for row in rows])
    term_ids, vocabulary = _without_waste(_joined([row[-1] for row in rows]), words)
    return StoredIndex(
        articles=[ref(row) for row in rows],
        sentence_ids=np.repeat(np.array([row[-4] for row in rows], dtype=np.int64), sizes) + ordinals,
        sentence_article=np.repeat(np.arange(len(rows), dtype=np.int32), sizes),
        sentence_ordinal=ordinals.astype(np.int32),
        term_offsets=np.concatenate(([0], np.cumsum(term_counts, dtype=np.int64))),
        term_ids=term_ids,
        vocabulary=vocabulary,
    )


def _positions(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """0, 1, 2 ... anew within every group of the given sizes."""
    starts = np.cumsum(sizes) - sizes
    return np.arange(sizes.sum(), dtype=np.int64) - np.repeat(starts, sizes)


def _joined(parts: Sequence[bytes]) -> npt.NDArray[np.int32]:
    return np.frombuffer(b"".join(parts), dtype=TERM_ID).astype(np.int32)


def _without_waste(
    term_ids: npt.NDArray[np.int32], words: Mapping[int, str]
) -> tuple[npt.NDArray[np.int32], list[str]]:
    """Ids counted through the sorted terms of this version alone, whatever was indexed before and in which order."""
    used = np.flatnonzero(np.bincount(term_ids)) if len(term_ids) else np.empty(0, dtype=np.int64)
    ordered = sorted((words[int(identity)], int(identity)) for identity in used)
    renumbered = np.zeros(int(used[-1]) + 1 if len(used) else 0, dtype=np.int32)
    renumbered[[identity for _, identity in ordered]] = np.arange(len(ordered), dtype=np.int32)
    return renumbered[term_ids], [word for word, _ in ordered]
