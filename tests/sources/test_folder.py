"""Which files a path names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.sources.folder import survey
from retrieval.sources.paths import below, covers, remembered


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("isi", encoding="utf-8")


def test_folders_give_pages_and_records_in_order_and_count_the_rest(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.TXT", "a/y.jsonl", "c.jsonl.xz", "d.jsonl.gz", "é.txt")
    touch(tmp_path, "gambar.png", "a/catatan.rtf", ".rahasia.txt", ".git/x.txt", "a/.b/c.txt")
    found = survey(tmp_path)
    assert [file.file for file in found.files] == [
        "a/y.jsonl",
        "a/z.TXT",
        "b.txt",
        "c.jsonl.xz",
        "d.jsonl.gz",
        "é.txt",
    ]
    assert found.files[0].source == f"{found.root}/a/y.jsonl"
    assert (found.ignored, found.unreadable) == (2, [])


def test_a_file_named_alone_is_the_one_in_its_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a/b.txt")
    (alone,) = survey(tmp_path / "a/b.txt").files
    (inside,) = survey(tmp_path).files
    assert alone.source == inside.source
    assert (alone.file, inside.file) == ("b.txt", "a/b.txt")


@pytest.mark.parametrize("name", ["laporan.xls", "tanpa-akhiran", "arsip.json"])
def test_other_kinds_named_directly_are_refused_with_what_is_known(tmp_path: Path, name: str) -> None:
    touch(tmp_path, name)
    found = survey(tmp_path / name)
    assert found.files == []
    (unreadable,) = found.unreadable
    assert ".txt, .html" in unreadable.reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [("tidak-ada", "tidak ditemukan"), ("nol\0", "bukan nama berkas"), ("x" * 300, "nama berkas terlalu panjang")],
)
def test_what_is_not_there_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (unreadable,) = survey(tmp_path / name).unreadable
    assert unreadable.reason == reason
    assert unreadable.source.endswith(name)


def test_links_lead_out_once_and_never_round(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "luar"
    touch(root, "a.txt", "sub/b.txt")
    touch(outside, "c.txt")
    (root / "sub/naik").symlink_to(root)
    (root / "kembar").symlink_to(root / "sub")
    (root / "atas").symlink_to(tmp_path)
    (root / "luar-1").symlink_to(outside)
    (root / "luar-2").symlink_to(outside)
    (outside / "pulang").symlink_to(root)
    (root / "putaran").symlink_to(root / "putaran")
    (root / "putus.txt").symlink_to(root / "tidak-ada.txt")
    found = survey(root)
    assert [file.file for file in found.files] == ["a.txt", "luar-1/c.txt", "putus.txt", "sub/b.txt"]


def test_a_folder_called_like_a_page_is_named_and_looked_into(tmp_path: Path) -> None:
    touch(tmp_path, "x.txt/y.txt")
    found = survey(tmp_path)
    assert [file.file for file in found.files] == ["x.txt/y.txt"]
    assert [(one.source, one.reason) for one in found.unreadable] == [("x.txt", "ini folder, bukan berkas")]


def test_names_that_no_database_takes_are_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/rusak-\xff.txt")).write_text("isi")
    deep = tmp_path
    for _ in range(5):
        deep /= "x" * 240
    touch(tmp_path, f"{deep}/a.txt", "baik.txt")
    found = survey(tmp_path)
    assert [file.file for file in found.files] == ["baik.txt"]
    reasons = {one.source[:6]: one.reason for one in found.unreadable}
    assert "bukan UTF-8" in reasons["rusak-"]
    assert "terlalu panjang" in reasons["xxxxxx"]
    for one in found.unreadable:
        one.source.encode("utf-8")


def test_one_spelling_for_every_way_to_write_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "kerja"
    (work / "seeds").mkdir(parents=True)
    monkeypatch.chdir(work)
    spellings = ["seeds", "./seeds/", "seeds/../seeds", str(work / "seeds"), f"../{work.name}/seeds"]
    assert {remembered(one) for one in spellings} == {"seeds"}
    assert remembered("../lain") == (tmp_path / "lain").as_posix()
    assert remembered(".") == "."
    assert below(".", "a.txt") == "a.txt"


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a", "a", True),
        ("a", "a/b.txt", True),
        ("a", "ab/c.txt", False),
        ("a/b.txt", "a", False),
        (".", "a/b.txt", True),
        (".", "/a/b.txt", False),
        ("/", "/a/b.txt", True),
        ("/", "a/b.txt", False),
    ],
)
def test_what_lies_below_what(path: str, source: str, expected: bool) -> None:
    assert covers(path, source) is expected
