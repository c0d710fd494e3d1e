"""Question sets in one form: documents, questions on them, and the stretches of text that answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retrieval.training.corpus import read_lines


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: code points ``start`` to ``end`` of a document."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; without ``places`` nothing in its documents answers.

    ``group`` is what must not be split between training and measuring (a passage, or an archive of a few articles);
    ``archive`` names the documents that are searched, and is empty where the trainer is to choose them.
    """

    words: str
    group: str
    places: tuple[Place, ...]
    answers: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    documents: Mapping[str, str]
    questions: tuple[Asked, ...]


def read_facqa(path: Path) -> QuestionSet:
    """FacQA (Purwarianti et al. 2007): factoid questions, each with its passage."""
    documents: dict[str, str] = {}
    questions = []
    for line in read_lines(path):
        key = str(line["passage_id"])
        documents.setdefault(key, line["context"])
        if documents[key] == line["context"]:
            questions.append(_of_passage(line, key))
    return QuestionSet(documents, tuple(questions))


def read_idk(path: Path, split: str) -> QuestionSet:
    """IDK-MRC (Putri and Oh 2022): questions on paragraphs, half of which do not answer; ``split`` train or valid."""
    keys: dict[str, str] = {}
    questions = []
    for line in read_lines(path):
        if line["split"] == split:
            key = keys.setdefault(line["context"], f"{split}-{len(keys)}")
            questions.append(_of_passage(line, key))
    return QuestionSet({key: text for text, key in keys.items()}, tuple(questions))


def read_newsroom(path: Path, archive: Path) -> QuestionSet:
    """The project's own questions on small archives of news articles.

    Each line holds ``words``, ``context``, ``kind``, ``archive`` (ids of articles) and ``relevant`` (id, start and end
    of each sentence that answers); ``archive`` is a JSON lines file of the articles with ``id`` and ``body``.
    """
    lines = list(read_lines(path))
    wanted = {identity for line in lines for identity in line["archive"]}
    documents = {line["id"]: line["body"] for line in read_lines(archive) if line["id"] in wanted}
    return QuestionSet(documents, tuple(_of_archive(line) for line in lines if wanted <= documents.keys()))


def without_places(question: Asked) -> Asked:
    """The same question, of documents that do not answer it."""
    return replace(question, places=(), answers=())


def write_questions(questions: Iterable[Asked], path: Path) -> None:
    """Write what ``read_newsroom`` reads."""
    with path.open("w", encoding="utf-8") as lines:
        for one in questions:
            line = {
                "words": one.words,
                "context": one.context,
                "kind": one.kind,
                "archive": one.archive,
                "relevant": [[place.document, place.start, place.end] for place in one.places],
            }
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def _of_passage(line: Mapping[str, Any], key: str) -> Asked:
    answers = tuple(str(one) for one in line["answers"] or ())
    return Asked(line["question"], key, tuple(_places(line, key, answers)), answers)


def _places(line: Mapping[str, Any], key: str, answers: tuple[str, ...]) -> Iterator[Place]:
    if line.get("answerable", True):
        for start, answer in zip(line["answer_start"] or (), answers, strict=False):
            yield Place(key, start, start + len(answer))


def _of_archive(line: Mapping[str, Any]) -> Asked:
    archive = tuple(line["archive"])
    places = tuple(Place(*place) for place in line["relevant"])
    return Asked(line["words"], archive[0], places, (), tuple(line["context"]), archive, line["kind"])
