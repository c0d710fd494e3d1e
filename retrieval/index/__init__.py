"""BM25 over postings."""
