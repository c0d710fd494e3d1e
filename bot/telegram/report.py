"""A reindex in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.markup import plain, units
from bot.texts import Texts
from retrieval.reindex import Progress, ReindexReport, Unreadable

# What the reasons may take of one message's 4096 UTF-16 units; the counts and the last line need the rest.
_ROOM = 3500
_SOURCE_LENGTH = 80
_REASON_LENGTH = 200


def progress_words(progress: Progress, texts: Texts) -> str:
    done = texts.number(progress.done)
    if progress.total is None:
        return texts("telegram.reindex_progress_open", done=done)
    return texts("telegram.reindex_progress", done=done, total=texts.number(progress.total))


def report_words(report: ReindexReport, texts: Texts) -> str:
    """The counts, and why what could not be read could not, as far as one message holds."""
    head = texts(
        "telegram.reindex_done",
        seconds=texts.number(round(report.seconds)),
        new=texts.number(report.new),
        changed=texts.number(report.changed),
        unchanged=texts.number(report.unchanged),
        removed=texts.number(report.removed),
        unreadable=texts.number(len(report.unreadable)),
    )
    if not report.unreadable:
        return head
    reasons = list(_fitting(report.unreadable, texts))
    more = len(report.unreadable) - len(reasons)
    rest = [texts("telegram.reindex_more", more=texts.number(more))] if more > 0 else []
    return "\n".join([head, "", texts("telegram.reindex_unreadable"), *reasons, *rest])


def _fitting(unreadable: Iterable[Unreadable], texts: Texts) -> Iterator[str]:
    room = _ROOM
    for one in unreadable:
        line = texts("telegram.reindex_reason", source=_tail(one.source), reason=_head(one.reason))
        room -= units(plain(line)) + 1
        if room < 0:
            return
        yield line


def _tail(words: str) -> str:
    return words if len(words) <= _SOURCE_LENGTH else f"…{words[1 - _SOURCE_LENGTH :]}"


def _head(words: str) -> str:
    return words if len(words) <= _REASON_LENGTH else f"{words[: _REASON_LENGTH - 1]}…"
