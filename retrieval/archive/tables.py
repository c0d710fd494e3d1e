"""The archive's tables.

An index version is the set of revisions with ``since_version <= version`` and ``until_version`` unset or later:
nothing is copied per version, and what answered once can be shown again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

metadata = MetaData()


class ArchiveTable(SQLModel, registry=registry(metadata=metadata)):
    """Base of the archive's tables, with metadata of their own."""


class ArticleRow(ArchiveTable, table=True):
    """An article by where it comes from; what it says is in its revisions."""

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("source_root", "source_key"),)

    id: int | None = Field(default=None, primary_key=True)
    source_root: str = Field(sa_column=Column(Text, nullable=False))
    source_key: str = Field(sa_column=Column(Text, nullable=False))


class RevisionRow(ArchiveTable, table=True):
    """What an article said from one version up to, and not including, another."""

    __tablename__ = "revision"
    __table_args__ = (Index("revision_current", "until_version", "since_version"),)

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    since_version: int
    until_version: int | None = None
    content_hash: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    file: str | None = Field(default=None, sa_column=Column(Text))
    outlet: str | None = Field(default=None, sa_column=Column(Text))
    title: str | None = Field(default=None, sa_column=Column(Text))
    url: str | None = Field(default=None, sa_column=Column(Text))
    published: str | None = None
    date_basis: str
    date_evidence: str | None = Field(default=None, sa_column=Column(Text))
    editor: str | None = Field(default=None, sa_column=Column(Text))
    wires: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class SentenceRow(ArchiveTable, table=True):
    """A span of a revision's text; ``terms`` are little-endian int32 term ids in reading order."""

    __tablename__ = "sentence"
    __table_args__ = (UniqueConstraint("revision_id", "ordinal"),)

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id")
    ordinal: int
    start: int
    end: int
    terms: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TermRow(ArchiveTable, table=True):
    """A term of the index and its id."""

    __tablename__ = "term"

    id: int = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class VersionRow(ArchiveTable, table=True):
    """An index version; exactly one is active once anything was indexed."""

    __tablename__ = "index_version"

    id: int = Field(primary_key=True)
    state: str
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    activated_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    report: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ExchangeRow(ArchiveTable, table=True):
    """A question and what became of it."""

    __tablename__ = "exchange"
    __table_args__ = (Index("exchange_of_chat", "chat", "asked_at"),)

    id: str = Field(primary_key=True)
    asked_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    chat: str | None = None
    question: str = Field(sa_column=Column(Text, nullable=False))
    context: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    kind: str
    confidence: float
    version: int | None = None


class ExchangeQuoteRow(ArchiveTable, table=True):
    """A quote that was given: a span of a revision, never a copy of its text."""

    __tablename__ = "exchange_quote"

    exchange_id: str = Field(foreign_key="exchange.id", primary_key=True)
    rank: int = Field(primary_key=True)
    revision_id: int = Field(foreign_key="revision.id")
    start: int
    end: int
    score: float
