"""Web pages: what their markup says of an article, and its text without the page around it."""
