"""What a page's markup says of its article: schema.org (JSON-LD, microdata), Open Graph, and plain meta tags."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

# https://schema.org/Article and what is more special.
_ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "advertisercontentarticle",
        "reviewnewsarticle",
        "liveblogposting",
        "blogposting",
        "report",
    }
)
# Names of meta tags that state the day of publication; those of a change or of the page itself are not among them.
_PUBLISHED = frozenset(
    {
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date_published",
        "publishdate",
        "publish-date",
        "publish_date",
        "published_date",
        "publication_date",
        "pubdate",
        "dc.date.issued",
        "dcterms.issued",
        "parsely-pub-date",
        "sailthru.date",
        "originaldate",
        "dtk:publishdate",
        "content_publisheddate",
    }
)
_DEEPEST_JSON = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the markup states; ``dates`` are the days of publication as written, most certain first."""

    titles: tuple[str, ...]
    outlets: tuple[str, ...]
    dates: tuple[str, ...]
    url: str | None


def read_metadata(tree: HtmlElement) -> Metadata:
    linked = [article for script in _scripts(tree) for article in _articles(script, 0)]
    tags = list(_tags(tree))
    return Metadata(
        titles=_distinct([*_values(linked, "headline"), *_of(tags, "og:title"), *_of(tags, "twitter:title")]),
        outlets=_distinct([*_of(tags, "og:site_name"), *_publishers(linked)]),
        dates=_distinct(
            [
                *_values(linked, "datePublished"),
                *(value for name, value in tags if name in _PUBLISHED),
                *_microdata(tree),
            ]
        ),
        url=next(iter([*_canonical(tree), *_of(tags, "og:url")]), None),
    )


def _scripts(tree: HtmlElement) -> Iterator[Any]:
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() == "application/ld+json":
            try:
                yield json.loads(element.text_content(), strict=False)
            except (ValueError, RecursionError):
                # A broken block is as good as none.
                continue


def _articles(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Objects of an article's type, wherever they stand (``@graph``, lists, ``mainEntity``)."""
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, list):
        for one in value:
            yield from _articles(one, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(str(kind).lower() in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _articles(value.get(name), depth + 1)


def _values(articles: Sequence[Mapping[str, Any]], name: str) -> Iterator[str]:
    for article in articles[:1]:
        value = article.get(name)
        if isinstance(value, str):
            yield value


def _publishers(articles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for article in articles[:1]:
        publisher = article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str):
            yield name


def _tags(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            yield name.strip().lower(), content


def _of(tags: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for own, value in tags if own == name]


def _microdata(tree: HtmlElement) -> Iterator[str]:
    """``itemprop="datePublished"`` of elements other than meta tags."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "meta" and element.get("itemprop") == "datePublished":
            yield element.get("datetime") or element.get("content") or " ".join(element.itertext())


def _canonical(tree: HtmlElement) -> list[str]:
    return [
        element.get("href") or ""
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical" and element.get("href")
    ]


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    stripped = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys(value for value in stripped if value))
