"""Schema changes of the bot's tables, run by Alembic."""
