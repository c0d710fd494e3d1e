"""Read the sources again, write what changed beside the old, and switch in one step."""

from retrieval.reindex.report import Progress, ReindexReport
from retrieval.reindex.run import reindex
from retrieval.sources.items import Unreadable

__all__ = ["Progress", "ReindexReport", "Unreadable", "reindex"]
