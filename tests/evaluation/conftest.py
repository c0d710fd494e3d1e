"""The small archive, built once for the tests that only look at it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from retrieval.evaluation.corpus import Corpus, built
from retrieval.evaluation.gold import QuestionSet
from retrieval.language.analyzer import Analyzer
from tests.evaluation.archive import BRIDGE, write_articles


@pytest.fixture(scope="package")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="package")
def corpus(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The four articles, and a passage that came with a question."""
    source = write_articles(tmp_path_factory.mktemp("articles") / "articles.jsonl")
    brought = QuestionSet("q", (), {"passage": BRIDGE.replace("Lontar", "Sagu")})
    with asyncio.Runner() as runner:
        manager = built(brought, [source], analyzer)
        corpus = runner.run(manager.__aenter__())
        yield corpus
        runner.run(manager.__aexit__(None, None, None))
