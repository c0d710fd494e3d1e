"""Measures answers on question sets: what stands first, what is refused, and how that compares with plain BM25."""
