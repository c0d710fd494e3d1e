"""The web as a source: pages, feeds and sitemaps, fetched politely and only from public addresses."""
