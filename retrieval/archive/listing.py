"""What the archive holds, listed: the newest articles, single ones, and what each outlet sent."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Subquery, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from retrieval.archive.engine import Database
from retrieval.archive.selecting import AnySelect, current_at, ref, refs
from retrieval.archive.silence import Silence, silences
from retrieval.archive.tables import RevisionRow, VersionRow, VersionState
from retrieval.article import ArticleRef

_ACTIVE = select(col(VersionRow.id)).where(col(VersionRow.state) == VersionState.ACTIVE)
_DAY = func.substr(col(RevisionRow.published), 1, 10)


@dataclass(frozen=True, slots=True)
class Newest:
    """``dated`` by day, newest first; ``undated`` by arrival, newest first."""

    dated: tuple[ArticleRef, ...]
    undated: tuple[ArticleRef, ...]


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """``outlet`` is "" where unknown; ``arrived`` is when the version with its last new article began to answer.

    ``silence`` is set where it has stopped arriving while others go on.
    """

    outlet: str
    articles: int
    undated: int
    first_day: date | None
    last_day: date | None
    arrived: datetime | None
    silence: Silence | None = None


class Listing:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, dated: int, undated: int) -> Newest:
        """The latest articles of the active version, at most so many of each kind."""
        published, identity = col(RevisionRow.published), col(RevisionRow.article_id)
        async with self._database.reading() as connection:
            version = (await connection.execute(_ACTIVE)).scalar_one_or_none()
            if version is None:
                return Newest((), ())
            current = refs().where(current_at(version))
            with_day = current.where(published.is_not(None)).order_by(_DAY.desc(), published.desc(), identity.desc())
            without = current.where(published.is_(None)).order_by(identity.desc())
            known = (await connection.execute(with_day.limit(dated))).all()
            unknown = (await connection.execute(without.limit(undated))).all()
        return Newest(tuple(map(ref, known)), tuple(map(ref, unknown)))

    async def revision(self, article: int) -> int | None:
        """The revision of an article that answers now; None for an article that does not."""
        async with self._database.reading() as connection:
            version = (await connection.execute(_ACTIVE)).scalar_one_or_none()
            if version is None:
                return None
            found = await connection.execute(
                select(col(RevisionRow.id)).where(current_at(version), col(RevisionRow.article_id) == article)
            )
            return found.scalar_one_or_none()

    async def outlets(self) -> list[OutletFacts]:
        """What each outlet has in the active version, most articles first."""
        async with self._database.reading() as connection:
            version = (await connection.execute(_ACTIVE)).scalar_one_or_none()
            if version is None:
                return []
            rows = (await connection.execute(_by_outlet(version))).all()
            silent = await _silent(connection, version)
        facts = [
            OutletFacts(outlet, articles, articles - dated, _day(first), _day(last), arrived, silent.get(outlet))
            for outlet, articles, dated, first, last, arrived in rows
        ]
        return sorted(facts, key=lambda one: (-one.articles, one.outlet))

    async def silences(self) -> Mapping[str, Silence]:
        """The outlets of the active version that have stopped arriving, the last to stop first."""
        async with self._database.reading() as connection:
            version = (await connection.execute(_ACTIVE)).scalar_one_or_none()
            silent = await _silent(connection, version) if version is not None else {}
        return dict(sorted(silent.items(), key=lambda one: (-one[1].last.toordinal(), one[0])))


def _first_versions() -> Subquery:
    """The version that each article came in: a revision of one that was there before is no arrival."""
    return (
        select(col(RevisionRow.article_id), func.min(col(RevisionRow.since_version)).label("version"))
        .group_by(col(RevisionRow.article_id))
        .subquery()
    )


def _by_outlet(version: int) -> AnySelect:
    first = _first_versions()
    outlet = func.coalesce(col(RevisionRow.outlet), "")
    grouped: AnySelect = (
        select(outlet, func.count(), func.count(col(RevisionRow.published)))
        .add_columns(func.min(_DAY), func.max(_DAY), func.max(col(VersionRow.activated_at)))
        .join(first, first.c.article_id == col(RevisionRow.article_id))
        .join(VersionRow, col(VersionRow.id) == first.c.version)
        .where(current_at(version))
        .group_by(col(RevisionRow.outlet))
    )
    return grouped


async def _silent(connection: AsyncConnection, version: int) -> Mapping[str, Silence]:
    """By days of publication, and of outlets whose pages state none by days of arrival."""
    activated = select(col(VersionRow.activated_at)).where(col(VersionRow.id) == version)
    made: datetime | None = (await connection.execute(activated)).scalar_one_or_none()
    # A day begins in Indonesia while it is still the day before in UTC.
    until = made.date() + timedelta(days=1) if made is not None else date.max
    outlet, first = col(RevisionRow.outlet), _first_versions()
    days = select(outlet, _DAY).distinct().where(current_at(version), outlet.is_not(None), _DAY.is_not(None))
    published = [(name, date.fromisoformat(day)) for name, day in await connection.execute(days)]
    arrivals = (
        select(outlet, col(VersionRow.activated_at))
        .distinct()
        .join(first, first.c.article_id == col(RevisionRow.article_id))
        .join(VersionRow, col(VersionRow.id) == first.c.version)
        .where(current_at(version), outlet.is_not(None), _DAY.is_(None))
    )
    arrived = [(name, moment.date()) for name, moment in await connection.execute(arrivals) if name and moment]
    return await asyncio.to_thread(_fallen_silent, published, arrived, until)


def _fallen_silent(
    published: Iterable[tuple[str, date]], arrived: Iterable[tuple[str, date]], until: date
) -> Mapping[str, Silence]:
    dated, rest = _by_name(published), _by_name(arrived)
    by_arrival = silences(rest, until)
    undated = {name: silence for name, silence in by_arrival.items() if name not in dated}
    return undated | silences(dated, until)


def _by_name(days: Iterable[tuple[str, date]]) -> Mapping[str, list[date]]:
    grouped: defaultdict[str, list[date]] = defaultdict(list)
    for name, day in days:
        grouped[name].append(day)
    return grouped


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
