"""What the archive keeps. A revision answers in the versions from ``since_version`` up to ``until_version``.

Versions share their rows: nothing is copied when a version is built, and what an old version held can still be read.
Ids are given by the one reindex that may run, not by the database, so that the same sources make the same archive.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, MetaData, Text, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from retrieval.archive.columns import Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite keeps the rows of a table in the order of a key that is called INTEGER, and only of such a key.
KEY = BigInteger().with_variant(Integer(), "sqlite")


class ArchiveTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of the archive's tables; their metadata is their own, so that the bot's tables stay out of it."""


class VersionState(StrEnum):
    """A version is built, answers, and is replaced; one whose build failed is removed."""

    BUILDING = "building"
    ACTIVE = "active"
    RETIRED = "retired"


class VersionRow(ArchiveTable, table=True):
    """One state of the whole archive; the counts say what it holds and how it differs from the one before."""

    __tablename__ = "index_version"
    __table_args__ = (
        Index(
            "uq_index_version_active",
            "state",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    state: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    activated_at: datetime | None = Field(default=None, sa_type=Moment)
    articles: int = Field(default=0, sa_type=BigInteger)
    sentences: int = Field(default=0, sa_type=BigInteger)
    new: int = Field(default=0, sa_type=BigInteger)
    changed: int = Field(default=0, sa_type=BigInteger)
    removed: int = Field(default=0, sa_type=BigInteger)
    unreadable: int = Field(default=0, sa_type=BigInteger)


class ArticleRow(ArchiveTable, table=True):
    """The identity of an article: its source, and its record within the source (empty for a page of its own)."""

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("source", "record"),)

    id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    source: str = Field(sa_type=Text)
    record: str = Field(sa_type=Text)


class RevisionRow(ArchiveTable, table=True):
    """An article as it was read once; never changed but for ``until_version`` and ``source_hash``.

    ``source_hash`` is of the bytes read (and of the code that reads), ``content_hash`` of all that became of them.
    ``term_counts`` holds one little-endian int32 per sentence, ``term_ids`` that many per sentence, in reading order;
    sentence ``n`` has the id ``first_sentence + n``. ``text`` comes last: SQLite then reads the rest of a row
    without walking through the text.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("article_id", "since_version"),)

    id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    article_id: int = Field(sa_type=BigInteger, foreign_key="article.id")
    since_version: int = Field(sa_type=BigInteger, foreign_key="index_version.id", index=True)
    until_version: int | None = Field(default=None, sa_type=BigInteger, foreign_key="index_version.id", index=True)
    source_hash: str = Field(sa_type=Text)
    content_hash: str = Field(sa_type=Text)
    file: str | None = Field(default=None, sa_type=Text)
    outlet: str | None = Field(default=None, sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    published: str | None = Field(default=None, sa_type=Text)
    date_basis: str = Field(sa_type=Text)
    date_evidence: str | None = Field(default=None, sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    editor: str | None = Field(default=None, sa_type=Text)
    wires: list[str] = Field(sa_type=JSON)
    first_sentence: int = Field(sa_type=BigInteger)
    sentence_count: int = Field(sa_type=BigInteger)
    term_counts: bytes = Field(sa_type=LargeBinary)
    term_ids: bytes = Field(sa_type=LargeBinary)
    text: str = Field(sa_type=Text)


class SentenceRow(ArchiveTable, table=True):
    """A span of a revision's text, in code points."""

    __tablename__ = "sentence"
    __table_args__ = (UniqueConstraint("revision_id", "ordinal"),)

    id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    revision_id: int = Field(sa_type=BigInteger, foreign_key="revision.id")
    ordinal: int = Field(sa_type=Integer)
    start: int = Field(sa_type=Integer)
    end: int = Field(sa_type=Integer)


class RevisionVectorsRow(ArchiveTable, table=True):
    """What ``retrieval.semantic`` keeps of a revision: one signed byte a dimension, sentence after sentence."""

    __tablename__ = "revision_vectors"

    revision_id: int = Field(sa_type=BigInteger, foreign_key="revision.id", primary_key=True)
    model: str = Field(sa_type=Text, primary_key=True)
    vectors: bytes = Field(sa_type=LargeBinary)


class TermRow(ArchiveTable, table=True):
    """A term of any version; its id stands for it in the revisions' ``term_ids``."""

    __tablename__ = "term"

    id: int = Field(sa_column=Column(KEY, primary_key=True, autoincrement=False))
    text: str = Field(sa_type=Text, unique=True)


class ExchangeRow(ArchiveTable, table=True):
    """A question and how it was answered, from which version."""

    __tablename__ = "exchange"
    __table_args__ = (Index("ix_exchange_chat_asked_at", "chat", "asked_at"),)

    id: str = Field(sa_column=Column(Text, primary_key=True))
    asked_at: datetime = Field(sa_type=Moment)
    chat: str | None = Field(default=None, sa_type=Text)
    question: str = Field(sa_type=Text)
    context: list[str] = Field(sa_type=JSON)
    kind: str = Field(sa_type=Text)
    confidence: float
    version: int | None = Field(default=None, sa_type=BigInteger, foreign_key="index_version.id")


class ExchangeQuoteRow(ArchiveTable, table=True):
    """What was quoted; ``place`` 0 is the quote of that rank, 1 and on are the echoes folded into it."""

    __tablename__ = "exchange_quote"

    exchange_id: str = Field(sa_type=Text, foreign_key="exchange.id", primary_key=True)
    rank: int = Field(sa_type=Integer, primary_key=True)
    place: int = Field(sa_type=Integer, primary_key=True)
    revision_id: int = Field(sa_type=BigInteger, foreign_key="revision.id")
    start: int = Field(sa_type=Integer)
    end: int = Field(sa_type=Integer)
    score: float
