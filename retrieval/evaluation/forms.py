"""The forms in which question sets come, each recognised by its keys.

The form of Kutip, one JSON object a line (all but ``question`` may be left out)::

    {"id": "q1", "question": "…", "context": ["earlier question", "…"], "kind": "who", "answerable": true,
     "relevant": [{"article": "id of the record, or file of the page", "text": "words that stand in the sentence"}]}

or, in place of ``relevant``, ``"passage": "id or file"`` with ``"answers": ["…"]``: every sentence of that article
that holds one of the answers is right. A question without either is one that nothing answers, unless ``answerable``
is null (small talk). ``passages`` may bring articles along: ``{"id": "text", …}``.

Read besides: FacQA and IDK-MRC (reading comprehension: ``context`` is the passage, ``answers`` with ``answer_start``;
their passages become articles), and gold replies (``expect`` with ``gold``: sentences quoted from files).
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from retrieval.errors import MalformedQuestions
from retrieval.evaluation.gold import Expected, GoldQuestion, QuestionSet

Record = Mapping[str, Any]

_SMALL_TALK = frozenset({"greet", "help", "meta"})
# The shipped models learned from FacQA and from this split of IDK-MRC: figures on what they saw flatter, unless they
# are fitted anew (see ``refitting``).
_TRAINING_SPLIT = "train"


def read_questions(path: Path, *, split: str | None = None, limit: int | None = None) -> QuestionSet:
    """Read a question set (``.jsonl``, or ``.jsonl.xz``); raises ``MalformedQuestions``.

    ``split`` keeps the questions of that split, ``limit`` the first of them; the passages of all remain.
    """
    questions: list[GoldQuestion] = []
    passages: dict[str, str] = {}
    known: set[str] = set()
    for number, record in _records(path):
        try:
            question, brought = _read(record, number)
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedQuestions(f"{path.name}, line {number}: {_words(error)}") from None
        passages.update(brought)
        if question.id in known:
            raise MalformedQuestions(f"{path.name}, line {number}: id {question.id!r} is given twice")
        known.add(question.id)
        if split is None or record.get("split") == split:
            questions.append(question)
    if not questions:
        wanted = f" of the split {split!r}" if split is not None else ""
        raise MalformedQuestions(f"{path.name}: holds no question{wanted}")
    return QuestionSet(path.name, questions[:limit], passages)


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _parsed(line, f"{path.name}, line {number}")
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise MalformedQuestions(f"{path}: {reason}") from None


def _opened(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".xz" else path.open(encoding="utf-8-sig")


def _parsed(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise MalformedQuestions(f"{where}: not JSON ({error})") from None
    if not isinstance(record, dict):
        raise MalformedQuestions(f"{where}: not a JSON object")
    return record


def _read(record: Record, number: int) -> tuple[GoldQuestion, Mapping[str, str]]:
    if isinstance(record.get("context"), str):
        return _comprehension(record)
    if "expect" in record:
        return _gold_reply(record), {}
    return _own(record, number), _passages(record)


def _own(record: Record, number: int) -> GoldQuestion:
    passage = record.get("passage")
    expected = tuple(
        Expected(_text(one, "article"), _text(one, "text")) for one in _sequence(record, "relevant")
    ) or tuple(Expected(_text(record, "passage"), str(answer)) for answer in _sequence(record, "answers"))
    answerable = record.get("answerable", bool(expected))
    if answerable is not None and not isinstance(answerable, bool):
        raise ValueError(f'"answerable" must be true, false or null, not {answerable!r}')
    if answerable and not expected:
        raise ValueError('"answerable" is true, but neither "relevant" nor "answers" with "passage" say by what')
    return GoldQuestion(
        id=str(record.get("id", number)),
        text=_text(record, "question"),
        answerable=answerable,
        expected=expected,
        context=tuple(str(turn) for turn in _sequence(record, "context")),
        kind=record.get("kind"),
        group=str(passage) if passage is not None else (expected[0].article if expected else ""),
    )


def _passages(record: Record) -> Mapping[str, str]:
    brought = record.get("passages") or {}
    if not isinstance(brought, dict) or not all(isinstance(text, str) for text in brought.values()):
        raise ValueError('"passages" must map ids to texts')
    return brought


def _comprehension(record: Record) -> tuple[GoldQuestion, Mapping[str, str]]:
    """FacQA and IDK-MRC as delivered: the passage, the answers and where they start."""
    passage = _text(record, "context")
    key = str(record.get("passage_id") or hashlib.sha256(passage.encode()).hexdigest()[:16])
    starts = record.get("answer_start") or []
    answers = _sequence(record, "answers")
    split = record.get("split")
    question = GoldQuestion(
        id=_text(record, "id"),
        text=_text(record, "question"),
        answerable=bool(record.get("answerable", True)),
        expected=tuple(Expected(key, str(text), int(at)) for text, at in zip(answers, starts, strict=True)),
        group=key,
        familiar=split in (None, _TRAINING_SPLIT),
    )
    return question, {key: passage}


def _gold_reply(record: Record) -> GoldQuestion:
    """Sentences that a reply may quote, by file."""
    expected = tuple(Expected(_text(one, "file"), _text(one, "quote"), whole=True) for one in _sequence(record, "gold"))
    return GoldQuestion(
        id=_text(record, "id"),
        text=_text(record, "question"),
        answerable=None if record["expect"] in _SMALL_TALK else record["expect"] == "quote",
        expected=expected,
        context=tuple(str(turn) for turn in _sequence(record, "context")),
        kind=record.get("kind"),
        group=str(record.get("group") or record["id"]),
    )


def _text(record: Record, key: str) -> str:
    value = record[key]
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise TypeError(f'"{key}" must be text, not {type(value).__name__}')
    return str(value)


def _sequence(record: Record, key: str) -> list[Any]:
    value = record.get(key) or []
    if not isinstance(value, list):
        raise TypeError(f'"{key}" must be a list, not {type(value).__name__}')
    return value


def _words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
