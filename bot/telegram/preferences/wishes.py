"""/atur in words: what is to be changed, read from what follows the command."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from bot.telegram.preferences.choice import MOST_QUOTES, Choice
from bot.texts import LANGUAGES
from retrieval.answering.calendar import parse_day
from retrieval.answering.filters import Outlets


class Unclear(Exception):
    """What is wished is not possible; the wording's key, and what it names."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


Reader = Callable[[Choice, str, Collection[str]], Choice]

_NONE = frozenset({"semua", "all", "-", "hapus", "none", "bebas"})
_YES = frozenset({"ya", "yes", "on", "1", "hidup", "nyala"})
_NO = frozenset({"tidak", "no", "off", "0", "mati"})
_OWN = frozenset({"pengguna", "user", "auto", "masing-masing"})


def wished(choice: Choice, words: str, outlets: Collection[str]) -> Choice:
    """The choice after ``words``, such as "kutipan 5"; ``outlets`` are those of the archive. Raises Unclear."""
    name, _, value = words.partition(" ")
    reader = _READERS.get(name.casefold())
    if reader is None:
        raise Unclear("settings.unknown", name=name[:40])
    return reader(choice, " ".join(value.split()), outlets)


def _language(choice: Choice, value: str, _: Collection[str]) -> Choice:
    if value.casefold() in _OWN:
        return replace(choice, language=None)
    for language in LANGUAGES:
        if value.casefold() == language:
            return replace(choice, language=language)
    raise Unclear("settings.which_language")


def _quotes(choice: Choice, value: str, _: Collection[str]) -> Choice:
    return replace(choice, quotes=_number(value, 1, MOST_QUOTES, "settings.which_quotes"))


def _hour(choice: Choice, value: str, _: Collection[str]) -> Choice:
    hour = re.sub(r"[.:]00$", "", value)
    return replace(choice, digest_hour=_number(hour, 0, 23, "settings.which_hour"))


def _quiet(choice: Choice, value: str, _: Collection[str]) -> Choice:
    if value.casefold() not in _YES | _NO:
        raise Unclear("settings.which_quiet")
    return replace(choice, quiet=value.casefold() in _YES)


def _outlets(choice: Choice, value: str, outlets: Collection[str]) -> Choice:
    if value.casefold() in _NONE:
        return replace(choice, outlets=())
    known = Outlets(outlets)
    names: set[str] = set()
    for part in filter(None, (part.strip() for part in value.split(","))):
        found = {name for name in outlets if name.casefold() == part.casefold()} or known.find(part)[1]
        if not found:
            raise Unclear("settings.unknown_outlet", name=part[:40])
        names |= found
    if not names:
        raise Unclear("settings.which_outlets")
    return replace(choice, outlets=tuple(sorted(names)))


def _since(choice: Choice, value: str, _: Collection[str]) -> Choice:
    if value.casefold() in _NONE:
        return replace(choice, since=None)
    return _in_order(replace(choice, since=_day(value)))


def _until(choice: Choice, value: str, _: Collection[str]) -> Choice:
    if value.casefold() in _NONE:
        return replace(choice, until=None)
    return _in_order(replace(choice, until=_day(value)))


def _reset(choice: Choice, value: str, _: Collection[str]) -> Choice:
    return Choice()


def _day(value: str) -> date:
    day = parse_day(value)
    if day is None:
        raise Unclear("settings.which_day")
    return day


def _in_order(choice: Choice) -> Choice:
    if choice.since is not None and choice.until is not None and choice.since > choice.until:
        raise Unclear("settings.wrong_order")
    return choice


def _number(value: str, least: int, most: int, key: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 3 and least <= int(value) <= most):
        raise Unclear(key, least=least, most=most)
    return int(value)


_READERS: Mapping[str, Reader] = {
    "bahasa": _language,
    "language": _language,
    "kutipan": _quotes,
    "quotes": _quotes,
    "media": _outlets,
    "outlets": _outlets,
    "sejak": _since,
    "since": _since,
    "sampai": _until,
    "until": _until,
    "senyap": _quiet,
    "quiet": _quiet,
    "jam": _hour,
    "hour": _hour,
    "ulang": _reset,
    "reset": _reset,
}
