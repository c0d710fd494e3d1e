"""Reads the wording files and fills in values, escaped for HTML."""

from __future__ import annotations

import html
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["id", "en"]
DEFAULT_LANGUAGE: Language = "id"
LANGUAGES: tuple[Language, ...] = get_args(Language)


class TextError(LookupError):
    """A wording is missing, or its places and the values given do not agree."""


@dataclass(frozen=True)
class Texts:
    """The wording of one language."""

    language: Language
    entries: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def __call__(self, key: str, /, **values: object) -> str:
        """The wording as Telegram HTML; every value is escaped.

        Raises TextError for an unknown key or a place without a value.
        """
        template = self.template(key)
        escaped = {name: html.escape(str(value), quote=True) for name, value in values.items()}
        try:
            return template.format_map(escaped)
        except KeyError as missing:
            raise TextError(f"text {key!r} ({self.language}) needs a value for {missing}") from None

    def template(self, key: str) -> str:
        """The wording with its places still open."""
        try:
            return self.entries[key]
        except KeyError:
            raise TextError(f"no text {key!r} in {self.language!r}") from None

    def items(self, key: str) -> tuple[str, ...]:
        """A list of words, such as the month names."""
        try:
            return self.lists[key]
        except KeyError:
            raise TextError(f"no list {key!r} in {self.language!r}") from None

    def number(self, value: int) -> str:
        """A whole number with the language's thousands separator."""
        return f"{value:,}".replace(",", self.template("reply.thousands"))

    def places(self, key: str) -> frozenset[str]:
        """The names of the places in a wording."""
        parsed = string.Formatter().parse(self.template(key))
        return frozenset(name for _, name, _, _ in parsed if name is not None)


@cache
def load_texts(language: Language = DEFAULT_LANGUAGE) -> Texts:
    """The wording of ``language``, read from the files once."""
    entries: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    suffix = f".{language}.toml"
    for file in files(__package__).iterdir():
        if not file.name.endswith(suffix):
            continue
        part = file.name.removesuffix(suffix)
        for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
            key = f"{part}.{name}"
            if isinstance(value, str):
                entries[key] = value.strip("\n")
            elif isinstance(value, list):
                lists[key] = tuple(str(item) for item in value)
            else:
                raise TextError(f"{file.name}: {name!r} is neither a text nor a list")
    if not entries:
        raise TextError(f"no wording for the language {language!r}; there is {', '.join(LANGUAGES)}")
    return Texts(language, entries, lists)


def text(key: str, language: Language = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """One wording as Telegram HTML; every value is escaped."""
    return load_texts(language)(key, **values)
