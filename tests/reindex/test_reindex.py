"""What is new, changed, gone or unreadable; and that nothing is lost by it."""

from __future__ import annotations

import asyncio
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from retrieval.archive.archive import Archive
from retrieval.errors import ArchiveUnavailable, ReindexCancelled, ReindexRunning
from retrieval.reindex import Progress, ReindexReport, preparing, reindex, run
from retrieval.reindex.lock import exclusive
from tests.reindex.content import Words, content
from tests.reindex.sources import body, record, write_page, write_records
from tests.servers.postgres import PostgresServer


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many commits of few articles, instead of few of many."""
    monkeypatch.setattr(preparing, "BATCH_ITEMS", 20)


def counts(report: ReindexReport) -> tuple[int, int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.removed, len(report.unreadable)


async def files(archive: Archive) -> list[str | None]:
    return [one.ref.file for one in await archive.articles()]


async def test_the_seeds_are_read(archive_url: str, seeds: Path) -> None:
    async with await Archive.open(archive_url) as archive:
        report = await reindex(archive, [seeds], analyzer=Words())
        assert (report.version, *counts(report), report.ignored) == (1, 5, 0, 0, 0, 0, 0)
        assert report.seconds > 0
        for article in await archive.articles():
            assert article.ref.file is not None
            assert article.text == (seeds / article.ref.file).read_bytes().decode("utf-8")
        assert await files(archive) == sorted(os.listdir(seeds))


async def test_only_what_changed_is_analysed_and_counted(archive_url: str, tmp_path: Path) -> None:
    root = tmp_path / "halaman"
    for number in range(4):
        write_page(root / f"{number}.txt", number)
    words = Words()
    async with await Archive.open(archive_url) as archive:
        assert counts(await reindex(archive, [root], analyzer=words)) == (4, 0, 0, 0, 0)
        analysed = words.sentences
        report = await reindex(archive, [root], analyzer=words)
        assert (report.version, *counts(report)) == (1, 0, 0, 4, 0, 0)
        assert words.sentences == analysed
        write_page(root / "1.txt", 1, "Ada tambahan satu kalimat baru di akhir berita ini.")
        write_page(root / "baru.txt", 9)
        (root / "2.txt").unlink()
        report = await reindex(archive, [root], analyzer=words)
        assert (report.version, *counts(report)) == (2, 1, 1, 2, 1, 0)
        assert words.sentences < analysed + 10
        assert await files(archive) == ["0.txt", "1.txt", "3.txt", "baru.txt"]
        write_page(root / "2.txt", 2)
        report = await reindex(archive, [root], analyzer=words)
        assert (report.version, *counts(report)) == (3, 1, 0, 4, 0, 0)
        assert (await archive.article(3)) is not None
        assert [one.text for one in await archive.articles(1)] == [body(number) for number in range(4)]


async def test_other_sources_stay_and_overlapping_ones_are_one(archive_url: str, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_page(first / "x.txt", 1)
    write_page(first / "dalam/y.txt", 2)
    write_page(second / "z.txt", 3)
    async with await Archive.open(archive_url) as archive:
        assert counts(await reindex(archive, [first, second], analyzer=Words())) == (3, 0, 0, 0, 0)
        (second / "z.txt").unlink()
        report = await reindex(archive, [first, first / "dalam", first / "x.txt"], analyzer=Words())
        assert (report.version, *counts(report)) == (1, 0, 0, 2, 0, 0)
        write_page(first / "dalam/y.txt", 5)
        assert counts(await reindex(archive, [first / "dalam"], analyzer=Words())) == (0, 1, 0, 0, 0)
        assert await files(archive) == ["dalam/y.txt", "x.txt", "z.txt"]
        assert counts(await reindex(archive, [tmp_path], analyzer=Words())) == (0, 0, 2, 1, 0)


async def test_equal_content_in_other_bytes_is_no_change(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", record(1), record(2))
    words = Words()
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [file], analyzer=words)
        write_records(file, dict(reversed(record(2).items())), record(1))
        report = await reindex(archive, [file], analyzer=words)
        assert (report.version, *counts(report)) == (1, 0, 0, 2, 0, 0)
        analysed = words.sentences
        await reindex(archive, [file], analyzer=words)
        assert words.sentences == analysed


async def test_another_reader_reads_everything_again(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(tmp_path / "a.txt", 1)
    words = Words()
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [tmp_path / "a.txt"], analyzer=words)
        monkeypatch.setattr(run, "READER", "pembaca baru")
        analysed = words.sentences
        assert counts(await reindex(archive, [tmp_path / "a.txt"], analyzer=words)) == (0, 0, 1, 0, 0)
        assert words.sentences == 2 * analysed


async def test_trouble_keeps_what_was_read_before(archive_url: str, tmp_path: Path) -> None:
    root = tmp_path / "arsip"
    write_page(root / "a.txt", 1)
    write_page(root / "dalam/b.txt", 2)
    write_records(root / "c.jsonl", record(3), record(4), record(5))
    async with await Archive.open(archive_url) as archive:
        assert counts(await reindex(archive, [root], analyzer=Words())) == (5, 0, 0, 0, 0)
        before = await content(archive)
        (root / "a.txt").write_bytes(b"\x00\x01" * 500)
        (root / "dalam/b.txt").write_bytes(b"")
        (root / "c.jsonl").write_bytes(b"")
        report = await reindex(archive, [root], analyzer=Words())
        assert (report.version, *counts(report)) == (1, 0, 0, 0, 0, 3)
        assert {one.source for one in report.unreadable} == {"a.txt", "dalam/b.txt", "c.jsonl"}
        assert await content(archive) == before
        os.rename(root, tmp_path / "pindah")
        report = await reindex(archive, [root], analyzer=Words())
        assert (report.version, *counts(report)) == (1, 0, 0, 0, 0, 1)
        assert await content(archive) == before


async def test_a_broken_line_keeps_the_records_that_it_may_have_been(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", record(1), record(2), record(3))
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [file], analyzer=Words())
        write_records(file, record(1), "{rusak", record(4))
        assert counts(await reindex(archive, [file], analyzer=Words())) == (1, 0, 1, 0, 1)
        assert len(await archive.articles()) == 4
        write_records(file, record(1), record(2, body=None), record(4))
        assert counts(await reindex(archive, [file], analyzer=Words())) == (0, 0, 2, 1, 1)
        assert [one.ref.title for one in await archive.articles()] == ["Bantuan ke-1", "Bantuan ke-2", "Bantuan ke-4"]


async def test_what_no_database_keeps_is_refused_with_a_reason(archive_url: str, tmp_path: Path) -> None:
    file = write_records(
        tmp_path / "a.jsonl",
        record(1, body=f"{body(1)} \x00"),
        json.dumps(record(2, body=body(2) + " \ud800")),
        record(3, title="Judul \x00"),
        record(4, id="\x00"),
        record(5, body=body(5).replace(" ", "\r\n", 1) + " 😀"),
    )
    async with await Archive.open(archive_url) as archive:
        report = await reindex(archive, [file], analyzer=Words())
        assert counts(report) == (1, 0, 0, 0, 4)
        assert {one.reason for one in report.unreadable} == {
            "berisi karakter yang tidak dapat disimpan (U+0000 atau surrogate tunggal)"
        }
        (article,) = await archive.articles()
        assert article.text == body(5).replace(" ", "\r\n", 1) + " 😀"


async def test_words_of_any_length_can_be_indexed(archive_url: str, tmp_path: Path) -> None:
    long = "x" * 9_000
    file = write_records(tmp_path / "a.jsonl", record(1, body=f"Kepala desa menyebut kata {long} dalam rapat itu."))
    async with await Archive.open(archive_url) as archive:
        assert counts(await reindex(archive, [file], analyzer=Words())) == (1, 0, 0, 0, 0)
        assert max(map(len, (await archive.load(1)).vocabulary)) == 255


async def test_nothing_to_read_makes_no_version(archive_url: str, tmp_path: Path) -> None:
    async with await Archive.open(archive_url) as archive:
        report = await reindex(archive, [tmp_path], analyzer=Words())
        assert (report.version, *counts(report)) == (None, 0, 0, 0, 0, 0)
        assert await archive.current_version() is None


async def test_progress_comes_to_its_end(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(45)))
    told: list[Progress] = []
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [file], analyzer=Words(), progress=told.append)
    assert [one.done for one in told] == [0, 20, 40, 45]
    assert {one.total for one in told} == {45}


async def test_cancelling_takes_everything_back(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(10)))
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [file], analyzer=Words())
        before = await content(archive)
        write_records(file, *(record(number, title="Lain") for number in range(45)))
        done: list[Progress] = []
        with pytest.raises(ReindexCancelled):
            await reindex(archive, [file], analyzer=Words(), progress=done.append, cancelled=lambda: len(done) > 2)
        assert done[-1].done < 45
        assert await content(archive) == before
        report = await reindex(archive, [file], analyzer=Words())
        assert (report.version, *counts(report)) == (2, 35, 10, 0, 0, 0)


async def test_a_cancelled_task_leaves_the_old_version_and_frees_the_lock(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(45)))
    begun = asyncio.Event()
    async with await Archive.open(archive_url) as archive:
        run = asyncio.create_task(reindex(archive, [file], analyzer=Words(), progress=lambda at: flag(begun, at)))
        await begun.wait()
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert await archive.current_version() is None
        report = await reindex(archive, [file], analyzer=Words())
        assert (report.version, *counts(report)) == (1, 45, 0, 0, 0, 0)


def flag(begun: asyncio.Event, at: Progress) -> None:
    if at.done:
        begun.set()


async def test_one_reindex_at_a_time(archive_url: str, tmp_path: Path) -> None:
    write_page(tmp_path / "a.txt", 1)
    async with await Archive.open(archive_url) as archive, await Archive.open(archive_url) as other:
        async with exclusive(archive.database):
            for one in (archive, other):
                with pytest.raises(ReindexRunning):
                    await reindex(one, [tmp_path / "a.txt"], analyzer=Words())
        assert (await reindex(other, [tmp_path / "a.txt"], analyzer=Words())).version == 1


async def test_a_lost_connection_ends_the_reindex_and_nothing_else(
    postgres: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    file = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(45)))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'kutip_test_%'"

    def cut(at: Progress) -> None:
        if at.done == 20:
            with ThreadPoolExecutor() as threads:
                threads.submit(postgres.run, others).result()

    async with await Archive.open(postgres_url) as archive:
        with pytest.raises(ArchiveUnavailable):
            await reindex(archive, [file], analyzer=Words(), progress=cut)
        assert await archive.current_version() is None
        report = await reindex(archive, [file], analyzer=Words())
        assert (report.version, *counts(report)) == (1, 45, 0, 0, 0, 0)


async def test_a_version_is_told_with_its_counts(archive_url: str, tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.jsonl", record(1), record(2))
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [file], analyzer=Words())
        write_records(file, record(1, title="Lain"), record(3), record(4, body=None))
        await reindex(archive, [file], analyzer=Words())
        async with archive.database.reading() as connection:
            rows = await connection.execute(
                text("SELECT id, state, articles, new, changed, removed, unreadable FROM index_version ORDER BY id")
            )
            assert [tuple(row) for row in rows] == [
                (1, "retired", 2, 2, 0, 0, 0),
                (2, "active", 2, 1, 1, 1, 1),
            ]


async def test_readers_see_whole_versions_while_a_reindex_runs(archive_url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    async with await Archive.open(archive_url) as archive:
        write_records(file, *(record(number, title="Versi 1") for number in range(25)))
        await reindex(archive, [file], analyzer=Words())
        write_records(file, *(record(number, title="Versi 2", body=body(number, "Baru.")) for number in range(50)))
        seen: set[tuple[int, int]] = set()
        running = asyncio.create_task(reindex(archive, [file], analyzer=Words()))
        while not running.done():
            seen.add(await look(archive))
        await running
        seen.add(await look(archive))
    assert seen == {(1, 25), (2, 50)}


async def look(archive: Archive) -> tuple[int, int]:
    """The version that answers and its size; every article of it belongs to that version alone."""
    version = await archive.current_version()
    assert version is not None
    index = await archive.load(version)
    assert {one.title for one in index.articles} == {f"Versi {version}"}
    sentences = await archive.sentences([int(one) for one in index.sentence_ids[:60]])
    assert [one.revision for one in sentences] == [
        index.articles[position].revision for position in index.sentence_article[:60]
    ]
    return version, len(index.articles)


async def test_the_order_of_sources_makes_no_difference(archive_url: str, seeds: Path, tmp_path: Path) -> None:
    names = sorted(os.listdir(seeds))
    async with await Archive.open(archive_url) as archive:
        for name in reversed(names):
            await reindex(archive, [seeds / name], analyzer=Words())
        assert await files(archive) == names
        backwards = await content(archive)
    async with await Archive.open(f"sqlite:///{tmp_path / 'maju.db'}") as archive:
        await reindex(archive, [seeds], analyzer=Words())
        assert await content(archive) == {**backwards, "version": 1}
