"""A large plain corpus as word numbers, read once and kept in memory."""

from __future__ import annotations

import json
import lzma
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

from retrieval.language.tokens import fold, tokenize
from retrieval.reading.sentences import split_sentences

LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Corpus:
    """Words by number: ``words[offsets[i]:offsets[i + 1]]`` is sentence i; ``capital`` marks words written with one."""

    forms: list[str]
    words: npt.NDArray[np.int32]
    capital: npt.NDArray[np.bool_]
    offsets: npt.NDArray[np.int64]

    @property
    def sentences(self) -> int:
        return len(self.offsets) - 1


def read_corpus(path: Path, limit: int | None = None) -> Corpus:
    """Read JSON lines with a ``body`` each (``.xz`` or plain), at most ``limit`` of them."""
    numbers: dict[str, int] = {}
    words, capital, offsets = array("i"), array("b"), array("q", [0])
    with _opened(path) as lines:
        for place, line in enumerate(lines):
            if place == limit:
                break
            for sentence in sentences_of(json.loads(line)["body"]):
                for token in tokenize(sentence):
                    form = fold(token.text)
                    if form and len(form) <= LONGEST_WORD:
                        words.append(numbers.setdefault(form, len(numbers)))
                        capital.append(token.text[0].isupper())
                offsets.append(len(words))
    return Corpus(
        list(numbers),
        np.frombuffer(words, dtype=np.int32),
        np.frombuffer(capital, dtype=np.int8).astype(np.bool_),
        np.frombuffer(offsets, dtype=np.int64),
    )


def sentences_of(body: str) -> Iterator[str]:
    for span in split_sentences(body):
        yield span.of(body)


def _opened(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file."""
    with _opened(path) as lines:
        for line in lines:
            yield json.loads(line)
