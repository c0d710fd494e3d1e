"""All articles behind a web address: one page, the pages of a feed, or those of a sitemap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial

from retrieval.article import Article
from retrieval.errors import ReadingError
from retrieval.sources.items import Identity, Item, Unreadable
from retrieval.sources.web.addresses import identity
from retrieval.sources.web.fetching import Fetched, Fetcher
from retrieval.sources.web.listings import entries, is_feed, is_sitemap, locations, root_of, unpacked

# Of one feed or sitemap; a whole archive is better exported than fetched page by page.
MOST_PAGES = 5_000
MOST_SITEMAPS = 50
_PAGES = frozenset({"text/html", "application/xhtml+xml", ""})


def visit(url: str, fetcher: Fetcher) -> Iterator[Item | Unreadable]:
    """What is there, page by page; raises nothing for what the web gives.

    A listing that cannot be read, and a page that is gone, leave their articles as they were.
    """
    try:
        first = fetcher.get(url)
        data = unpacked(first)
        root = root_of(data)
        if is_feed(root):
            addresses = list(entries(first.url, data))
        elif is_sitemap(root):
            addresses = list(_of_sitemaps(first.url, data, fetcher))
        else:
            yield _page(first, url)
            return
    except ReadingError as error:
        yield Unreadable(url, str(error), path=identity(url))
        return
    seen: set[str] = set()
    for address in addresses[:MOST_PAGES]:
        if (known := identity(address)) in seen:
            continue
        seen.add(known)
        try:
            yield _page(fetcher.get(address), address)
        except ReadingError as error:
            yield Unreadable(address, str(error), identity=Identity(known, ""))


def _of_sitemaps(url: str, data: bytes, fetcher: Fetcher) -> Iterator[str]:
    """The pages of a sitemap and of those that it points to; one that fails leaves the others."""
    waiting, taken = [(url, data)], {url}
    while waiting:
        base, text = waiting.pop(0)
        pages, sitemaps = locations(base, text)
        yield from pages
        for address in sitemaps:
            if address in taken or len(taken) > MOST_SITEMAPS:
                continue
            taken.add(address)
            try:
                found = fetcher.get(address)
                waiting.append((found.url, unpacked(found)))
            except ReadingError:
                continue


def _page(fetched: Fetched, asked: str) -> Item:
    if fetched.kind not in _PAGES:
        raise ReadingError(f"bukan halaman web ({fetched.kind})")
    return Item(
        Identity(identity(asked), ""),
        asked,
        asked,
        hashlib.sha256(fetched.data).hexdigest(),
        partial(_article, fetched.data, fetched.url),
    )


def _article(data: bytes, url: str, today: date) -> Article:
    # Imported with the first page: it takes longer than a question to answer.
    from retrieval.reading.html.page import read_html

    return read_html(data, url, today)
