"""Which articles tell the same thing independently: copy of one agency in several outlets is one origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.article import ArticleRef

_DOMAIN = re.compile(r"(?:^www\.|\.(?:com|co|id|net|org|news|tv|info|go|or)\b)")
_NO_LETTER = re.compile(r"[\W_]+")


def origins(articles: Sequence[ArticleRef]) -> list[list[ArticleRef]]:
    """Groups of articles that share an outlet or an agency, in the order of their first article.

    An article belongs to its own outlet and to every agency that it names; without any name it stands alone.
    """
    groups: list[tuple[set[str], list[ArticleRef]]] = []
    for article in articles:
        names = _names(article)
        joined = [group for group in groups if not names.isdisjoint(group[0])]
        if not joined:
            groups.append((names, [article]))
            continue
        first, *others = joined
        first[0].update(names)
        first[1].append(article)
        for other in others:
            first[0].update(other[0])
            first[1].extend(other[1])
            groups.remove(other)
    return [members for _, members in groups]


def shared_agencies(articles: Sequence[ArticleRef]) -> tuple[str, ...]:
    """Agencies, as the first article writes them, that every one of the articles names or is."""
    if not articles:
        return ()
    common = set.intersection(*(_names(article) for article in articles))
    written = [
        name for article in articles for name in (*article.wires, article.outlet) if name and _key(name) in common
    ]
    return tuple({_key(name): name for name in reversed(written)}.values())[::-1]


def _names(article: ArticleRef) -> set[str]:
    return {_key(name) for name in (article.outlet, *article.wires) if name}


def _key(name: str) -> str:
    return _NO_LETTER.sub("", _DOMAIN.sub("", name.casefold()))
