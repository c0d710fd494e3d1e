"""Vectors of sentences, for archives that use them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "archive_2"
down_revision = "archive_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision_vectors",
        sa.Column("revision_id", sa.BigInteger, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("revision_id", "model", name="pk_revision_vectors"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_revision_vectors_revision_id_revision"),
    )
