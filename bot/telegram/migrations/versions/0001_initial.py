"""Updates, parts of answers, chats, reindex jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "telegram_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_update",
        _key("update_id"),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_telegram_update"),
    )
    op.create_index("ix_telegram_update_state_received_at", "telegram_update", ["state", "received_at"])
    op.create_table(
        "telegram_part",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("question_id", sa.BigInteger, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("html", sa.Text),
        sa.Column("shown_in", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("exchange_id", sa.Text),
        sa.PrimaryKeyConstraint("chat_id", "question_id", "ordinal", name="pk_telegram_part"),
    )
    op.create_index("ix_telegram_part_update_id", "telegram_part", ["update_id"])
    op.create_index("uq_telegram_part_shown_in_message_id", "telegram_part", ["shown_in", "message_id"], unique=True)
    op.create_table(
        "telegram_chat",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True)),
        sa.Column("formerly", sa.BigInteger),
        sa.PrimaryKeyConstraint("chat_id", name="pk_telegram_chat"),
    )
    op.create_table(
        "telegram_reindex",
        _key("update_id"),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("question_id", sa.BigInteger, nullable=False),
        sa.Column("asked_by", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("shown_in", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("html", sa.Text),
        sa.PrimaryKeyConstraint("update_id", name="pk_telegram_reindex"),
    )


def _key(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, autoincrement=False)
