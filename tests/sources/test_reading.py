"""Files of every kind of trouble: each is named, none stops the others."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.sources import records
from retrieval.sources.folder import survey
from retrieval.sources.items import Item, Unreadable
from retrieval.sources.reading import expected, items
from tests.reindex.sources import record, write_page, write_records

TODAY = date(2024, 3, 1)


def read(path: Path) -> tuple[list[Item], dict[str, str]]:
    """The items of a path, and the reasons by source for what is none."""
    found = list(items(survey(path)))
    return (
        [one for one in found if isinstance(one, Item)],
        {one.source: one.reason for one in found if isinstance(one, Unreadable)},
    )


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder that any user may reach (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def powerless() -> Iterator[None]:
    """The superuser may read everything; for a while it is somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_page_is_read_from_its_bytes(tmp_path: Path) -> None:
    text = "Harga beras naik di Kota Karang pekan ini.\r\nWarga mengeluh soal harga itu. 😀"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    (item,), _ = read(tmp_path)
    article = item.read(TODAY)
    assert article.text == text
    assert article.sentences[0].of(text).startswith("Harga beras")


def test_the_digest_follows_the_bytes(tmp_path: Path) -> None:
    first = read(write_page(tmp_path / "a.txt", 1))[0][0].digest
    assert read(write_page(tmp_path / "a.txt", 1))[0][0].digest == first
    assert read(write_page(tmp_path / "a.txt", 1, "Tambahan."))[0][0].digest != first


def test_trouble_with_files_is_told_in_indonesian(tmp_path: Path) -> None:
    write_page(tmp_path / "baik.txt", 1)
    with (tmp_path / "raksasa.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "putus.txt").symlink_to(tmp_path / "tidak-ada")
    (tmp_path / "putar.txt").symlink_to(tmp_path / "putar.txt")
    os.mkfifo(tmp_path / "pipa.txt")
    os.mkfifo(tmp_path / "pipa.jsonl")
    found, reasons = read(tmp_path)
    assert [one.label for one in found] == ["baik.txt"]
    assert "50 MB, batasnya 10 MB" in reasons["raksasa.txt"]
    assert reasons["putus.txt"] == "tidak ditemukan"
    assert "berputar" in reasons["putar.txt"]
    assert reasons["pipa.txt"] == reasons["pipa.jsonl"] == "bukan berkas biasa"


def test_what_may_not_be_read_is_told(foreign_folder: Path) -> None:
    for name in ("a.txt", "b.jsonl", "dalam/c.txt"):
        write_page(foreign_folder / name, 1)
    for name in ("a.txt", "b.jsonl", "dalam"):
        (foreign_folder / name).chmod(0)
    with powerless():
        found, reasons = read(foreign_folder)
    assert found == []
    told = {Path(source).name: reason for source, reason in reasons.items()}
    assert told == dict.fromkeys(("a.txt", "b.jsonl", "dalam"), "tidak diizinkan membaca")


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), (".gz", gzip.compress), (".xz", lzma.compress)])
def test_records_are_read_plain_and_compressed(tmp_path: Path, ending: str, pack: object) -> None:
    plain = write_records(tmp_path / "x", record(1), "", record(2, id="dua"), record(3, id=None))
    file = tmp_path / f"berita.jsonl{ending}"
    assert callable(pack)
    file.write_bytes(pack(b"\xef\xbb\xbf" + plain.read_bytes()))
    found, reasons = read(file)
    assert reasons == {}
    assert [one.identity.record for one in found] == ["id:1", "id:dua", "line:000000004"]
    assert [one.read(TODAY).title for one in found] == ["Bantuan ke-1", "Bantuan ke-2", "Bantuan ke-3"]
    assert expected(survey(file)) == (4 if not ending else None)


def test_bad_lines_are_named_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    file = write_records(
        tmp_path / "berita.jsonl",
        record(1),
        "{rusak",
        "[1, 2]",
        record(2, id=True),
        record(3, id=1.5),
        record(4, id="x" * 501),
        record(1),
        '{"id": ' + "9" * 5000 + "}",
        "[" * 100_000,
        record(5),
    )
    with file.open("ab") as more:
        more.write(b'{"body": "\xff\xfe"}\n')
        more.write(json.dumps(record(6)).encode())
    found, reasons = read(file)
    assert [one.identity.record for one in found] == ["id:1", "id:5", "id:6"]
    told = {int(source.removeprefix("berita.jsonl, baris ")): reason for source, reason in reasons.items()}
    assert sorted(told) == [2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert "kolom 2" in told[2]
    assert told[3] == "bukan objek JSON"
    assert "bool" in told[4]
    assert "float" in told[5]
    assert "500" in told[6]
    assert told[7] == "id '1' sudah dipakai di baris 1"
    assert "angka" in told[8]
    assert "dalam" in told[9]
    assert told[11] == "bukan UTF-8"


def test_a_line_without_end_is_never_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST_LINE", 2_000)
    file = write_records(tmp_path / "a.jsonl", record(1), record(2, body="x" * 9_000), record(3), record(4))
    found, reasons = read(file)
    assert [one.identity.record for one in found] == ["id:1", "id:3", "id:4"]
    assert list(reasons) == ["a.jsonl, baris 2"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("kosong.jsonl", b"", "berkas kosong"),
        ("spasi.jsonl", b"\n  \n\n", "berkas kosong"),
        ("biner.jsonl", bytes(range(256)) * 40, "data biner"),
        ("rusak.jsonl.gz", b"bukan gzip", "rusak"),
        ("rusak.jsonl.xz", b"bukan xz", "rusak"),
    ],
)
def test_files_of_records_that_cannot_be_read_are_told_once(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    found, reasons = read(tmp_path / name)
    assert found == []
    assert list(reasons) == [name]
    assert reason in reasons[name]


def test_a_cut_archive_gives_what_came_before_the_cut(tmp_path: Path) -> None:
    lines = b"".join(json.dumps(record(n, body=os.urandom(3_000).hex())).encode() + b"\n" for n in range(50))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-20_000])
    found, reasons = read(tmp_path / "a.jsonl.gz")
    assert 0 < len(found) < 50
    assert reasons == {"a.jsonl.gz": "berkas terkompresi terpotong"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=80), st.sampled_from([b"{}", b'{"body": "x"}', b"null"])), max_size=8))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    folder = tmp_path_factory.getbasetemp() / "acak"
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_bytes(b"\n".join(lines))
    found = list(items(survey(folder)))
    assert all(isinstance(one, (Item, Unreadable)) for one in found)
    assert found
