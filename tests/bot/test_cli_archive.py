"""``kutip reindex``, ``status`` and ``articles`` as real processes."""

from __future__ import annotations

import json
import typing
from pathlib import Path

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "Pasar ikan di Tuban dibuka kembali. Bupati meresmikan pasar itu bersama 40 pedagang."


def write_articles(file: Path, *articles: object) -> Path:
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


def article(**fields: object) -> dict[str, object]:
    given = {"id": "1", "outlet": "Warta Tuban", "title": "Pasar dibuka", "published": "2023-08-07", "url": None}
    return {**given, "body": BODY, **fields}


def test_status_tells_what_the_archive_holds(indexed: Command) -> None:
    status = json.loads(indexed("status", "--json").stdout)
    assert status["articles"] == 5
    assert status["version"] == 1
    assert sum(status["outlets"].values()) == 5
    assert status["sentences"] > 50
    assert status["indexed_at"] is not None
    assert "articles: 5" in indexed("status").stdout


def test_status_names_outlets_that_have_stopped_arriving(kutip: Command, tmp_path: Path) -> None:
    days = [f"2023-08-{day:02}" for day in range(1, 31)]
    daily = [article(id=str(number), published=day) for number, day in enumerate(days)]
    stopped = [article(id=f"b{number}", outlet="Kabar Uji", published=day) for number, day in enumerate(days[:9])]
    kutip("reindex", str(write_articles(tmp_path / "a.jsonl", *daily, *stopped)))
    assert json.loads(kutip("status", "--json").stdout)["silent_since"] == {"Kabar Uji": "2023-08-09"}
    assert "silent since: Kabar Uji (2023-08-09)\n" in kutip("status").stdout


def test_articles_are_told_with_their_dates_and_sentences(indexed: Command) -> None:
    done = indexed("articles", "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == sorted(file.name for file in SEEDS.iterdir())
    for record in records:
        assert list(record) == [
            "file",
            "outlet",
            "title",
            "published",
            "date_basis",
            "date_evidence",
            "sentences",
        ]
        page = (SEEDS / record["file"]).read_text(encoding="utf-8")
        assert record["sentences"]
        assert all(sentence in page for sentence in record["sentences"])
    assert len(indexed("articles").stdout.splitlines()) == 5


def test_database_may_stand_before_or_after_the_command(indexed: Command, kutip: Command) -> None:
    url = f"sqlite+aiosqlite:///{indexed.folder / 'data' / 'kutip.db'}"
    before = json.loads(kutip("--database", url, "status", "--json").stdout)
    after = json.loads(kutip("--database", "apa saja", "status", "--json", "--database", url).stdout)
    assert before == after
    assert before["articles"] == 5
    assert not (kutip.folder / "data").exists()


def test_ready_articles_are_read_from_json_lines(kutip: Command) -> None:
    file = write_articles(kutip.folder / "articles.jsonl", article(), article(id=None, outlet=None, published=None))
    done = kutip("reindex", str(file))
    assert done.returncode == 0, done.stderr
    first = json.loads(kutip("articles", "--json").stdout.splitlines()[0])
    assert first["outlet"] == "Warta Tuban"
    assert first["published"] == "2023-08-07"
    assert first["date_basis"] == "stated"
    assert "40 pedagang" in kutip("ask", "Berapa pedagang di pasar ikan Tuban?").stdout


def test_what_cannot_be_read_is_named_and_the_rest_is_read(kutip: Command) -> None:
    folder = kutip.folder / "pages"
    folder.mkdir()
    (folder / "page.txt").write_bytes((SEEDS / "001_e99b135f0bdf51d6.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "records.jsonl").write_text(json.dumps(article()) + "\n{rusak\n", encoding="utf-8")
    done = kutip("reindex", str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "2 new" in done.stderr
    assert "3 unreadable" in done.stderr
    for name in ("empty.txt", "binary.txt", "records.jsonl"):
        assert f"{name}" in done.stderr
    assert "baris 2" in done.stderr


def test_nothing_readable_is_a_failure_and_loses_nothing(indexed: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = indexed("reindex", str(tmp_path / "empty.txt"))
    assert done.returncode == 4
    assert "empty.txt" in done.stderr
    assert json.loads(indexed("status", "--json").stdout)["articles"] == 5


def test_a_folder_that_is_not_there_is_named(kutip: Command) -> None:
    done = kutip("reindex", "tidak-ada")
    assert done.returncode == 4
    assert "tidak-ada" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_reindex_changes_nothing(indexed: Command) -> None:
    done = indexed("reindex", KUTIP_SOURCES=str(SEEDS))
    assert "0 new, 0 changed, 5 unchanged, 0 removed, 0 unreadable" in done.stderr
