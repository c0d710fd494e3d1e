"""WordPress exports (WXR): the published posts, one after the other however large the file is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from functools import partial

from lxml import etree

from retrieval.article import Article
from retrieval.errors import EmptySource, ReadingError
from retrieval.reading.record import read_record
from retrieval.sources.folder import Found
from retrieval.sources.items import Identity, Item, Unreadable
from retrieval.sources.opening import open_regular
from retrieval.sources.paths import printable
from retrieval.sources.reasons import why

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def read_export(found: Found) -> Iterator[Item | Unreadable]:
    """The posts of an export; a file of another kind, or a broken one, is reported."""
    label = printable(found.file)
    try:
        with open_regular(found.path) as file:
            outlet, posts = None, 0
            events = etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True, recover=False)
            for _, element in events:
                name = _local(element)
                if name == "title" and outlet is None and _local(element.getparent()) == "channel":
                    outlet = _words(element.text)
                elif name == "item":
                    fields = _fields(element)
                    if fields.get("post_type") == "post" and fields.get("status") == "publish":
                        posts += 1
                        yield _item(found, label, fields, outlet, posts)
                    # What was read is let go, for exports of gigabytes.
                    element.clear()
            if not posts:
                yield Unreadable(label, "bukan ekspor WordPress dengan tulisan yang terbit", path=found.source)
    except etree.XMLSyntaxError as error:
        yield Unreadable(label, f"XML rusak (baris {error.lineno})", path=found.source)
    except OSError as error:
        yield Unreadable(label, why(error), path=found.source)
    except ReadingError as error:
        yield Unreadable(label, str(error), path=found.source)


def _fields(element: etree._Element) -> dict[str, str]:
    """The texts of a post by their names without namespace; its body as ``body``."""
    found: dict[str, str] = {}
    for child in element:
        if isinstance(child.tag, str):
            name = "body" if child.tag == _CONTENT else _local(child)
            found.setdefault(name, child.text or "")
    return found


def _item(found: Found, label: str, fields: Mapping[str, str], outlet: str | None, number: int) -> Item:
    key = fields.get("post_id") or fields.get("guid") or f"line:{number:09d}"
    kept = {name: fields.get(name, "") for name in ("title", "link", "pubDate", "post_date", "body")}
    digest = hashlib.sha256("\x1f".join([*kept.values(), outlet or ""]).encode("utf-8", "surrogatepass")).hexdigest()
    identity = Identity(found.source, f"id:{key[:500]}")
    return Item(identity, f"{label}:{key[:60]}", found.file, digest, partial(_article, kept, outlet))


def _article(fields: Mapping[str, str], outlet: str | None, today: date) -> Article:
    from retrieval.reading.html.page import shown_lines
    from retrieval.reading.html.tree import parse

    html = fields["body"].strip()
    if not html:
        raise EmptySource("tulisan kosong")
    body = "\n\n".join(shown_lines(parse(f"<html><body><div>{html}</div></body></html>".encode())))
    record = {"body": body, "title": _words(fields["title"]), "url": _words(fields["link"]), "outlet": outlet}
    return read_record({**record, "published": _published(fields)}, today)


def _published(fields: Mapping[str, str]) -> str | None:
    """The moment of publication with its zone (RFC 822), else the local day."""
    try:
        moment = parsedate_to_datetime(fields["pubDate"])
    except ValueError:
        written = fields["post_date"][:10]
        return written if written and not written.startswith("0000") else None
    return moment.isoformat()


def _words(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _local(element: etree._Element | None) -> str:
    return str(etree.QName(element).localname) if element is not None and isinstance(element.tag, str) else ""
