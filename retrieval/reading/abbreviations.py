"""Abbreviations whose full stop need not end a sentence, read from ``abbreviations.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Three groups of folded and exact forms; see the data file for what each means."""

    never: frozenset[str]
    number: frozenset[str]
    may_end: frozenset[str]

    @staticmethod
    def holds(group: frozenset[str], word: str) -> bool:
        return word in group or f"~{word.lower()}" in group


@cache
def load() -> Abbreviations:
    groups: dict[str, set[str]] = {"never": set(), "number": set(), "may_end": set()}
    group = ""
    source = files(__package__).joinpath("abbreviations.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        entry = line.strip()
        if entry.startswith("["):
            group = entry.strip("[]")
        elif entry and not entry.startswith("#"):
            groups[group].add(entry)
    return Abbreviations(**{name: frozenset(entries) for name, entries in groups.items()})
