"""``kutip ask`` and ``kutip chat`` on the seed pages, as real processes."""

from __future__ import annotations

import json
import typing
from pathlib import Path

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTION = "Berapa lama Macron menelepon Putin?"
ANSWER = "105 menit"
BATCH_KEYS = ["id", "reply", "answered", "confidence", "quotes"]
QUOTE_KEYS = ["text", "article", "file", "outlet", "title", "url", "published", "date_basis", "start", "end", "score"]


def records(output: str) -> list[dict[str, typing.Any]]:
    return [json.loads(line) for line in output.splitlines()]


def batch(*questions: object) -> str:
    return "".join(json.dumps(question) + "\n" for question in questions)


def stored(quote: dict[str, typing.Any]) -> str:
    return (SEEDS / quote["file"]).read_text(encoding="utf-8")


def test_a_question_without_quotation_marks_is_answered_with_a_quote_outlet_and_date(indexed: Command) -> None:
    done = indexed.process("ask", *QUESTION.split())
    assert done.returncode == 0, done.stderr
    assert ANSWER in done.stdout
    assert done.stdout.startswith("> ")
    assert " 2022 (" in done.stdout
    assert done.stderr == ""


def test_json_is_one_batch_object_with_exact_offsets(indexed: Command) -> None:
    (record,) = records(indexed("ask", "--json", QUESTION).stdout)
    assert list(record) == BATCH_KEYS
    assert record["id"] is None
    assert record["answered"] is True
    assert 0 <= record["confidence"] <= 1
    best = record["quotes"][0]
    assert list(best) == [*QUOTE_KEYS, "also", "independent"]
    assert ANSWER in best["text"]
    for quote in record["quotes"]:
        assert stored(quote)[quote["start"] : quote["end"]] == quote["text"]
        assert quote["text"] in record["reply"]


def test_candidates_come_whether_or_not_there_is_an_answer(indexed: Command) -> None:
    asked = batch({"id": 1, "question": QUESTION}, {"id": 2, "question": "Berapa harga beras di Merauke?"})
    first, second = records(indexed("ask", "--batch", "-", "--candidates", "5", "--quotes", "1", given=asked).stdout)
    assert list(first) == [*BATCH_KEYS, "candidates"]
    assert len(first["candidates"]) == 5
    assert len(first["quotes"]) == 1
    assert second["answered"] is False
    assert second["quotes"] == []
    assert "candidates" in second


def test_a_batch_keeps_order_and_survives_malformed_lines(indexed: Command) -> None:
    given = batch({"id": "a", "question": QUESTION}) + "{rusak\n" + batch({"id": "c", "question": "halo"})
    done = indexed("ask", "--batch", "-", given=given)
    assert done.returncode == 0, done.stderr
    first, second, third = records(done.stdout)
    assert first["id"] == "a"
    assert first["answered"]
    assert second["line"] == 2
    assert "not JSON" in second["error"]
    assert third["id"] == "c"
    assert "1 of 3" in done.stderr


def test_a_batch_streams(indexed: Command) -> None:
    with indexed.start("ask", "--batch", "-") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in range(3):
            running.stdin.write(batch({"id": number, "question": QUESTION}))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait(60) == 0


def test_context_gives_a_follow_up_its_subject(indexed: Command) -> None:
    follow_up = {"id": 1, "question": "Berapa lama?", "context": ["Apakah Macron menelepon Putin?"]}
    (record,) = records(indexed("ask", "--batch", "-", given=batch(follow_up)).stdout)
    assert any(ANSWER in quote["text"] for quote in record["quotes"])


ODD = ("", "   ", "😀🎉", "yang di ke dari", "putin " * 17_000, "\x00", "' OR 1=1 --", "<b>", "\ud800")


def test_odd_questions_get_a_reply_and_break_nothing(indexed: Command) -> None:
    asked = batch(*({"id": number, "question": question} for number, question in enumerate((*ODD, QUESTION))))
    done = indexed("ask", "--batch", "-", given=asked)
    assert done.returncode == 0, done.stderr
    answers = records(done.stdout)
    assert [answer["id"] for answer in answers] == list(range(len(ODD) + 1))
    assert all(answer["reply"].strip() for answer in answers)
    assert answers[-1]["answered"]


def test_piped_lines_hold_a_conversation(indexed: Command) -> None:
    done = indexed("chat", given=f"{QUESTION}\n\nterima kasih\n")
    assert done.returncode == 0, done.stderr
    assert ANSWER in done.stdout
    assert "Sama-sama" in done.stdout
    assert done.stderr == ""


def test_a_conversation_indexes_its_sources_first(kutip: Command) -> None:
    done = kutip.process("chat", given=QUESTION, KUTIP_SOURCES=str(SEEDS))
    assert done.returncode == 0, done.stderr
    assert ANSWER in done.stdout
    assert "5 new" in done.stderr
    assert "index version" not in done.stdout


def test_without_an_index_a_question_says_what_to_do(kutip: Command) -> None:
    done = kutip("ask", QUESTION)
    assert done.returncode == 0
    assert "masih kosong" in done.stdout
    assert "kutip reindex" in done.stderr


def test_english_wording_on_request(indexed: Command) -> None:
    assert "Hello" in indexed("ask", "halo", KUTIP_LANGUAGE="en").stdout
