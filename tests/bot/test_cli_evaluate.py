"""``kutip evaluate`` on the seed pages, with questions of its own."""

from __future__ import annotations

import json
import typing
from pathlib import Path

import pytest

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = str(Path(__file__).parents[2] / "seeds")
QUESTIONS = [
    {
        "id": "villa",
        "question": "Kantor berita mana yang melaporkan pembicaraan di vila Loukashenko?",
        "kind": "who",
        "relevant": [{"article": "001_e99b135f0bdf51d6.txt", "text": "kantor berita negara Belta melaporkan"}],
    },
    {
        "id": "soldiers",
        "question": "Berapa tentara Rusia bersiap di perbatasan menurut Blinken?",
        "kind": "how_many",
        "passage": "004_7e94e4513c37799f.txt",
        "answers": ["150.000"],
    },
    {"id": "whale", "question": "Berapa berat paus biru di akuarium Batam?", "kind": "how_many", "answerable": False},
    {"id": "thanks", "question": "terima kasih", "kind": "thanks", "answerable": None},
]


@pytest.fixture
def data(kutip: Command) -> Path:
    path = kutip.folder / "questions.jsonl"
    path.write_text("".join(json.dumps(question) + "\n" for question in QUESTIONS), encoding="utf-8")
    return path


def test_the_tables_show_both_systems(kutip: Command, data: Path) -> None:
    done = kutip("evaluate", str(data), "--against", SEEDS)
    assert done.returncode == 0, done.stderr
    assert "3 questions, 2 answerable, 1 not; 5 articles" in done.stdout
    assert "1 more are small talk" in done.stdout
    for word in (
        "Kutip",
        "BM25",
        "hit@1",
        "hit@3",
        "hit@5",
        "MRR@10",
        "nDCG@10",
        "AUC",
        "coverage at 10% risk",
        "95 %",
    ):
        assert word in done.stdout
    assert "how_many" in done.stdout
    assert not (kutip.folder / "data").exists()


def test_json_holds_every_figure_and_errors_name_the_misses(kutip: Command, data: Path) -> None:
    wrong = {"id": "no", "question": "Kapan Macron menelepon Putin?", "answerable": False}
    with data.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(wrong) + "\n")
    done = kutip("evaluate", str(data), "--json", "--errors", "misses.jsonl", "--against", SEEDS)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    ours, plain = report["systems"]
    assert (report["questions"], report["answerable"], report["left_out"]) == (4, 2, 1)
    assert ours["measures"]["hit@1"]["value"] == plain["measures"]["hit@1"]["value"] == 1
    assert set(ours["coverage"]) == {"0.05", "0.10", "0.20"}
    misses = [json.loads(line) for line in (kutip.folder / "misses.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {miss["id"]: miss["miss"] for miss in misses}["no"] == ["answered"]
    assert f"{len(misses)} of 4 questions went wrong; see misses.jsonl" in done.stderr


def test_more_archives_may_follow_and_a_limit_holds(kutip: Command, data: Path) -> None:
    extra = kutip.folder / "extra.jsonl"
    extra.write_text(json.dumps({"id": "x", "body": "Hujan turun di Kendal sejak pagi."}) + "\n", encoding="utf-8")
    done = kutip("evaluate", str(data), "--json", "--limit", "1", "--against", SEEDS, str(extra))
    report = json.loads(done.stdout)
    assert (report["questions"], report["articles"]) == (1, 6)
    # With one sort of question alone there is no line to draw between answering and refusing.
    assert report["systems"][0]["auc"] is None


def test_the_archive_that_exists_is_asked_when_none_is_named(indexed: Command, data: Path) -> None:
    done = indexed("evaluate", str(data), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles"] == 5


def test_wrong_usage_is_told_in_a_line(kutip: Command, data: Path) -> None:
    both = kutip("evaluate", str(data), "--against", SEEDS, "--database", "sqlite:///other.db")
    assert (both.returncode, "not both" in both.stderr) == (2, True)
    one = kutip("evaluate", str(data), "--folds", "1", "--against", SEEDS)
    assert one.returncode == 2
    missing = kutip("evaluate", "nowhere.jsonl", "--against", SEEDS)
    assert (missing.returncode, "nowhere.jsonl: No such file" in missing.stderr) == (2, True)
    data.write_text("{rusak\n", encoding="utf-8")
    broken = kutip("evaluate", str(data), "--against", SEEDS)
    assert (broken.returncode, "line 1" in broken.stderr) == (2, True)
    assert broken.stdout == ""
