"""Articles as rows of a table."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.article import Article
from retrieval.service import Kutip
from retrieval.sources.folder import Found, survey
from retrieval.sources.items import Item, Unreadable
from retrieval.sources.reading import items
from retrieval.sources.tables import read_rows

TODAY = date(2024, 6, 1)
FIRST = "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju."
SECOND = 'Bupati Wirya berkata, "Pasar malam, dibuka lagi;" kepada warga\nyang datang pada Sabtu.'


def table(file: Path, *rows: tuple[str, ...], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))
    return file


def read(file: Path, **columns: str) -> list[Article | str]:
    return [one.reason if isinstance(one, Unreadable) else one.read(TODAY) for one in items(survey(file), columns)]


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t"), ("d.csv", "|")])
def test_columns_by_their_usual_names(tmp_path: Path, name: str, delimiter: str) -> None:
    header = ("No", "Judul", "Media", "Tanggal", "Tautan", "Isi")
    first = ("7", "Jembatan", "Kabar Uji", "2024-05-19", "https://a.example/1", FIRST)
    file = table(tmp_path / name, header, first, ("8", "", "", "", "", SECOND), delimiter=delimiter)
    one, other = read(file)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert (one.title, one.outlet, one.url, one.published.day) == (
        "Jembatan",
        "Kabar Uji",
        "https://a.example/1",
        date(2024, 5, 19),
    )
    assert one.text == FIRST
    assert other.text == SECOND
    assert other.title is None


def test_columns_that_are_called_otherwise(tmp_path: Path) -> None:
    file = table(tmp_path / "x.csv", ("Naskah Berita", "Kepala"), (FIRST, "Jembatan"))
    (article,) = read(file, body="naskah berita", title="KEPALA")
    assert isinstance(article, Article)
    assert article.title == "Jembatan"
    (refusal,) = read(file)
    assert isinstance(refusal, str)
    assert "kolom isi" in refusal
    (refusal,) = read(file, body="tiada")
    assert isinstance(refusal, str)
    assert "'tiada'" in refusal


def test_a_bad_row_does_not_stop_the_others(tmp_path: Path) -> None:
    file = table(tmp_path / "x.csv", ("id", "tanggal", "isi"), ("1", "kapan-kapan", FIRST), ("2", "", FIRST), ())
    found = [one for one in items(survey(file)) if isinstance(one, Item)]
    assert [one.identity.record for one in found] == ["id:1", "id:2"]
    with pytest.raises(Exception, match="tanggal"):
        found[0].read(TODAY)
    assert found[1].read(TODAY).text == FIRST


def test_encodings_of_spreadsheets(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (article,) = read(table(tmp_path / "x.csv", ("isi",), (FIRST.replace("Ratna", "Ratñá"),), encoding=encoding))
        assert isinstance(article, Article)
        assert "Ratñá" in article.text


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_reason(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "noise.csv"
    file.write_bytes(noise)
    for one in read_rows(Found(file, "noise.csv", "noise.csv"), {}):
        assert isinstance(one, Item | Unreadable)


async def test_a_dry_run_tells_what_would_change_and_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    header = ("id", "isi")
    file = table(tmp_path / "x.csv", header, ("1", FIRST), ("2", SECOND))
    async with await Kutip.open(sqlite_url) as kutip:
        await kutip.reindex([file])
        table(file, header, ("1", FIRST.replace("gantung", "besi")), ("3", SECOND))
        report = await kutip.reindex([file], dry=True)
        assert (report.version, report.new, report.changed, report.removed) == (1, 1, 1, 1)
        named = {(one.kind.value, one.source.rsplit(" ", 1)[1]) for one in report.changes}
        assert named == {("changed", "id:1"), ("new", "id:3"), ("gone", "id:2")}
        assert (await kutip.facts()).version == 1
        answer = await kutip.ask("Siapa yang meresmikan jembatan gantung di Desa Sukamaju?")
        assert answer.quotes[0].text == FIRST
        again = await kutip.reindex([file])
        assert (again.version, again.new, again.changed, again.removed) == (2, 1, 1, 1)
