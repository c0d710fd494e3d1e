"""Where an archive is: a database URL, checked before anything connects to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from retrieval.errors import InvalidDatabaseURL

_SQLITE = {"sqlite", "sqlite+aiosqlite"}
_POSTGRESQL = {"postgres", "postgresql", "postgresql+asyncpg"}
_PARAMETERS = {"host", "port", "ssl", "sslmode"}
_FORMS = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Location:
    """A supported database URL with its async driver; ``file`` is the SQLite file, ``None`` for a server."""

    url: URL
    file: Path | None

    @property
    def shown(self) -> str:
        """The URL as it may be told to people: without password and parameters."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    @classmethod
    def of(cls, url: URL) -> Location:
        """The location of an engine's URL, which was parsed before."""
        is_file = url.get_backend_name() == "sqlite" and url.database
        return cls(url, Path(str(url.database)) if is_file else None)

    @classmethod
    def parse(cls, text: str) -> Location:
        """Raises ``InvalidDatabaseURL``, which names what is wrong and never repeats the URL."""
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):
            # Not chained: the cause repeats the text, and with it a password.
            raise InvalidDatabaseURL(f"the database URL cannot be read as a URL; give {_FORMS}") from None
        if url.drivername in _SQLITE:
            return _sqlite(url)
        if url.drivername in _POSTGRESQL:
            return _postgresql(url)
        raise InvalidDatabaseURL(f"the database URL names {url.drivername!r}, which is not supported; give {_FORMS}")


def _sqlite(url: URL) -> Location:
    if url.host or url.username or url.password:
        raise InvalidDatabaseURL("a SQLite URL has three slashes before its file (four when the path is absolute)")
    if not url.database or url.database == ":memory:":
        raise InvalidDatabaseURL("a SQLite URL must name a file: sqlite:///FILE")
    if url.query or url.database.startswith("file:"):
        raise InvalidDatabaseURL("a SQLite URL takes no parameters: sqlite:///FILE")
    return Location(url.set(drivername="sqlite+aiosqlite"), Path(url.database))


def _postgresql(url: URL) -> Location:
    unknown = sorted(set(url.query) - _PARAMETERS)
    if unknown:
        raise InvalidDatabaseURL(f"the database URL has a parameter that Kutip does not know: {unknown[0]}")
    if not url.database:
        raise InvalidDatabaseURL("the PostgreSQL URL names no database: postgresql://USER:PASSWORD@HOST/DATABASE")
    query = dict(url.query)
    if "sslmode" in query:
        # libpq's word, as hosting services hand it out; asyncpg calls it ssl.
        query["ssl"] = query.pop("sslmode")
    return Location(url.set(drivername="postgresql+asyncpg", query=query), None)
