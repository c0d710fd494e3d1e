"""Questions in as JSON lines, answers out as JSON lines: in order, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from bot.cli.records import Record, write
from retrieval.errors import KutipError

# A byte order mark is no part of the first record.
_BOM = b"\xef\xbb\xbf"


class MalformedQuestionError(Exception):
    """A batch line is no question; carries the id when that much could be read."""

    def __init__(self, reason: str, id: object = None) -> None:
        super().__init__(reason)
        self.id = id


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """``context`` holds the earlier questions of the same chat, oldest first."""

    id: object
    question: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    asked: int
    malformed: int
    failed: int


def answer_lines(lines: Iterable[bytes], answer: Callable[[BatchQuestion], Record], out: TextIO) -> Outcome:
    """Writes one line for each line of ``lines`` that is not blank.

    A line that is no question, or whose answer fails, gives ``{"id", "line", "error"}`` and the rest goes on.
    """
    asked = malformed = failed = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked += 1
        try:
            record = answer(parse(line.removeprefix(_BOM) if number == 1 else line))
        except MalformedQuestionError as error:
            malformed += 1
            record = {"id": error.id, "line": number, "error": str(error)}
        except KutipError as error:
            failed += 1
            record = {"id": parse(line).id, "line": number, "error": str(error)}
        write(record, out)
    return Outcome(asked, malformed, failed)


def parse(line: bytes) -> BatchQuestion:
    """Raises MalformedQuestionError."""
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise MalformedQuestionError(f"not UTF-8 text at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise MalformedQuestionError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except (RecursionError, ValueError) as error:
        raise MalformedQuestionError(f"not readable JSON: {error}") from None
    if not isinstance(record, dict):
        raise MalformedQuestionError(f'not an object such as {{"id": 1, "question": "..."}} but {_kind(record)}')
    return _question(record)


def _question(record: Record) -> BatchQuestion:
    id, question, context = record.get("id"), record.get("question"), record.get("context")
    if not isinstance(question, str):
        wrong = "is missing" if "question" not in record else f"must be a string, not {_kind(question)}"
        raise MalformedQuestionError(f'"question" {wrong}', id)
    if context is None:
        context = []
    if not isinstance(context, list) or not all(isinstance(turn, str) for turn in context):
        raise MalformedQuestionError('"context" must be a list of strings', id)
    return BatchQuestion(id, sound(question), tuple(map(sound, context)))


def sound(text: str) -> str:
    """``text`` without half characters (lone surrogates), which no database or terminal can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
