"""``python -m retrieval.training``: makes what the package ships, from data.

``tables`` first, then ``models``: the models learn from features that the tables give.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from retrieval.answering import confidence, features
from retrieval.language import background, vectors
from retrieval.language.analyzer import Analyzer
from retrieval.training.background import write_background
from retrieval.training.bench import Tools
from retrieval.training.corpus import read_corpus
from retrieval.training.examples import Example, given, small, whole
from retrieval.training.measures import report
from retrieval.training.models import export, learn
from retrieval.training.questions import QuestionSet, read_facqa, read_idk, read_newsroom
from retrieval.training.vectors import write_vectors

MODELS = Path(features.__file__).parent / "models"
NEWSROOM = Path(__file__).parent / "newsroom.jsonl"
SMALL_QUESTIONS = 2500
WHOLE_DOCUMENTS = 1200
# Reporters' questions tell best what comes first. Their unanswerable ones were written to be mistaken for answerable
# ones, and FacQA has none of its own: of the decision to answer IDK-MRC tells most.
ORDER_WEIGHTS = {"newsroom": 30.0}
DECISION_SOURCES = frozenset({"idk", "miniidk", "miniidk-lost"})

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
File = Annotated[Path, typer.Option(exists=True, dir_okay=False)]


@app.command()
def tables(corpus: File) -> None:
    """Count words and learn vectors from CORPUS, JSON lines with a ``body`` each (about a million sentences)."""
    counted = read_corpus(corpus)
    analyzer = Analyzer()
    words = write_background(counted, analyzer.term, background.SHIPPED)
    terms = write_vectors(counted, analyzer.term, analyzer.is_stop, vectors.SHIPPED)
    typer.echo(f"{counted.sentences} sentences, {words} words, {terms} vectors")


@app.command()
def models(facqa: File, idk: File, news: File) -> None:
    """Train from FacQA, IDK-MRC and the project's own questions on the articles of NEWS; prints held-out figures."""
    examples = list(_examples(Tools.shipped(), facqa, idk, news))
    learned = learn(examples, ORDER_WEIGHTS, DECISION_SOURCES)
    for line in report(examples, learned.orders, learned.logits):
        typer.echo(line)
    export(learned.ranker, features.NAMES, MODELS / "ranker.json")
    export(learned.judge, confidence.NAMES, MODELS / "judge.json")


def _examples(tools: Tools, facqa: Path, idk: Path, news: Path) -> Iterator[Example]:
    passages = read_facqa(facqa)
    paragraphs = read_idk(idk, "train")
    yield from whole(tools, "facqa", passages)
    yield from whole(tools, "idk", _of_some_documents(paragraphs))
    yield from small(tools, "minifacqa", passages)
    yield from small(tools, "miniidk", _some(paragraphs), documents=5, swap=False)
    yield from given(tools, "newsroom", read_newsroom(NEWSROOM, news))


def _some(questions: QuestionSet) -> QuestionSet:
    chosen = random.Random(5).sample(questions.questions, min(SMALL_QUESTIONS, len(questions.questions)))
    return QuestionSet(questions.documents, tuple(chosen))


def _of_some_documents(questions: QuestionSet) -> QuestionSet:
    groups = sorted({asked.group for asked in questions.questions})
    kept = set(random.Random(1).sample(groups, min(WHOLE_DOCUMENTS, len(groups))))
    return QuestionSet(
        {key: text for key, text in questions.documents.items() if key in kept},
        tuple(asked for asked in questions.questions if asked.group in kept),
    )


if __name__ == "__main__":
    app()
