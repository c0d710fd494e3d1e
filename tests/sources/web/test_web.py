"""Pages, feeds and sitemaps from a real server."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.article import Article
from retrieval.service import Kutip
from retrieval.sources.items import Unreadable
from retrieval.sources.web.addresses import allowed, identity, is_web
from retrieval.sources.web.fetching import LARGEST, Fetcher, Unfetched
from retrieval.sources.web.guard import is_public
from retrieval.sources.web.visiting import visit
from tests.sources.web.site import Reply, Site, serving

TODAY = date(2024, 6, 1)
FIRST = "Gubernur Ratna Dewi meresmikan jembatan gantung di Desa Sukamaju pada Minggu pagi di hadapan ratusan warga."
REST = "<p>Jembatan sepanjang 120 meter itu menghubungkan dua dusun yang selama ini terpisah oleh sungai.</p>"


def page(sentence: str = FIRST, title: str = "Jembatan Diresmikan Gubernur") -> Reply:
    html = f"<html><body><article><h1>{title}</h1><p>{sentence}</p>{REST}</article></body></html>"
    return Reply(html.encode())


def feed(*links: str) -> Reply:
    entries = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    return Reply(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>{entries}</channel></rss>".encode(),
        headers={"Content-Type": "application/rss+xml"},
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


class Waits:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def fetcher(self, *, delay: float = 0.0, private: bool = True) -> Fetcher:
        return Fetcher(delay=delay, private=private, sleep=self.sleep, clock=lambda: self.now)


def read(url: str, fetcher: Fetcher | None = None) -> list[Article | str]:
    return [
        one.reason if isinstance(one, Unreadable) else one.read(TODAY)
        for one in visit(url, fetcher or Waits().fetcher())
    ]


def reasons(url: str, fetcher: Fetcher | None = None) -> list[str]:
    return [one for one in read(url, fetcher) if isinstance(one, str)]


def test_a_page(site: Site) -> None:
    site.pages["/berita"] = page()
    (article,) = read(f"{site.url}/berita")
    assert isinstance(article, Article)
    assert article.title == "Jembatan Diresmikan Gubernur"
    assert article.sentences[0].of(article.text) == FIRST
    assert article.url == f"{site.url}/berita"


def test_a_feed_whose_bad_pages_stop_nothing(site: Site) -> None:
    site.pages |= {
        "/feed": feed("/1", "/tiada", f"{site.url}/2", "/1?utm_source=rss", "/foto"),
        "/1": page(),
        "/2": page(title="Jembatan Kedua Diresmikan Gubernur"),
        "/foto": Reply(b"x", headers={"Content-Type": "image/png"}),
    }
    found = read(f"{site.url}/feed")
    assert [one.title for one in found if isinstance(one, Article)] == [
        "Jembatan Diresmikan Gubernur",
        "Jembatan Kedua Diresmikan Gubernur",
    ]
    assert [one for one in found if isinstance(one, str)] == [
        "tidak ditemukan (HTTP 404)",
        "bukan halaman web (image/png)",
    ]


def test_sitemaps_packed_and_nested(site: Site) -> None:
    def sitemap(kind: str, entry: str, *paths: str) -> bytes:
        inner = "".join(f"<{entry}><loc>{site.url}{path}</loc></{entry}>" for path in paths)
        return f"<?xml version='1.0'?><{kind} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</{kind}>".encode()

    site.pages |= {
        "/sitemap.xml": Reply(sitemap("sitemapindex", "sitemap", "/a.xml.gz", "/tiada.xml", "/sitemap.xml")),
        "/a.xml.gz": Reply(gzip.compress(sitemap("urlset", "url", "/1")), headers={"Content-Type": "application/gzip"}),
        "/1": page(),
    }
    (article,) = read(f"{site.url}/sitemap.xml")
    assert isinstance(article, Article)


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.pages |= {
        "/lama": Reply(status=301, headers={"Location": "/baru"}),
        "/baru": page(),
        "/putar": Reply(status=302, headers={"Location": "/putar"}),
        "/buntu": Reply(status=302),
    }
    (article,) = read(f"{site.url}/lama")
    assert isinstance(article, Article)
    assert reasons(f"{site.url}/putar") == ["dialihkan terlalu banyak kali"]
    assert reasons(f"{site.url}/buntu") == ["dialihkan tanpa tujuan"]


def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /rahasia"), "/rahasia": page(), "/terbuka": page()}
    fetcher = Waits().fetcher()
    assert reasons(f"{site.url}/rahasia", fetcher) == ["robots.txt situs itu tidak mengizinkan"]
    assert isinstance(read(f"{site.url}/terbuka", fetcher)[0], Article)
    assert site.asked == ["/robots.txt", "/terbuka"]


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(status=500), "/1": page()}
    assert reasons(f"{site.url}/1") == ["robots.txt situs itu tidak mengizinkan"]


def test_one_page_at_a_time_with_a_pause_between(site: Site) -> None:
    waits = Waits()
    site.pages |= {"/feed": feed("/1", "/2"), "/1": page(), "/2": page()}
    assert len(read(f"{site.url}/feed", waits.fetcher(delay=2.0))) == 2
    # Three pages behind robots.txt.
    assert waits.slept == [2.0, 2.0, 2.0]


def test_a_server_that_asks_to_wait_is_waited_for_once(site: Site) -> None:
    waits = Waits()
    site.pages["/1"] = [Reply(status=429, headers={"Retry-After": "7"}), page()]
    site.pages["/2"] = Reply(status=503, headers={"Retry-After": "86400"})
    fetcher = waits.fetcher()
    assert isinstance(read(f"{site.url}/1", fetcher)[0], Article)
    assert waits.slept == [7.0]
    assert reasons(f"{site.url}/2", fetcher) == ["gagal diambil (HTTP 503)"]


def test_endless_and_broken_answers_end(site: Site) -> None:
    site.pages |= {"/besar": Reply(b"x" * 100_000, endless=True), "/putus": Reply(b"<html>", broken=True)}
    assert reasons(f"{site.url}/besar") == [f"terlalu besar, batasnya {LARGEST / 1e6:.0f} MB"]
    assert reasons(f"{site.url}/putus") == ["tidak dapat dihubungi"]


def test_a_server_that_is_not_there() -> None:
    with serving() as gone:
        url = gone.url
    assert reasons(f"{url}/1") == ["tidak dapat dihubungi"]


def test_the_own_network_is_not_asked(site: Site) -> None:
    site.pages |= {"/1": page(), "/robots.txt": Reply(status=404)}
    guarded = Waits().fetcher(private=False)
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"):
        with pytest.raises(Unfetched, match="jaringan dalam"):
            guarded.get(f"http://{host}:{site.port}/1")
    assert site.asked == []


def test_a_redirect_to_the_own_network_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages |= {
        "/1": Reply(status=302, headers={"Location": f"http://localhost:{site.port}/dalam"}),
        "/dalam": page(),
    }
    monkeypatch.setattr(
        "retrieval.sources.web.guard.is_public", lambda address: address == "127.0.0.1" and not site.asked[2:]
    )
    fetcher = Waits().fetcher(private=False)
    with pytest.raises(Unfetched):
        fetcher.get(f"{site.url}/1")
    assert "/dalam" not in site.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.168.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "http://nama:sandi@a.example/",
        "http://a.example:99999/",
        "http://a b/",
    ],
)
def test_addresses_that_are_not_asked(url: str) -> None:
    assert allowed(url) is not None
    with pytest.raises(Unfetched):
        Waits().fetcher().get(url)


def test_ways_to_address_one_article() -> None:
    same = [
        "https://www.kabar.example/berita/1",
        "http://kabar.example/berita/1/",
        "https://kabar.example/berita/1?utm_source=x&fbclid=y#komentar",
        "https://kabar.example/berita/1/amp/",
    ]
    assert len({identity(url) for url in same}) == 1
    assert identity("https://kabar.example/?p=1") != identity("https://kabar.example/?p=2")


@given(st.text(max_size=60))
def test_any_words_are_an_address_or_not(words: str) -> None:
    if is_web(words) and allowed(words) is None:
        assert identity(words).startswith("https://")


async def test_a_feed_is_indexed_and_what_leaves_it_stays(sqlite_url: str, site: Site) -> None:
    second = "Bupati Wirya membuka pasar malam di Lapangan Tirta pada Sabtu malam bersama para pedagang."
    site.pages |= {"/feed": feed("/1"), "/1": page(), "/2": page(second, "Pasar Malam Dibuka Lagi")}
    async with await Kutip.open(sqlite_url, fetcher=Waits().fetcher()) as kutip:
        assert (await kutip.reindex([f"{site.url}/feed"])).new == 1
        again = await kutip.reindex([f"{site.url}/feed"])
        assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
        site.pages["/feed"] = feed("/2")
        assert (await kutip.reindex([f"{site.url}/feed"])).removed == 0
        site.pages["/feed"] = Reply(status=500)
        failed = await kutip.reindex([f"{site.url}/feed"])
        assert failed.removed == 0
        assert len(failed.unreadable) == 1
        answer = await kutip.ask("Siapa yang meresmikan jembatan gantung di Desa Sukamaju?")
        other = await kutip.ask("Siapa yang membuka pasar malam di Lapangan Tirta?")
    assert answer.quotes[0].text == FIRST
    assert other.quotes[0].text == second
    assert other.quotes[0].article.url == f"{site.url}/2"
