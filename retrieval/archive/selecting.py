"""The selections that reading the archive is made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from retrieval.archive.tables import ArticleRow, RevisionRow
from retrieval.article import ArticleRef, DateBasis, Published

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

_REF = (
    col(RevisionRow.article_id),
    col(RevisionRow.id),
    col(RevisionRow.file),
    col(RevisionRow.outlet),
    col(RevisionRow.title),
    col(RevisionRow.url),
    col(RevisionRow.published),
    col(RevisionRow.date_basis),
    col(RevisionRow.date_evidence),
    col(RevisionRow.editor),
    col(RevisionRow.wires),
)
_PLACE = (col(ArticleRow.source), col(ArticleRow.record))


def current_at(version: int) -> ColumnElement[bool]:
    """The condition under which a revision belongs to ``version``."""
    until = col(RevisionRow.until_version)
    return and_(col(RevisionRow.since_version) <= version, or_(until.is_(None), until > version))


def refs() -> AnySelect:
    """What :func:`ref` reads an article reference from."""
    return select(*_REF)


def placed_refs(version: int) -> AnySelect:
    """The references of a version, with what :func:`place` orders them by."""
    return (
        refs()
        .add_columns(*_PLACE)
        .join(ArticleRow, col(ArticleRow.id) == col(RevisionRow.article_id))
        .where(current_at(version))
    )


def place(row: AnyRow) -> tuple[str, str]:
    """Sorts by source and record; in Python, because a server's collation differs from machine to machine."""
    source, record = row[len(_REF) : len(_REF) + 2]
    return source, record


def ref(row: AnyRow) -> ArticleRef:
    article, revision, file, outlet, title, url, published, basis, evidence, editor, wires = row[: len(_REF)]
    return ArticleRef(
        id=article,
        revision=revision,
        file=file,
        outlet=outlet,
        title=title,
        url=url,
        published=Published(read_day(published), DateBasis(basis), evidence),
        editor=editor,
        wires=tuple(wires),
    )


def read_day(text: str | None) -> date | datetime | None:
    """The inverse of ``Published.isoformat``."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def words(start: Mapped[int], end: Mapped[int]) -> ColumnElement[str]:
    """A span of a revision's text, cut out by the database; code points on both engines."""
    return func.substr(col(RevisionRow.text), start + 1, end - start)
