"""Feeds (RSS, Atom) and sitemaps (sitemaps.org): the addresses that they list."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

import feedparser
from lxml import etree

from retrieval.errors import ReadingError
from retrieval.sources.web.addresses import joined
from retrieval.sources.web.fetching import LARGEST, Fetched

_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_SITEMAPS, _URLS = "sitemapindex", "urlset"


def root_of(data: bytes) -> str | None:
    """The name of the outermost element, in lower case and without its namespace; None for what is no XML."""
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("start",), resolve_entities=False, no_network=True):
            return str(etree.QName(element).localname).lower()
    except etree.XMLSyntaxError:
        return None
    return None


def unpacked(fetched: Fetched) -> bytes:
    """The data, unpacked where a sitemap comes as gzip; raises ``ReadingError``."""
    if not fetched.data.startswith(b"\x1f\x8b"):
        return fetched.data
    try:
        with gzip.open(io.BytesIO(fetched.data)) as packed:
            data = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadingError("berkas terkompresi rusak") from error
    if len(data) > LARGEST:
        raise ReadingError("terlalu besar setelah dibuka")
    return data


def is_feed(root: str | None) -> bool:
    return root in _FEED_ROOTS


def is_sitemap(root: str | None) -> bool:
    return root in (_SITEMAPS, _URLS)


def entries(url: str, data: bytes) -> Iterator[str]:
    """The pages that a feed lists, in its order."""
    for entry in feedparser.parse(data).entries:
        link = entry.get("link") or next((one.get("href") for one in entry.get("links", ()) if one.get("href")), None)
        if link and (address := joined(url, link)):
            yield address


def locations(url: str, data: bytes) -> tuple[list[str], list[str]]:
    """The pages of a sitemap, and the sitemaps of an index; raises ``ReadingError``."""
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise ReadingError("peta situs rusak") from error
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    for element in tree:
        if not isinstance(element.tag, str):
            continue
        name = str(etree.QName(element).localname).lower()
        location = next((one.text for one in element.iterfind("{*}loc")), None)
        if name in found and location and (address := joined(url, location)):
            found[name].append(address)
    return found["url"], found["sitemap"]
