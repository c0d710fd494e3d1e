"""Exports of WordPress."""

from __future__ import annotations

from datetime import date, datetime, timezone
from datetime import timedelta as delta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.article import Article
from retrieval.service import Kutip
from retrieval.sources.folder import Found, survey
from retrieval.sources.items import Item, Unreadable
from retrieval.sources.reading import items
from retrieval.sources.wordpress import read_export

TODAY = date(2024, 6, 1)
FIRST = "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu pagi."
BODY = f"<!-- wp:paragraph --><p>{FIRST}</p><p>Biayanya <b>12 miliar</b> rupiah &amp; selesai dalam sepuluh bulan.</p>"


def post(number: int, *, kind: str = "post", status: str = "publish", body: str = BODY, **more: str) -> str:
    fields = {"title": f"Jembatan {number}", "link": f"https://kabar.example/?p={number}"} | more
    plain = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        f"<item>{plain}<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2024-05-19 09:30:00</wp:post_date><wp:post_type>{kind}</wp:post_type>"
        f"<wp:status>{status}</wp:status></item>"
    )


def export(file: Path, *posts: str) -> Path:
    file.write_text(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>Kabar Uji</title>"
        f"{''.join(posts)}</channel></rss>"
    )
    return file


def read(file: Path) -> list[Article | str]:
    return [one.reason if isinstance(one, Unreadable) else one.read(TODAY) for one in items(survey(file))]


def test_published_posts_and_nothing_else(tmp_path: Path) -> None:
    stated = post(1, pubDate="Sun, 19 May 2024 02:30:00 +0700")
    file = export(tmp_path / "x.xml", stated, post(2, kind="page"), post(3, status="draft"), post(4))
    one, other = read(file)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert [span.of(one.text) for span in one.sentences] == [
        FIRST,
        "Biayanya 12 miliar rupiah & selesai dalam sepuluh bulan.",
    ]
    assert (one.title, one.outlet, one.url) == ("Jembatan 1", "Kabar Uji", "https://kabar.example/?p=1")
    assert one.published.value == datetime(2024, 5, 19, 2, 30, tzinfo=timezone(delta(hours=7)))
    assert other.published.value == date(2024, 5, 19)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<rss>",
        "<rss><channel/></rss>",
        "<html/>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    ],
)
def test_other_files_are_refused_with_a_reason(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.xml").write_text(text)
    (refusal,) = read(tmp_path / "x.xml")
    assert isinstance(refusal, str)
    assert "root:" not in refusal


@given(st.binary(max_size=200))
def test_any_bytes_are_posts_or_a_reason(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "noise.xml"
    file.write_bytes(noise)
    for one in read_export(Found(file, "noise.xml", "noise.xml")):
        assert isinstance(one, Item | Unreadable)


async def test_an_export_is_indexed_once(sqlite_url: str, tmp_path: Path) -> None:
    file = export(tmp_path / "x.xml", *(post(number) for number in range(1, 4)))
    async with await Kutip.open(sqlite_url) as kutip:
        assert (await kutip.reindex([file])).new == 3
        assert (await kutip.reindex([file])).unchanged == 3
