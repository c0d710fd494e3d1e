"""Indonesian words as index terms."""
