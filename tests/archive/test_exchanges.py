"""Recorded questions: what was quoted can be shown again, whatever happened to the article since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from retrieval.archive.archive import Archive, new_exchange_id
from retrieval.archive.records import Exchange, GivenQuote, StoredArticle
from retrieval.reindex import reindex
from tests.reindex.content import Words
from tests.reindex.sources import body, record, write_page, write_records

WIB = timezone(timedelta(hours=7))
NOW = datetime(2024, 3, 1, 12, 30, 15, 250, tzinfo=WIB)


def given_quote(article: StoredArticle, ordinal: int, *also: GivenQuote) -> GivenQuote:
    span = article.sentences[ordinal]
    return GivenQuote(article.ref, span, span.of(article.text), 7.25 - ordinal, also)


def exchange(question: str, *quotes: GivenQuote, version: int | None = 1, **fields: object) -> Exchange:
    given: dict[str, object] = {
        "id": new_exchange_id(),
        "asked_at": NOW,
        "chat": "obrolan-1",
        "question": question,
        "context": ("Apa kabar pasar?",),
        "kind": "quotes" if quotes else "refusal",
        "confidence": 0.8125,
        "version": version,
        "quotes": quotes,
        **fields,
    }
    return Exchange(**given)


async def test_an_exchange_comes_back_as_it_was(archive_url: str, tmp_path: Path) -> None:
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [write_records(tmp_path / "a.jsonl", record(1), record(2))], analyzer=Words())
        first, second = await archive.articles()
        asked = exchange("Berapa nelayan?", given_quote(first, 1, given_quote(second, 0)), given_quote(second, 2))
        await archive.record_exchange(asked)
        found = await archive.exchange(asked.id)
        assert found == asked
        spoken = f" {asked.id[:4].upper()}-{asked.id[4:]} "
        assert await archive.exchange(spoken) == asked
        assert await archive.exchange("tidakada") is None
    assert found is not None
    assert found.asked_at.utcoffset() == timedelta(0)


async def test_a_quote_is_still_there_when_its_article_has_changed_and_gone(archive_url: str, tmp_path: Path) -> None:
    page = write_page(tmp_path / "pages/a.txt", 1)
    write_page(tmp_path / "pages/b.txt", 2)
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [page.parent], analyzer=Words())
        (old, _) = await archive.articles()
        asked = exchange("Berapa petani?", given_quote(old, 0))
        await archive.record_exchange(asked)
        page.write_text("Isi halaman ini sudah lain sama sekali. Tidak ada lagi petani di dalamnya.")
        await reindex(archive, [page.parent], analyzer=Words())
        assert (await archive.exchange(asked.id)) == asked
        page.unlink()
        await reindex(archive, [page.parent], analyzer=Words())
        assert (await archive.exchange(asked.id)) == asked
        assert await archive.current_version() == 3
        assert [one.ref.file for one in await archive.articles()] == ["b.txt"]
        before = await archive.articles(1)
        assert [one.text for one in before] == [body(1), body(2)]
        assert len((await archive.load(1)).articles) == 2
        assert await archive.article(old.ref.revision) == old


async def test_quotes_are_kept_as_places_not_as_words(sqlite_url: str, tmp_path: Path) -> None:
    async with await Archive.open(sqlite_url) as archive:
        await reindex(archive, [write_records(tmp_path / "a.jsonl", record(1))], analyzer=Words())
        (article,) = await archive.articles()
        quote = given_quote(article, 0)
        await archive.record_exchange(exchange("Siapa?", quote))
    assert stored_bytes(tmp_path).count(quote.text.encode()) == 1


def stored_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("arsip.db*"))


async def test_questions_of_any_characters_are_kept(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        for question in ("", "\x00", "a\ud800b", "😀" * 1000, "' OR 1=1 --", "putin " * 17_000):
            asked = exchange(question, version=None, context=(question,))
            await archive.record_exchange(asked)
            found = await archive.exchange(asked.id)
            assert found is not None
            kept = question.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
            assert (found.question, found.context) == (kept, (kept,))


async def test_recent_questions_are_of_one_chat_and_oldest_first(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        for minute in range(5):
            asked_at = NOW + timedelta(minutes=minute)
            await archive.record_exchange(exchange(f"Ke-{minute}?", version=None, asked_at=asked_at))
            await archive.record_exchange(exchange("Lain?", version=None, asked_at=asked_at, chat="obrolan-2"))
            await archive.record_exchange(exchange("Terminal?", version=None, asked_at=asked_at, chat=None))
        since = (NOW + timedelta(minutes=1)).astimezone(UTC)
        recent = await archive.recent_questions("obrolan-1", since, 3)
        assert [one.question for one in recent] == ["Ke-2?", "Ke-3?", "Ke-4?"]
        assert len(await archive.recent_questions("obrolan-1", since, 9)) == 4
        assert await archive.recent_questions("obrolan-3", since, 9) == []


def test_ids_can_be_read_out() -> None:
    ids = {new_exchange_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert {len(one) for one in ids} == {8}
    assert not set("".join(ids)) & set("01ilo")
