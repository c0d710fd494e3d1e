"""The outlets that have stopped arriving, as one line of warning."""

from __future__ import annotations

from collections.abc import Mapping

from bot.captions import day
from bot.texts import Texts
from retrieval.archive.silence import Silence

_NAMED = 5
_LONGEST = 40


def warning(silent: Mapping[str, Silence], texts: Texts) -> str | None:
    """As Telegram HTML; None where all go on."""
    if not silent:
        return None
    one_of = texts.template("listing.silences_one")
    named = [
        one_of.format(outlet=_shortened(outlet), day=day(one.last, texts)) for outlet, one in [*silent.items()][:_NAMED]
    ]
    if len(silent) > _NAMED:
        more = texts.number(len(silent) - _NAMED)
        named.append(texts.template("listing.silences_more").format(more=more))
    return texts("listing.silences", outlets=", ".join(named))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"
