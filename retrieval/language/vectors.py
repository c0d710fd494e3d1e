"""Words near in meaning: vectors counted on a large corpus, for what no word list says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

SHIPPED = Path(__file__).parent / "vectors.npz"
# Shipped as bytes; unit vectors of some hundred dimensions hardly use the range.
SCALE = 254.0


@dataclass(frozen=True, slots=True)
class Vectors:
    """One unit vector a term: the positive pointwise mutual information of its neighbours, in few dimensions.

    Singular value decomposition of the counts in ``retrieval.training.vectors`` (Levy, Goldberg and Dagan 2015).
    The last row of ``rows`` is zero and stands for every term that the corpus lacks. ``rows`` has the shape
    (terms + 1, dimensions).
    """

    places: dict[str, int]
    rows: npt.NDArray[np.float32]

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Vectors:
        """Read the shipped table: ``terms`` joined by line feeds, and ``rows`` as signed bytes."""
        with np.load(path) as stored:
            terms = bytes(stored["terms"]).decode("utf-8").split("\n")
            rows = stored["rows"].astype(np.float32) / SCALE
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return cls({term: place for place, term in enumerate(terms)}, np.vstack([rows, np.zeros_like(rows[:1])]))

    def places_of(self, terms: Iterable[str]) -> npt.NDArray[np.int64]:
        """The rows of terms, in their order."""
        unknown = len(self.rows) - 1
        return np.array([self.places.get(term, unknown) for term in terms], dtype=np.int64)
