"""Articles, revisions, sentences, terms, versions, exchanges."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_root", sa.Text, nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.UniqueConstraint("source_root", "source_key"),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Integer, sa.ForeignKey("article.id"), nullable=False),
        sa.Column("since_version", sa.Integer, nullable=False),
        sa.Column("until_version", sa.Integer),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("file", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.String),
        sa.Column("date_basis", sa.String, nullable=False),
        sa.Column("date_evidence", sa.Text),
        sa.Column("editor", sa.Text),
        sa.Column("wires", sa.JSON, nullable=False),
    )
    op.create_index("ix_revision_article_id", "revision", ["article_id"])
    op.create_index("revision_current", "revision", ["until_version", "since_version"])
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("revision_id", sa.Integer, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("terms", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("revision_id", "ordinal"),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "index_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True)),
        sa.Column("report", sa.JSON, nullable=False),
    )
    op.create_table(
        "exchange",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat", sa.String),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("version", sa.Integer),
    )
    op.create_index("exchange_of_chat", "exchange", ["chat", "asked_at"])
    op.create_table(
        "exchange_quote",
        sa.Column("exchange_id", sa.String, sa.ForeignKey("exchange.id"), primary_key=True),
        sa.Column("rank", sa.Integer, primary_key=True),
        sa.Column("revision_id", sa.Integer, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
    )
