"""Fetches pages as a polite visitor: robots.txt, one at a time with a delay, bounded in time and size."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpcore

from retrieval.errors import ReadingError
from retrieval.sources.web.addresses import allowed, joined
from retrieval.sources.web.guard import ForbiddenAddress, GuardedBackend

AGENT = "Kutip/0.1 (+newsroom archive)"
LARGEST = 10_000_000
LARGEST_ROBOTS = 500_000
MOST_REDIRECTS = 5
SECONDS = 20.0
# However slowly it comes, a page is given up after so long.
MOST_SECONDS = 60.0
LONGEST_WAIT = 30.0
_AGAIN = (429, 503)
_MOVED = (301, 302, 303, 307, 308)
_STATUS = {
    401: "perlu masuk",
    403: "dilarang",
    404: "tidak ditemukan",
    410: "sudah dihapus",
    429: "terlalu sering diminta",
}


class Unfetched(ReadingError):
    """The address gave nothing; the message is the reason shown to people, ``status`` the answer's, if one came."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave in the end, after redirects; ``kind`` is its media type."""

    url: str
    kind: str
    data: bytes


class Fetcher:
    """One visitor; used from one thread at a time. ``private`` lets it ask the own network, for tests."""

    def __init__(
        self,
        *,
        delay: float = 1.0,
        private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay = delay
        self._sleep = sleep
        self._clock = clock
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=GuardedBackend(private=private)
        )
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def close(self) -> None:
        self._pool.close()

    def get(self, url: str) -> Fetched:
        """The page at an address; raises ``Unfetched``."""
        return self._get(url, robots=True, largest=LARGEST)

    def _get(self, url: str, *, robots: bool, largest: int) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            if (reason := allowed(url)) is not None:
                raise Unfetched(reason)
            if robots and not self._may(url):
                raise Unfetched("robots.txt situs itu tidak mengizinkan")
            status, headers, data = self._patiently(url, largest)
            if status not in _MOVED:
                if status != 200:
                    raise Unfetched(f"{_STATUS.get(status, 'gagal diambil')} (HTTP {status})", status)
                return Fetched(url, headers.get("content-type", "").partition(";")[0].strip().lower(), data)
            target = joined(url, headers.get("location", ""))
            if not headers.get("location") or not target:
                raise Unfetched("dialihkan tanpa tujuan")
            url = target
        raise Unfetched("dialihkan terlalu banyak kali")

    def _patiently(self, url: str, largest: int) -> tuple[int, dict[str, str], bytes]:
        """Once more after the wait that the server asks for, where that is short."""
        status, headers, data = self._request(url, largest)
        if status not in _AGAIN:
            return status, headers, data
        wait = headers.get("retry-after", "")
        seconds = float(wait) if wait.isascii() and wait.isdigit() else self._delay
        if seconds > LONGEST_WAIT:
            return status, headers, data
        self._sleep(seconds)
        return self._request(url, largest)

    def _request(self, url: str, largest: int) -> tuple[int, dict[str, str], bytes]:
        self._wait_for(urlsplit(url).netloc)
        until = self._clock() + MOST_SECONDS
        timeouts = {"connect": SECONDS, "read": SECONDS, "write": SECONDS, "pool": SECONDS}
        try:
            with self._pool.stream(
                "GET",
                _ascii(url),
                headers={"Host": urlsplit(url).netloc, "User-Agent": AGENT, "Accept": "*/*", "Connection": "close"},
                extensions={"timeout": timeouts},
            ) as response:
                headers = {name.decode().lower(): value.decode("latin-1") for name, value in response.headers}
                body = b""
                for chunk in response.iter_stream():
                    body += chunk
                    if len(body) > largest:
                        raise Unfetched(f"terlalu besar, batasnya {largest / 1e6:.0f} MB")
                    if self._clock() > until:
                        raise Unfetched("terlalu lambat")
                return response.status, headers, body
        except ForbiddenAddress:
            raise Unfetched("alamat jaringan dalam tidak dibaca") from None
        except (httpcore.TimeoutException, TimeoutError):
            raise Unfetched("terlalu lama tidak menjawab") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError, OSError):
            raise Unfetched("tidak dapat dihubungi") from None

    def _wait_for(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None and (rest := last + self._delay - self._clock()) > 0:
            self._sleep(rest)
        self._last[host] = self._clock()

    def _may(self, url: str) -> bool:
        """RFC 9309: without a robots.txt everything may be asked, with one that cannot be had nothing."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        return self._robots[site].can_fetch("Kutip", url)

    def _read_robots(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            found = self._get(f"{site}/robots.txt", robots=False, largest=LARGEST_ROBOTS)
        except Unfetched as error:
            if error.status is None:
                # Not the file but the site cannot be reached.
                raise
            rules.parse([] if 400 <= error.status < 500 else ["User-agent: *", "Disallow: /"])
        else:
            rules.parse(found.data.decode("utf-8", "replace").splitlines())
        return rules


def _ascii(url: str) -> bytes:
    """RFC 3987, section 3.1: an address with other letters as the bytes that go over the wire."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode()
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe), quote(parts.query, safe), "")).encode()
