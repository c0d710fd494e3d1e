"""Schema changes of the archive's tables, run by Alembic."""
