"""``python -m benchmarks.bm25``: a question's scores from postings beside rank_bm25's own loop, same terms and scores.

Documents are as long as sentences of the news, and terms as frequent as words are (Zipf's law).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Annotated

import numpy as np
import typer
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import PostingsBM25

TERMS = 60_000
MEAN_LENGTH = 16
EXPONENT = 1.1
QUESTION_TERMS = 4


def corpus(rng: np.random.Generator, sentences: int) -> list[list[str]]:
    lengths = rng.poisson(MEAN_LENGTH, sentences)
    words = np.minimum(rng.zipf(EXPONENT, int(lengths.sum())), TERMS)
    ends = np.cumsum(lengths)
    return [list(map(str, words[end - length : end])) for length, end in zip(lengths, ends, strict=True)]


def seconds(work: Callable[[list[str]], object], query: list[str]) -> float:
    start = time.perf_counter()
    work(query)
    return time.perf_counter() - start


def main(
    sentences: Annotated[int, typer.Option(min=1)] = 100_000, questions: Annotated[int, typer.Option(min=1)] = 20
) -> None:
    """Print the median of a question for both, and their ratio."""
    rng = np.random.default_rng(0)
    documents = corpus(rng, sentences)
    asked = [_question(rng, documents) for _ in range(questions)]
    stock, ours = BM25Okapi(documents), PostingsBM25(documents)
    for query in asked:
        if not np.array_equal(stock.get_scores(query), ours.get_scores(query)):
            raise SystemExit(f"scores differ for {query}")
    theirs = median(seconds(stock.get_scores, query) for query in asked)
    mine = median(seconds(ours.get_scores, query) for query in asked)
    print(f"{sentences} sentences, {questions} questions of {QUESTION_TERMS} terms, equal scores")
    print(f"rank_bm25 {theirs * 1000:.2f} ms, postings {mine * 1000:.3f} ms: {theirs / mine:.0f} x")


def _question(rng: np.random.Generator, documents: Sequence[list[str]]) -> list[str]:
    """Terms that stand in one sentence, the rarer the likelier, as in a question about it."""
    document = documents[int(rng.integers(len(documents)))]
    return sorted(set(document), key=int, reverse=True)[:QUESTION_TERMS]


if __name__ == "__main__":
    typer.run(main)
