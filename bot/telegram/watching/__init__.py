"""Watches of chats, and what is told unasked: sentences that came, and quotes that were corrected."""
