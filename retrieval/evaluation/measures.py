"""How far up the right sentences stand, by ``ir-measures`` (MacAvaney, Macdonald and Ounis 2022)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import ModuleType

import numpy as np

from retrieval.answering.snapshot import FloatArray
from retrieval.errors import MissingExtra

# Our names for Success@k, RR@10 and nDCG@10.
NAMES = ("hit@1", "hit@3", "hit@5", "MRR@10", "nDCG@10")


def ranking_measures(ranked: Sequence[Sequence[int]], relevant: Sequence[Collection[int]]) -> FloatArray:
    """One row a question, one column a measure of ``NAMES``; shape (questions, 5).

    A question without a relevant row, or without a ranked one, has 0 everywhere. Raises ``MissingExtra``.
    """
    library = _library()
    columns = [library.Success @ k for k in (1, 3, 5)] + [library.RR @ 10, library.nDCG @ 10]
    table = np.zeros((len(ranked), len(NAMES)))
    # Strictly falling scores: the library orders ties by name, and our order is final.
    run = {str(q): {str(row): float(-rank) for rank, row in enumerate(rows)} for q, rows in enumerate(ranked) if rows}
    qrels = {str(q): dict.fromkeys(map(str, rows), 1) for q, rows in enumerate(relevant) if rows and ranked[q]}
    if qrels:
        for one in library.iter_calc(columns, qrels, {q: run[q] for q in qrels}):
            table[int(one.query_id), columns.index(one.measure)] = one.value
    return table


def require() -> None:
    """Raises ``MissingExtra`` when the measures cannot be computed here."""
    _library()


def _library() -> ModuleType:
    try:
        import ir_measures
    except ImportError as error:
        raise MissingExtra(f"kutip evaluate needs {error.name}; it comes with: pip install 'kutip[evaluate]'") from None
    return ir_measures
