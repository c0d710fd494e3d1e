"""What a line of a page is, judged by itself: furniture of some kind, or nothing known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Effect(StrEnum):
    """What a line does to the page around it; ``furniture.toml`` says what each means."""

    DROP = "drop"
    LIST = "list"
    END = "end"
    CLOSE = "close"
    CREDIT = "credit"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Furniture:
    reason: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class _Group:
    furniture: Furniture
    pattern: re.Pattern[str]
    longest: int


# No furniture line is longer; running text of this length is never tried against the patterns.
_LONGEST = 600
_SPACES = re.compile(r"\s+")
# What stray list marks and icons leave before a line's words.
_ORNAMENT = re.compile(r"^[\W_]+(?=[\w(\[©#@])", re.UNICODE)
_MOST_TELLING = (Effect.CLOSE, Effect.END, Effect.CREDIT, Effect.LIST, Effect.BYLINE, Effect.DROP)


@cache
def _groups() -> tuple[_Group, ...]:
    source = files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8")
    groups = [
        _Group(
            Furniture(group["reason"], Effect(group["effect"])),
            re.compile("|".join(f"(?:{pattern})" for pattern in group["patterns"]), re.IGNORECASE),
            group.get("longest", _LONGEST),
        )
        for group in tomllib.loads(source)["group"]
    ]
    # A heading that ends the body must be seen as such even where a looser pattern would merely drop the line.
    return tuple(sorted(groups, key=lambda group: _MOST_TELLING.index(group.furniture.effect)))


def furniture(line: str) -> Furniture | None:
    """What kind of furniture the line is, if any."""
    if len(line) > _LONGEST:
        return None
    plain = _SPACES.sub(" ", line).strip()
    bare = _ORNAMENT.sub("", plain) if plain[:1] not in '([©#@"“‘' else plain
    for group in _groups():
        if len(plain) > group.longest:
            continue
        if group.pattern.fullmatch(plain) or (bare != plain and group.pattern.fullmatch(bare)):
            return group.furniture
    return None
