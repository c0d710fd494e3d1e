"""Pages and records to articles: decoding, furniture, outlet, title, date, sentences."""
