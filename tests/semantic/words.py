"""An embedder that needs no model: words that share a meaning share a dimension."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.semantic.embedder import Vectors

MEANINGS = {"hujan": 0, "deras": 0, "basah": 0, "banjir": 0, "kopi": 1, "minum": 1, "harga": 2, "mahal": 2}


class WordEmbedder:
    """Counts the meanings of its word list."""

    name = "words"

    def __init__(self) -> None:
        self.embedded = 0

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return np.stack([self.question(text) for text in texts]) if texts else np.zeros((0, 4), dtype=np.float32)

    def question(self, text: str) -> Vectors:
        vector = np.full(4, 0.01, dtype=np.float32)
        for word in text.lower().replace(".", "").replace("?", "").split():
            if word in MEANINGS:
                vector[MEANINGS[word]] += 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
