"""Web addresses: which may be fetched, and which are the same article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

# What links carry to tell where a reader came from.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|ref|ref_src|_ga|amp", re.IGNORECASE)
LONGEST = 2000


def is_web(source: str) -> bool:
    """Whether a source is an address rather than a path."""
    return source.lower().startswith(("http://", "https://"))


def allowed(url: str) -> str | None:
    """Why an address may not be fetched, if so."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "alamat tidak sah"
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return "hanya alamat http:// atau https:// yang dibaca"
    if parts.username is not None or parts.password is not None:
        return "alamat berisi nama pengguna atau kata sandi"
    if port == 0 or len(url) > LONGEST or any(char.isspace() or ord(char) < 32 for char in url):
        return "alamat tidak sah"
    return None


def joined(base: str, link: str) -> str:
    """A link of a page as an absolute address; empty for what is none."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def identity(url: str) -> str:
    """One spelling for the ways to address one article: without scheme, tracking, fragment and closing slash."""
    parts = urlsplit(url)
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name))
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = re.sub(r"/(?:amp)?/?$", "", parts.path)
    return urlunsplit(("https", f"{host}{port}", path, urlencode(query), ""))
