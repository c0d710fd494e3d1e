"""From the text of a page to an article: furniture, outlet, title, date, sentences."""
