"""What came into the archive since, and what became of sentences that were quoted."""
