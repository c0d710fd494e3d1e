"""Word lists of this package, read from the data files beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    source = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in source.splitlines() if line.strip() and not line.startswith("#")]


@cache
def places() -> frozenset[str]:
    """Names of places that open a dateline: folded, or in capitals where only capitals are believed."""
    names = [place.strip() for line in _lines("places.txt") for place in line.split(",")]
    return frozenset(name if name.isupper() and len(name) > 3 else name.lower() for name in names)


def is_place(name: str) -> bool:
    return name.lower() in places() or name in places()


@cache
def institutions() -> frozenset[str]:
    return frozenset(word for line in _lines("institutions.txt") for word in line.split())


@cache
def agencies() -> frozenset[str]:
    return frozenset(line.lower() for line in _lines("agencies.txt"))


@cache
def _cues() -> dict[str, list[str]]:
    source = files(__package__).joinpath("cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


def cues(*names: str) -> str:
    """A pattern for any word of the named lists in ``cues.toml``."""
    return f"(?:{'|'.join(word for name in names for word in _cues()[name])})"


def cue_words(name: str) -> frozenset[str]:
    """The words of a list in ``cues.toml`` that holds plain words only."""
    return frozenset(_cues()[name])
