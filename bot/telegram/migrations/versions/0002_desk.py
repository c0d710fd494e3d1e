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
