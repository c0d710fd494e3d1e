"""Buttons and pictures of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "telegram_2"
down_revision = "telegram_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("telegram_part", sa.Column("buttons", sa.JSON))
    op.add_column("telegram_part", sa.Column("picture", sa.LargeBinary))
    op.add_column("telegram_part", sa.Column("pictured", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("telegram_part", sa.Column("language", sa.Text))
    _watches()
    _feedback()


def _watches() -> None:
    """What chats watch for, what they are told unasked, and which chats the bot left.

    No id is given twice, as old buttons and messages go on naming them.
    """
    op.add_column("telegram_chat", sa.Column("left_at", sa.DateTime(timezone=True)))
    op.create_table(
        "telegram_watch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("asked_in", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("asked_by", sa.BigInteger),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_version", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_telegram_watch"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_telegram_watch_asked_in_message_id", "telegram_watch", ["asked_in", "message_id"], unique=True)
    op.create_index("ix_telegram_watch_chat_id", "telegram_watch", ["chat_id"])
    op.create_table(
        "telegram_notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("reply_to", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quotes", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_telegram_notice"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_telegram_notice_subject", "telegram_notice", ["subject"], unique=True)
    op.create_index("ix_telegram_notice_state", "telegram_notice", ["state"])


def _feedback() -> None:
    """Verdicts on answers, and what chats chose."""
    op.create_table(
        "telegram_preference",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("chosen", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_telegram_preference"),
    )
    op.create_table(
        "telegram_feedback",
        sa.Column("exchange_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("exchange_id", "user_id", name="pk_telegram_feedback"),
    )
    op.create_table(
        "telegram_weekly",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("wanted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name="pk_telegram_weekly"),
    )
