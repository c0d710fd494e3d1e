"""From a question to quotes or an honest refusal."""
