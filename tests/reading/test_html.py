"""Web pages of many layouts, read as articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.article import Article, DateBasis
from retrieval.errors import BinarySource, EmptySource, ReadingError
from retrieval.reading.html.page import read_html

TODAY = date(2024, 6, 1)
WIB = timezone(timedelta(hours=7))
TITLE = "Jembatan Gantung Sukamaju Diresmikan Gubernur"
BODY = (
    "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu pagi di hadapan ratusan warga.",
    "Jembatan sepanjang 120 meter itu menghubungkan dua dusun yang selama ini terpisah oleh Sungai Citirta.",
    'Warga bernama Sumarni mengaku lega. "Anak-anak tidak perlu lagi menyeberang dengan rakit," katanya pada Minggu.',
    "Pembangunan jembatan menelan biaya 12 miliar rupiah dari anggaran provinsi dan selesai dalam sepuluh bulan.",
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
MENU = "<nav><ul><li><a href='/'>Beranda</a></li><li><a href='/nasional'>Nasional</a></li></ul></nav>"
FOOT = "<footer>© 2024 Kabar Uji. Hak cipta dilindungi.</footer>"


def page(head: str = "", above: str = "", body: str = PARAGRAPHS, below: str = "", title: str = TITLE) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} - Kabar Uji</title>{head}</head>"
        f"<body>{MENU}<main><article><h1>{title}</h1>{above}<div class='content'>{body}</div></article>{below}</main>"
        f"{FOOT}</body></html>"
    ).encode()


def block(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def linked(**fields: object) -> str:
    return block({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields)


def read(data: bytes) -> Article:
    article = read_html(data, None, TODAY)
    assert all(span.of(article.text).strip() for span in article.sentences)
    return article


def words(article: Article) -> str:
    return " ".join(span.of(article.text) for span in article.sentences)


def test_the_body_and_nothing_else() -> None:
    related = "<p><strong>Baca Juga:</strong> <a href='/x'>Harga Cabai Naik Tajam Jelang Lebaran</a></p>"
    body = "".join(f"<p>{paragraph}</p>{related if n == 1 else ''}" for n, paragraph in enumerate(BODY))
    comments = "<section id='comments'><h3>Komentar</h3><p>Mantap sekali, terima kasih Bu Gubernur!</p></section>"
    cookies = "<div class='cookie-banner'>Situs ini memakai kuki untuk pengalaman yang lebih baik. Setuju?</div>"
    article = read(page(body=body, below=comments + cookies))
    assert article.title == TITLE
    assert words(article) == " ".join(BODY)


@pytest.mark.parametrize(
    ("head", "above", "value", "basis"),
    [
        (linked(datePublished="2024-05-19T09:30:00+07:00"), "", datetime(2024, 5, 19, 9, 30, tzinfo=WIB), "stated"),
        (linked(datePublished="2024-05-19"), "<time>19 Mei 2024</time>", date(2024, 5, 19), "stated"),
        (
            "<meta property='article:published_time' content='2024-05-19T02:30:00Z'>",
            "",
            datetime(2024, 5, 19, 2, 30, tzinfo=UTC),
            "stated",
        ),
        ("", "<div>Minggu, 19 Mei 2024 | 09:30 WIB</div>", datetime(2024, 5, 19, 9, 30, tzinfo=WIB), "stated"),
        ("", "", None, "unknown"),
        # A change is no publication, and what lies ahead cannot be one.
        ("<meta property='article:modified_time' content='2024-05-20'>", "", None, "unknown"),
        (linked(datePublished="2031-01-01"), "", None, "unknown"),
        (linked(datePublished="kemarin"), "", None, "unknown"),
        # Late on the server's Saturday is early on the newsroom's Sunday.
        (linked(datePublished="2024-05-18T23:00:00Z"), "<p>Minggu, 19 Mei 2024</p>", None, "stated"),
    ],
)
def test_dates(head: str, above: str, value: object, basis: str) -> None:
    published = read(page(head, above)).published
    assert published.basis == basis
    if value is not None:
        assert published.value == value
    elif basis == "unknown":
        assert published.value is None


def test_markup_and_page_that_contradict_each_other_leave_a_doubt() -> None:
    published = read(page(linked(datePublished="2024-01-02"), "<div>Minggu, 19 Mei 2024 09:30 WIB</div>")).published
    assert published.basis is DateBasis.INFERRED
    assert published.day == date(2024, 5, 19)
    assert published.evidence is not None
    assert "2024-01-02" in published.evidence


@pytest.mark.parametrize(
    "script",
    [
        linked(datePublished="2024-05-19"),
        block({"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2024-05-19"}]}),
        block([{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "datePublished": "2024-05-19"}]),
        "<script type='application/ld+json'>{broken</script>" + linked(datePublished="2024-05-19"),
        f"<script type='application/ld+json'>{'[' * 5000}</script>" + linked(datePublished="2024-05-19"),
        "<meta itemprop='datePublished' content='2024-05-19'>",
    ],
)
def test_ways_to_state_a_date(script: str) -> None:
    assert read(page(script)).published.day == date(2024, 5, 19)


def test_of_several_times_the_headline_has_its_own() -> None:
    others = "".join(f"<li><time>{day} April 2024 10:00 WIB</time> <a>Berita lain</a></li>" for day in range(1, 6))
    data = page(above="<time>Minggu, 19 Mei 2024 09:30 WIB</time>", below=f"<aside><ul>{others}</ul></aside>")
    assert read(data).published.day == date(2024, 5, 19)


def test_outlet_and_address() -> None:
    head = "<meta property='og:site_name' content='Kabar Uji'><link rel='canonical' href='https://kabar-uji.example/1'>"
    article = read(page(head))
    assert (article.outlet, article.url) == ("Kabar Uji", "https://kabar-uji.example/1")
    assert read(page(linked(publisher={"@type": "Organization", "name": "Warta Contoh"}))).outlet == "Warta Contoh"


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Jembatan Gantung Sukamaju Diresmikan Gubernur - Kabar Uji", TITLE),
        ("Kabar Uji | Jembatan Gantung Sukamaju Diresmikan Gubernur", TITLE),
    ],
)
def test_a_headline_without_the_outlet(title: str, own: str) -> None:
    data = page(f"<meta property='og:title' content='{title}'>").replace(f"<h1>{TITLE}</h1>".encode(), b"<h1>News</h1>")
    assert read(data).title == own


def test_encodings_and_what_they_claim() -> None:
    text = page(body=PARAGRAPHS.replace("Sumarni", "Café Ünïk"))
    for encoded in (text, text.decode().encode("utf-16"), b"\xef\xbb\xbf" + text):
        assert "Café Ünïk" in words(read(encoded))
    windows = text.decode().replace("charset='utf-8'", "charset='windows-1252'").encode("cp1252")
    assert "Café Ünïk" in words(read(windows))


def test_entities_and_invisible_marks_are_text() -> None:
    body = PARAGRAPHS.replace("rakit", "rakit &amp; perahu &lt;kecil&gt;")
    assert "rakit & perahu <kecil>" in words(read(page(body=body)))


def test_hostile_markup_ends_soon() -> None:
    script = "<script>alert('jahat')</script><style>p{}</style>"
    assert "alert" not in words(read(page(body=PARAGRAPHS + script)))
    deep = read(page(body=PARAGRAPHS + "<div>" * 30_000))
    assert words(deep).startswith(BODY[0])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptySource),
        (b"%PDF-1.7 x", BinarySource),
        (b"<html><body></body></html>", EmptySource),
        (b"<html><body><p>Halaman tidak ditemukan</p></body></html>", EmptySource),
    ],
)
def test_what_is_no_article(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_html(data, None, TODAY)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    try:
        article = read_html(noise, None, TODAY)
    except ReadingError:
        return
    assert article.sentences
