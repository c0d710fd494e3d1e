"""Telegram and the terminal: everything people touch."""
