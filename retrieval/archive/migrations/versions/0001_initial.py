"""Articles, revisions, sentences, terms, versions, exchanges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "archive_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "index_version",
        _key("id"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True)),
        *(_number(name) for name in ("articles", "sentences", "new", "changed", "removed", "unreadable")),
        sa.PrimaryKeyConstraint("id", name="pk_index_version"),
    )
    only_active = sa.text("state = 'active'")
    op.create_index(
        "uq_index_version_active",
        "index_version",
        ["state"],
        unique=True,
        sqlite_where=only_active,
        postgresql_where=only_active,
    )
    op.create_table(
        "article",
        _key("id"),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("source", "record", name="uq_article_source_record"),
    )
    op.create_table(
        "revision",
        _key("id"),
        _number("article_id"),
        _number("since_version"),
        sa.Column("until_version", sa.BigInteger),
        sa.Column("source_hash", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("file", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("date_basis", sa.Text, nullable=False),
        sa.Column("date_evidence", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("editor", sa.Text),
        sa.Column("wires", sa.JSON, nullable=False),
        _number("first_sentence"),
        _number("sentence_count"),
        sa.Column("term_counts", sa.LargeBinary, nullable=False),
        sa.Column("term_ids", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        _reference("revision", "article_id", "article"),
        _reference("revision", "since_version", "index_version"),
        _reference("revision", "until_version", "index_version"),
        sa.UniqueConstraint("article_id", "since_version", name="uq_revision_article_id_since_version"),
    )
    op.create_index("ix_revision_since_version", "revision", ["since_version"])
    op.create_index("ix_revision_until_version", "revision", ["until_version"])
    op.create_table(
        "sentence",
        _key("id"),
        _number("revision_id"),
        *(_small(name) for name in ("ordinal", "start", "end")),
        sa.PrimaryKeyConstraint("id", name="pk_sentence"),
        _reference("sentence", "revision_id", "revision"),
        sa.UniqueConstraint("revision_id", "ordinal", name="uq_sentence_revision_id_ordinal"),
    )
    op.create_table(
        "term",
        _key("id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("text", name="uq_term_text"),
    )
    op.create_table(
        "exchange",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("version", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_exchange"),
        _reference("exchange", "version", "index_version"),
    )
    op.create_index("ix_exchange_chat_asked_at", "exchange", ["chat", "asked_at"])
    op.create_table(
        "exchange_quote",
        sa.Column("exchange_id", sa.Text, nullable=False),
        *(_small(name) for name in ("rank", "place")),
        _number("revision_id"),
        *(_small(name) for name in ("start", "end")),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("exchange_id", "rank", "place", name="pk_exchange_quote"),
        _reference("exchange_quote", "exchange_id", "exchange"),
        _reference("exchange_quote", "revision_id", "revision"),
    )


def _key(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _small(name: str) -> sa.Column[int]:
    """For places within one article: the databases' own text functions take no larger type."""
    return sa.Column(name, sa.Integer, nullable=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")
