"""``python -m benchmarks.answering [PATH ...]``: a whole question beside the plain BM25 search in it.

Asks about the sentences of the archive itself: some of their words, in any order.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import typer
from rank_bm25 import BM25Okapi

from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip

QUESTION_WORDS = 5
ROUNDS = 3


async def run(paths: list[Path], questions: int) -> None:
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        async with await Kutip.open(f"sqlite+aiosqlite:///{folder}/kutip.db") as kutip:
            await kutip.reindex(paths)
            sentences = [span.of(one.text) for one in await kutip.articles() for span in one.sentences]
            asked = [_question(rng, sentences) for _ in range(questions)]
            whole = [await _asked(kutip, text) for _ in range(ROUNDS) for text in asked]
    analyzer = Analyzer()
    plain = BM25Okapi([analyzer.terms(text) for text in sentences])
    searched = [_searched(plain, analyzer, text) for _ in range(ROUNDS) for text in asked]
    print(f"{len(sentences)} sentences, {questions} questions, {ROUNDS} rounds")
    for name, times in (("whole question", whole), ("rank_bm25 only", searched)):
        print(f"{name}: median {median(times) * 1000:.1f} ms, p95 {quantiles(times, n=20)[-1] * 1000:.1f} ms")
    print(f"ratio of the medians: {median(whole) / median(searched):.1f}")


async def _asked(kutip: Kutip, text: str) -> float:
    start = time.perf_counter()
    await kutip.ask(text)
    return time.perf_counter() - start


def _searched(plain: BM25Okapi, analyzer: Analyzer, text: str) -> float:
    start = time.perf_counter()
    plain.get_scores(analyzer.terms(text)).argmax()
    return time.perf_counter() - start


def _question(rng: random.Random, sentences: list[str]) -> str:
    words = rng.choice(sentences).split()
    return " ".join(rng.sample(words, min(QUESTION_WORDS, len(words)))) + "?"


def main(
    paths: Annotated[list[Path] | None, typer.Argument()] = None, questions: Annotated[int, typer.Option(min=2)] = 100
) -> None:
    """Print medians and their ratio; PATH is what ``kutip reindex`` takes, the sample pages unless given."""
    asyncio.run(run(paths or [Path("seeds")], questions))


if __name__ == "__main__":
    typer.run(main)
