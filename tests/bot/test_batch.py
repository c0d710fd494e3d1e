"""Batches: one line out for each line in, in order, at once, whatever the line holds."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.batch import BatchQuestion, Outcome, answer_lines, parse, sound
from retrieval.errors import ArchiveUnavailable


def echo(asked: BatchQuestion) -> dict[str, Any]:
    return {"id": asked.id, "reply": asked.question, "context": list(asked.context)}


def run(*lines: bytes) -> tuple[list[dict[str, Any]], Outcome]:
    out = io.StringIO()
    outcome = answer_lines(lines, echo, out)
    return [json.loads(line) for line in out.getvalue().splitlines()], outcome


def test_answers_keep_the_order_and_the_ids() -> None:
    records, outcome = run(b'{"id": "b", "question": "satu"}\n', b'{"id": 2, "question": "dua", "context": ["x"]}')
    assert records == [
        {"id": "b", "reply": "satu", "context": []},
        {"id": 2, "reply": "dua", "context": ["x"]},
    ]
    assert outcome == Outcome(asked=2, malformed=0, failed=0)


def test_blank_lines_and_a_byte_order_mark_are_no_questions() -> None:
    records, _ = run(b'\xef\xbb\xbf{"id": 1, "question": "satu"}\r\n', b"\n", b"   \n")
    assert [record["id"] for record in records] == [1]


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        (b"{", None, "not JSON"),
        (b"[1]", None, "a list"),
        (b"null", None, "null"),
        (b'"x"', None, "a string"),
        (b"\xff\xfe", None, "not UTF-8"),
        (b"[" * 100_000, None, "JSON"),
        (b'{"id": 7}', 7, '"question" is missing'),
        (b'{"id": 7, "question": null}', 7, "must be a string, not null"),
        (b'{"id": 7, "question": 3}', 7, "must be a string, not a number"),
        (b'{"id": 7, "question": "x", "context": "y"}', 7, '"context"'),
        (b'{"id": 7, "question": "x", "context": [1]}', 7, '"context"'),
    ],
)
def test_a_malformed_line_gives_an_error_and_the_rest_goes_on(line: bytes, id: object, said: str) -> None:
    records, outcome = run(b'{"id": 1, "question": "satu"}', line, b'{"id": 3, "question": "tiga"}')
    assert [record["id"] for record in records] == [1, id, 3]
    assert records[1]["line"] == 2
    assert said in records[1]["error"]
    assert outcome == Outcome(asked=3, malformed=1, failed=0)


def test_a_question_that_fails_is_named_and_the_rest_goes_on() -> None:
    def failing(asked: BatchQuestion) -> dict[str, Any]:
        if asked.id == 1:
            raise ArchiveUnavailable("the database does not answer")
        return echo(asked)

    out = io.StringIO()
    outcome = answer_lines([b'{"id": 1, "question": "a"}', b'{"id": 2, "question": "b"}'], failing, out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first == {"id": 1, "line": 1, "error": "the database does not answer"}
    assert second["reply"] == "b"
    assert outcome.failed == 1


def test_each_answer_is_flushed_before_the_next_line_is_read() -> None:
    flushed: list[int] = []

    class Pipe(io.StringIO):
        def flush(self) -> None:
            flushed.append(self.getvalue().count("\n"))

    def lines() -> Iterator[bytes]:
        for number in range(3):
            assert len(flushed) == number
            yield b'{"id": 1, "question": "x"}'

    answer_lines(lines(), echo, Pipe())
    assert flushed == [1, 2, 3]


def test_half_characters_become_whole_ones() -> None:
    asked = parse(b'{"id": 1, "question": "a\\ud800b \\ud83d\\ude00", "context": ["\\udc00"]}')
    assert asked == BatchQuestion(1, "a\ufffdb 😀", ("\ufffd",))


@given(st.text())
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert sound(text) == text


@given(st.binary(max_size=80))
def test_any_bytes_are_a_question_or_a_reason(line: bytes) -> None:
    out = io.StringIO()
    outcome = answer_lines([line], echo, out)
    assert out.getvalue().count("\n") == outcome.asked
    assert ("error" in out.getvalue()) >= (outcome.malformed == 1)
