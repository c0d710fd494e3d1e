"""What went in comes out, character for character, on either engine."""

from __future__ import annotations

import string
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.archive.archive import Archive
from retrieval.article import Article, DateBasis, Published, Span
from retrieval.errors import UnknownVersion
from retrieval.reindex import reindex
from retrieval.reindex.known import Known, Sightings
from retrieval.reindex.lock import exclusive
from retrieval.reindex.preparing import Preparer
from retrieval.reindex.writer import Writer
from retrieval.sources.items import Identity, Item
from tests.reindex.content import Words
from tests.reindex.sources import record, write_records

NOW = datetime(2024, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=7)))
ODDITIES = "\r\n\t\u2028\u00a0\u200b\ufeff\ufffe\uffff\U0001f600\U0010ffff\u0301é'\"\\%_{}"
characters = st.one_of(
    st.sampled_from(ODDITIES), st.sampled_from(string.ascii_letters + " .,"), st.characters(exclude_categories=["Cs"])
).filter(lambda one: one != "\x00")
texts = st.text(characters, min_size=1, max_size=60)
days = st.one_of(
    st.dates(date(1990, 1, 1)),
    st.datetimes(datetime(1990, 1, 1), timezones=st.sampled_from([NOW.tzinfo])).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    value = draw(st.none() | days)
    return Article(
        text=text,
        sentences=tuple(Span(start, end) for start, end in pairwise(cuts)),
        outlet=draw(st.none() | texts),
        title=draw(st.none() | texts),
        published=Published(value, DateBasis.TEXT if value else DateBasis.UNKNOWN, draw(st.none() | texts)),
        url=draw(st.none() | texts),
        editor=draw(st.none() | texts),
        wires=tuple(draw(st.lists(texts, max_size=2))),
    )


async def store(archive: Archive, *found: Article) -> None:
    """Through the reindex's own writer, as one new version."""
    async with exclusive(archive.database) as connection:
        writer = Writer(connection, archive.database.location)
        await writer.begin()
        preparer = Preparer(Known({}, {}), Sightings(), Words(), "uji", NOW.date())
        items = iter(
            [
                Item(Identity(f"uji/{number}", ""), "uji", f"{number}.txt", str(number), lambda _, one=one: one)
                for number, one in enumerate(found, start=1000 * (writer.active or 0))
            ]
        )
        await writer.write(preparer.batch(items, lambda: False), NOW)
        await writer.switch([], {}, NOW)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_articles=st.lists(articles(), min_size=1, max_size=8))
async def test_articles_survive_exactly(archive_url: str, given_articles: list[Article]) -> None:
    async with await Archive.open(archive_url) as archive:
        known = {one.ref.revision for one in await archive.articles()}
        await store(archive, *given_articles)
        version = await archive.current_version()
        assert version is not None
        index = await archive.load(version)
        stored = [one for one in await archive.articles() if one.ref.revision not in known]
        stored.sort(key=lambda one: one.ref.revision)
        for one, article in zip(stored, given_articles, strict=True):
            assert one.text == article.text
            assert one.sentences == article.sentences
            ref = one.ref
            assert (ref.outlet, ref.title, ref.url, ref.editor) == (
                article.outlet,
                article.title,
                article.url,
                article.editor,
            )
            assert ref.wires == article.wires
            assert ref.published == article.published
            assert await archive.article(ref.revision) == one
        revisions = {one.ref.revision: one for one in stored}
        asked = [int(identity) for identity in index.sentence_ids][::-1]
        for sentence, identity in zip(await archive.sentences(asked), asked, strict=True):
            assert sentence.id == identity
            if sentence.revision in revisions:
                of = revisions[sentence.revision]
                assert sentence.span == of.sentences[sentence.ordinal]
                assert sentence.text == sentence.span.of(of.text)


async def test_terms_come_back_sentence_by_sentence(archive_url: str) -> None:
    text = "Pasar dibuka lagi Pasar ramai"
    article = Article(text, (Span(0, 17), Span(18, 18), Span(18, 29)))
    async with await Archive.open(archive_url) as archive:
        await store(archive, article)
        index = await archive.load(1)
    assert index.vocabulary == ["dibuka", "lagi", "pasar", "ramai"]
    assert index.term_ids.tolist() == [2, 0, 1, 2, 3]
    assert index.term_offsets.tolist() == [0, 3, 3, 5]
    assert index.sentence_ordinal.tolist() == [0, 1, 2]
    assert index.sentence_article.tolist() == [0, 0, 0]
    assert (index.term_ids.dtype, index.sentence_article.dtype) == ("int32", "int32")
    assert (index.sentence_ids.dtype, index.term_offsets.dtype) == ("int64", "int64")


async def test_order_and_vocabulary_do_not_depend_on_the_order_of_ingestion(archive_url: str, tmp_path: Path) -> None:
    first = write_records(tmp_path / "a.jsonl", record(1), record(2))
    second = write_records(tmp_path / "B.jsonl", record(3))
    third = write_records(tmp_path / "c.jsonl", record(4, body="Kata langka muncul sekali di berita yang dihapus."))
    async with await Archive.open(archive_url) as archive:
        for file in (third, second, first):
            await reindex(archive, [file], analyzer=Words())
        third.write_text("")
        write_records(third, record(5))
        await reindex(archive, [third], analyzer=Words())
        late = await archive.load(await archive.current_version() or 0)
        assert [one.file for one in late.articles] == ["B.jsonl", "a.jsonl", "a.jsonl", "c.jsonl"]
        assert late.vocabulary == sorted(set(late.vocabulary))
        assert "langka" not in late.vocabulary
        assert set(range(len(late.vocabulary))) == set(late.term_ids.tolist())


async def test_a_version_that_never_answered_is_refused(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        for version in (0, 1):
            with pytest.raises(UnknownVersion, match=str(version)):
                await archive.load(version)


async def test_an_empty_archive_says_so(archive_url: str) -> None:
    async with await Archive.open(archive_url) as archive:
        assert await archive.current_version() is None
        assert await archive.articles() == []
        assert await archive.sentences([]) == []
        assert await archive.article(1) is None
        facts = await archive.facts()
        assert (facts.articles, facts.sentences, facts.version, facts.indexed_at) == (0, 0, None, None)


async def test_facts_count_what_answers(archive_url: str, tmp_path: Path) -> None:
    records = [record(n, outlet=None if n == 3 else "A" if n < 2 else "B", published=None) for n in range(5)]
    records[0]["published"] = "2023-05-07T23:30:00+07:00"
    records[1]["published"] = "2021-12-31"
    async with await Archive.open(archive_url) as archive:
        await reindex(archive, [write_records(tmp_path / "a.jsonl", *records)], analyzer=Words(), clock=lambda: NOW)
        facts = await archive.facts()
        shown = [len(one.sentences) for one in await archive.articles()]
    assert facts.articles == 5
    assert facts.sentences == sum(shown)
    assert dict(facts.outlets) == {"A": 2, "B": 2, "": 1}
    assert list(facts.outlets) == ["A", "B", ""]
    assert (facts.first_day, facts.last_day, facts.undated) == (date(2021, 12, 31), date(2023, 5, 7), 3)
    assert facts.indexed_at == NOW
