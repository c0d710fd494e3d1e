"""A reindex that is killed at any moment: the old version answers, and the next run ends where it would have ended."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.archive.archive import Archive
from retrieval.errors import ReindexRunning
from retrieval.reindex import ReindexReport, reindex
from tests.reindex.content import Words, content, digest
from tests.reindex.sources import body, record, write_records

ARTICLES = 110
BATCH = 25
KILLS = 4
# Told at the start, and after each batch.
STEPS = 2 + ARTICLES // BATCH
ROOT = Path(__file__).parents[2]
REINDEX = """
import asyncio, sys
from retrieval.archive.archive import Archive
from retrieval.reindex import preparing, reindex
from tests.reindex.content import Words

preparing.BATCH_ITEMS = int(sys.argv[4])

async def main():
    async with await Archive.open(sys.argv[1]) as archive:
        def tell(at):
            print(at.done, flush=True)
            if at.done >= int(sys.argv[3]):
                sys.stdin.readline()
        await reindex(archive, [sys.argv[2]], analyzer=Words(), progress=tell)
    print("selesai", flush=True)

asyncio.run(main())
"""


def start(url: str, file: Path, stop_at: int) -> subprocess.Popen[str]:
    """A reindex in a process of its own, that waits once it has committed ``stop_at`` articles."""
    return subprocess.Popen(
        [sys.executable, "-c", REINDEX, url, str(file), str(stop_at), str(BATCH)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(process: subprocess.Popen[str], lines: int, *, release: bool = False) -> None:
    """Kill once that many lines were told; ``release`` lets a waiting process go on to its switch just before."""
    assert process.stdout is not None
    assert process.stdin is not None
    for _ in range(lines):
        process.stdout.readline()
    if release:
        process.stdin.write("\n")
        process.stdin.flush()
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()


def second_version(file: Path) -> None:
    """Some changed, some gone, some new."""
    write_records(
        file,
        *(
            record(number, body=body(number, "Tambahan kecil." if number % 3 else ""))
            for number in range(20, ARTICLES + 20)
        ),
    )


async def until_free(archive: Archive, file: Path) -> ReindexReport:
    """Reindex as soon as the server has noticed that the killed process is gone, and with it the lock."""
    async with asyncio.timeout(30):
        while True:
            try:
                return await reindex(archive, [file], analyzer=Words())
            except ReindexRunning:
                await asyncio.sleep(0)


@pytest.fixture
async def undisturbed(tmp_path: Path) -> str:
    """The digest of an archive that was never killed; computed on SQLite, for both engines."""
    file = tmp_path / "a.jsonl"
    async with await Archive.open(f"sqlite:///{tmp_path / 'utuh.db'}") as archive:
        write_records(file, *(record(number) for number in range(ARTICLES)))
        await reindex(archive, [file], analyzer=Words())
        second_version(file)
        await reindex(archive, [file], analyzer=Words())
        return await digest(archive)


async def test_killed_at_random_moments(archive_url: str, tmp_path: Path, undisturbed: str) -> None:
    file = tmp_path / "a.jsonl"
    dice = random.Random(20220220)
    async with await Archive.open(archive_url) as archive:
        write_records(file, *(record(number) for number in range(ARTICLES)))
        await reindex(archive, [file], analyzer=Words())
        before = await content(archive)
        second_version(file)
        for kill in range(KILLS):
            process = start(archive_url, file, ARTICLES)
            # The first two are killed in the middle, the others on their way to the switch.
            told = dice.randint(1, STEPS - 1) if kill < 2 else STEPS
            await asyncio.to_thread(kill_after, process, told, release=kill >= 2)
            if await archive.current_version() == 1:
                assert await content(archive) == before
        await until_free(archive, file)
        assert await archive.current_version() == 2
        assert await digest(archive) == undisturbed


async def test_killed_before_its_switch_and_run_again(archive_url: str, tmp_path: Path) -> None:
    """Deterministic: the process is killed while it waits, everything written and nothing switched."""
    file = write_records(tmp_path / "a.jsonl", *(record(number) for number in range(ARTICLES)))
    async with await Archive.open(archive_url) as archive:
        process = start(archive_url, file, ARTICLES)
        await asyncio.to_thread(kill_after, process, STEPS)
        assert await archive.current_version() is None
        assert await archive.articles() == []
        report = await until_free(archive, file)
        assert (report.version, report.new) == (1, ARTICLES)
        killed = await content(archive)
    async with await Archive.open(f"sqlite:///{tmp_path / 'utuh.db'}") as archive:
        await reindex(archive, [file], analyzer=Words())
        assert await content(archive) == killed
