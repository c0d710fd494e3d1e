"""The library from outside: open, reindex, ask, look again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.answering.answer import AnswerKind
from retrieval.service import Kutip

NOW = datetime(2024, 5, 17, 3, 0, tzinfo=UTC)
BRIDGE = "Jembatan gantung di Desa Sukamaju diresmikan Gubernur Ratna Dewi pada Minggu pagi."
COPY = "Jembatan gantung di Desa Sukamaju diresmikan Gubernur Ratna Dewi pada Minggu (5/5) pagi."
ASK = "Siapa yang meresmikan jembatan gantung di Sukamaju?"


def article(name: str, body: str, outlet: str = "Kabar Uji", published: str | None = "2024-05-05") -> str:
    fields = {"id": name, "outlet": outlet, "title": None, "published": published, "url": None, "body": body}
    return json.dumps(fields)


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def take_away(path: Path) -> None:
    path.unlink()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "artikel.jsonl"
    path.write_text(
        "\n".join(
            (
                article("satu", f"{BRIDGE} Biaya pembangunannya mencapai 12 miliar rupiah."),
                article("dua", f"{COPY} Warga menyambutnya dengan tarian.", "Warta Contoh", "2024-05-06"),
                article("tiga", "Petani kopi memanen 40 ton biji kopi pada April.", "Pos Contoh", None),
            )
        ),
        encoding="utf-8",
    )
    return path


@pytest.fixture
async def kutip(archive_url: str, source: Path) -> AsyncIterator[Kutip]:
    async with await Kutip.open(archive_url, clock=lambda: NOW) as service:
        await service.reindex([source])
        yield service


async def test_a_quote_is_the_stored_text_and_its_copy_is_named_once(kutip: Kutip) -> None:
    answer = await kutip.ask(ASK)
    best = answer.quotes[0]
    stored = {one.ref.id: one.text for one in await kutip.articles()}
    assert best.text in (BRIDGE, COPY)
    assert best.span.of(stored[best.article.id]) == best.text
    (echo,) = best.also
    assert {best.article.outlet, echo.article.outlet} == {"Kabar Uji", "Warta Contoh"}
    assert echo.span.of(stored[echo.article.id]) == echo.text


async def test_an_exchange_can_be_looked_up_as_it_was(kutip: Kutip, source: Path) -> None:
    answer = await kutip.ask(ASK, context=["ada jembatan baru?"], chat="redaksi")
    put(source, article("satu", "Isi artikel itu diganti seluruhnya hari ini."))
    await kutip.reindex([source])
    exchange = await kutip.exchange(str(answer.id))
    assert exchange is not None
    assert (exchange.question, exchange.context, exchange.chat) == (ASK, ("ada jembatan baru?",), "redaksi")
    assert exchange.asked_at == NOW
    assert exchange.version == answer.version
    assert [quote.text for quote in exchange.quotes] == [quote.text for quote in answer.quotes]
    assert [echo.text for echo in exchange.quotes[0].also] == [echo.text for echo in answer.quotes[0].also]
    again = await kutip.ask(ASK)
    assert not again.quotes
    assert again.version != answer.version


async def test_recent_questions_of_a_chat_come_oldest_first(kutip: Kutip) -> None:
    for words in ("satu?", "dua?"):
        await kutip.ask(words, chat="redaksi")
    await kutip.ask("tiga?", chat="lain")
    assert [one.question for one in await kutip.recent("redaksi", timedelta(minutes=30))] == ["satu?", "dua?"]


async def test_many_questions_at_once_get_each_their_own_answer(kutip: Kutip) -> None:
    questions = [ASK, "Berapa ton biji kopi dipanen petani?"] * 5
    answers = await asyncio.gather(*(kutip.ask(words) for words in questions))
    assert [answer.question for answer in answers] == questions
    assert all("40 ton" in answer.quotes[0].text for answer in answers[1::2])


async def test_a_source_that_is_gone_is_told_and_takes_nothing_with_it(kutip: Kutip, source: Path) -> None:
    before = await kutip.facts()
    take_away(source)
    report = await kutip.reindex([source])
    assert [one.source for one in report.unreadable] == [str(source)]
    assert (await kutip.facts()).articles == before.articles == 3
    assert (await kutip.ask(ASK)).quotes


async def test_another_process_s_reindex_is_seen(kutip: Kutip, archive_url: str, source: Path) -> None:
    async with await Kutip.open(archive_url, clock=lambda: NOW) as other:
        put(source, article("empat", "Wali kota menutup pasar malam di Alun-alun Lama."))
        await other.reindex([source])
    answer = await kutip.ask("Siapa yang menutup pasar malam?")
    assert [quote.text for quote in answer.quotes] == ["Wali kota menutup pasar malam di Alun-alun Lama."]


async def test_an_empty_archive_says_so(sqlite_url: str) -> None:
    async with await Kutip.open(sqlite_url) as kutip:
        assert (await kutip.ask(ASK)).kind is AnswerKind.EMPTY_ARCHIVE
        assert (await kutip.facts()).articles == 0
