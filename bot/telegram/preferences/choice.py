"""The settings of one chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.texts import LANGUAGES, Language
from retrieval.answering.calendar import DayRange
from retrieval.answering.filters import Scope

DIGEST_HOUR = 7
MOST_QUOTES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """None and empty stand for what was not chosen.

    ``quiet`` is for groups: a reply to a message of the bot is no question unless it mentions it. ``digest_hour`` is
    in Jakarta.
    """

    language: Language | None = None
    quotes: int | None = None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    quiet: bool = False
    digest_hour: int = DIGEST_HOUR

    @property
    def scope(self) -> Scope:
        """The part of the archive that answers in this chat."""
        days = DayRange(self.since, self.until) if self.since or self.until else None
        return Scope(frozenset(self.outlets), days)

    def record(self) -> dict[str, Any]:
        """What differs from the defaults, for JSON."""
        usual = asdict(UNCHOSEN)
        chosen = {name: value for name, value in asdict(self).items() if value != usual[name]}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in chosen.items()}

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Choice:
        """The reverse of ``record``."""
        language = record.get("language")
        return cls(
            language=next((one for one in LANGUAGES if one == language), None),
            quotes=record.get("quotes"),
            outlets=tuple(record.get("outlets", ())),
            since=_day(record.get("since")),
            until=_day(record.get("until")),
            quiet=bool(record.get("quiet", False)),
            digest_hour=int(record.get("digest_hour", DIGEST_HOUR)),
        )


UNCHOSEN = Choice()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
