"""``kutip explain`` on the seed pages."""

from __future__ import annotations

import json
import sqlite3
import typing

import pytest

if typing.TYPE_CHECKING:
    from conftest import Command

ANSWERED = "Kantor berita mana yang melaporkan pembicaraan di vila milik Loukashenko?"
REFUSED = "Berapa berat paus biru di akuarium Batam?"


def test_an_answer_is_explained_from_its_words_to_its_scores(indexed: Command) -> None:
    done = indexed("explain", ANSWERED)
    assert done.returncode == 0, done.stderr
    for words in ("terms", "wants", "concept", "answered with confidence", "adds to the logit", "adds to the score"):
        assert words in done.stdout
    unwrapped = " ".join(done.stdout.split())
    assert "Belta melaporkan" in unwrapped
    assert "pembicaraan→bicara" in done.stdout
    assert "pembicaraan: pembicaraan [exact]" in unwrapped


def test_a_refusal_says_why(indexed: Command) -> None:
    done = indexed("explain", *REFUSED.split())
    assert done.returncode == 0, done.stderr
    assert "refused with confidence" in done.stdout
    assert "confidence is below 0.5" in done.stdout
    assert "that the archive has nowhere: " in done.stdout
    assert "akuarium" in done.stdout


def test_json_holds_all_of_it(indexed: Command) -> None:
    done = indexed("explain", "--json", "--candidates", "2", ANSWERED)
    record = json.loads(done.stdout)
    assert record["answered"] is True
    assert record["quotes"][0]["text"] == record["candidates"][0]["text"]
    assert len(record["candidates"]) == 2
    for candidate in record["candidates"]:
        total = (
            candidate["average"] + candidate["adjustment"] + sum(one["points"] for one in candidate["contributions"])
        )
        assert total == pytest.approx(candidate["score"])
    decision = record["decision"]
    assert decision["logit"] == pytest.approx(decision["bias"] + sum(part["points"] for part in decision["parts"]))
    assert decision["reasons"] == []


def test_filters_and_earlier_questions_are_shown(indexed: Command) -> None:
    done = indexed("explain", "kalau sebelum 20 Februari 2022?", "--context", "Siapa yang menelepon Putin?")
    assert "… to 2022-02-19" in done.stdout
    assert "from an earlier turn" in done.stdout


def test_small_talk_and_odd_questions_are_no_error(indexed: Command) -> None:
    assert "the reply is greeting" in indexed("explain", "halo").stdout
    for question in ("", "🙂", "[bold]Putin[/bold]", "yang dan di", "Putin " * 400):
        done = indexed("explain", question)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    assert "[bold]Putin[/bold]" in indexed("explain", "[bold]Putin[/bold]").stdout


def test_an_empty_archive_is_told(kutip: Command) -> None:
    done = kutip("explain", ANSWERED)
    assert done.returncode == 0, done.stderr
    assert "Nothing is indexed yet" in done.stdout


def test_explaining_is_not_recorded(indexed: Command) -> None:
    def asked() -> int:
        with sqlite3.connect(indexed.folder / "data" / "kutip.db") as database:
            return int(database.execute("SELECT count(*) FROM exchange").fetchone()[0])

    before = asked()
    indexed("explain", ANSWERED)
    assert asked() == before
