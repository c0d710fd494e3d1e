"""Whether an article still stands as it was quoted."""

from __future__ import annotations

from bot.markup import Block
from bot.telegram.listings import line
from bot.texts import Texts
from retrieval.archive.listing import Listing
from retrieval.article import ArticleRef


async def remarks(listing: Listing, article: ArticleRef, texts: Texts) -> tuple[Block, ...]:
    """What is to be said of a revision that answers no more; nothing of one that does."""
    now = await listing.revision(article.id)
    if now == article.revision:
        return ()
    return (line(texts, "panel.withdrawn" if now is None else "panel.changed", id=article.id),)
