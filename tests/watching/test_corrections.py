"""Quotes that the archive does not bear out any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from retrieval.archive.archive import Archive
from retrieval.reindex import reindex
from retrieval.watching.corrections import Correction, Corrections
from tests.archive.test_exchanges import NOW, exchange, given_quote
from tests.reindex.content import Words
from tests.reindex.sources import record, write_records

OLD = "Gempa di Lembah Tua menewaskan lima orang pada Senin malam."
NEW = "Gempa di Lembah Tua menewaskan tujuh orang pada Senin malam."
OTHER = "Gempa di Lembah Tua melukai lima orang pada Senin malam."


async def publish(archive: Archive, file: Path, *bodies: str, **fields: object) -> int:
    write_records(file, *(record(number, body=text, **fields) for number, text in enumerate(bodies)))
    await reindex(archive, [file], analyzer=Words())
    return await archive.current_version() or 0


async def quoted(archive: Archive, ordinal: int = 0, chat: str = "telegram:5:0:5") -> None:
    article = (await archive.articles())[0]
    await archive.record_exchange(exchange("berapa?", given_quote(article, ordinal), chat=chat))


async def found(archive: Archive, version: int, chats: str = "telegram:", days: int = 1) -> list[Correction]:
    return await Corrections(archive).of_quotes(version, NOW - timedelta(days=days), chats)


async def test_a_rewritten_sentence_comes_with_the_new_one(archive_url: str, tmp_path: Path) -> None:
    async with await Archive.open(archive_url) as archive:
        file = tmp_path / "a.jsonl"
        await publish(archive, file, f"{OLD} {OTHER}")
        await quoted(archive)
        version = await publish(archive, file, f"{NEW} {OTHER}", published="2023-06-01")
        (one,) = await found(archive, version)
        assert await found(archive, version, chats="terminal:") == []
        assert await Corrections(archive).of_quotes(version, NOW + timedelta(seconds=1)) == []
    assert (one.text, one.ended, one.chat) == (OLD, version, "telegram:5:0:5")
    assert one.successor is not None
    assert one.successor.nearest == NEW
    assert one.successor.rewritten
    assert one.article.published.isoformat() == "2023-05-01"
    assert one.successor.article.published.isoformat() == "2023-06-01"


async def test_a_sentence_that_still_stands_needs_none(sqlite_url: str, tmp_path: Path) -> None:
    async with await Archive.open(sqlite_url) as archive:
        file = tmp_path / "a.jsonl"
        await publish(archive, file, f"{OLD} {OTHER}")
        await quoted(archive)
        for changed in (f"{OTHER} {OLD} Bantuan datang.", f"{OTHER} {OLD.replace(' ', chr(10), 1)}"):
            assert await found(archive, await publish(archive, file, changed)) == []


async def test_a_sentence_taken_out(sqlite_url: str, tmp_path: Path) -> None:
    async with await Archive.open(sqlite_url) as archive:
        file = tmp_path / "a.jsonl"
        await publish(archive, file, f"{OLD} {OTHER}")
        await quoted(archive)
        (one,) = await found(archive, await publish(archive, file, OTHER))
    assert one.successor is not None
    assert (one.successor.nearest, one.successor.rewritten) == (OTHER, False)


async def test_an_article_that_is_gone(sqlite_url: str, tmp_path: Path) -> None:
    async with await Archive.open(sqlite_url) as archive:
        file = tmp_path / "a.jsonl"
        await publish(archive, file, OLD, OTHER)
        await quoted(archive)
        write_records(file, record(1, body=OTHER))
        await reindex(archive, [file], analyzer=Words())
        (one,) = await found(archive, await archive.current_version() or 0)
    assert (one.text, one.successor) == (OLD, None)


async def test_an_article_under_another_name_is_not_gone(sqlite_url: str, tmp_path: Path) -> None:
    async with await Archive.open(sqlite_url) as archive:
        file = tmp_path / "a.jsonl"
        await publish(archive, file, OLD)
        await quoted(archive)
        file.rename(tmp_path / "b.jsonl")
        await reindex(archive, [tmp_path], analyzer=Words())
        assert await found(archive, await archive.current_version() or 0) == []
        # The same address under another id, in place of the article that was quoted.
        write_records(tmp_path / "b.jsonl", record(0, id="z", body=NEW))
        await reindex(archive, [tmp_path], analyzer=Words())
        (one,) = await found(archive, await archive.current_version() or 0)
    assert one.successor is not None
    assert one.successor.nearest == NEW
