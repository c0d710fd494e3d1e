"""Counts how common words and terms are, and how often they are written with a capital."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.training.corpus import Corpus

LEAST_SENTENCES = 8


def write_background(corpus: Corpus, term_of: Callable[[str], str], path: Path) -> int:
    """Write the table that ``retrieval.language.background.Background`` reads; gives the number of words."""
    sentences = sentence_counts(corpus)
    inside, capital = _inside(corpus)
    listed = [int(place) for place in np.argsort(-sentences, kind="stable") if sentences[place] >= LEAST_SENTENCES]
    terms = {place: term_of(corpus.forms[place]) for place in listed}
    frequency: Counter[str] = Counter()
    for place in listed:
        frequency[terms[place]] += int(sentences[place])
    # Without a time stamp, so that the same counts make the same file.
    with path.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        packed.write(f"{corpus.sentences}\n".encode())
        for place in listed:
            share = round(100 * capital[place] / inside[place]) if inside[place] else 0
            packed.write(f"{corpus.forms[place]}\t{terms[place]}\t{frequency[terms[place]]}\t{share}\n".encode())
    return len(listed)


def sentence_counts(corpus: Corpus) -> npt.NDArray[np.int64]:
    """In how many sentences each word stands."""
    sentence = np.repeat(np.arange(corpus.sentences), np.diff(corpus.offsets))
    pairs = np.unique(corpus.words.astype(np.int64) * corpus.sentences + sentence)
    return np.bincount(pairs // corpus.sentences, minlength=len(corpus.forms))


def _inside(corpus: Corpus) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How often each word stands behind the first of a sentence, and how often with a capital there."""
    first = np.zeros(len(corpus.words), dtype=np.bool_)
    first[corpus.offsets[:-1][np.diff(corpus.offsets) > 0]] = True
    size = len(corpus.forms)
    inside = np.bincount(corpus.words[~first], minlength=size)
    return inside, np.bincount(corpus.words[~first & corpus.capital], minlength=size)
