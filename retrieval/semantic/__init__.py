"""Optional: sentence vectors (``kutip[semantic]``) that re-order the best candidates; they never decide to answer."""
