"""Loads the settings and says in one line what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError
from rapidfuzz import fuzz, process

from bot.settings import PREFIX, Settings

# Below this likeness a known key is a guess that misleads more than it helps.
_LIKENESS = 70.0
DOTENV = Path(".env")


class SettingsError(Exception):
    """The settings are wrong; the message names each key and what is wrong with it."""


def load_settings(dotenv: Path | None = DOTENV, **overrides: object) -> Settings:
    """Settings from the environment and ``dotenv``; ``overrides`` win.

    Raises SettingsError, whose message never holds a value.
    """
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    given["_env_file"] = dotenv
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("; ".join(_complaints(error))) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{dotenv}: not UTF-8 text") from None
    except OSError as error:
        raise SettingsError(f"{dotenv}: {error.strerror}") from None


def known_keys() -> frozenset[str]:
    """Every key that Kutip reads, as it is written in the environment."""
    return frozenset(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)


def unknown_keys(environ: Mapping[str, str] = os.environ, dotenv: Path | None = DOTENV) -> dict[str, str | None]:
    """Keys with Kutip's prefix that it does not know, each with the nearest known one, if one is near."""
    written: Iterable[str] = [*environ, *(dotenv_values(dotenv) if dotenv is not None and dotenv.is_file() else ())]
    strangers = {key for key in map(str.upper, written) if key.startswith(PREFIX)} - known_keys()
    return {key: _nearest(key) for key in sorted(strangers)}


def _nearest(key: str) -> str | None:
    found = process.extractOne(
        key.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in sorted(known_keys())], scorer=fuzz.ratio
    )
    return f"{PREFIX}{found[0]}" if found is not None and found[1] >= _LIKENESS else None


def _complaints(error: ValidationError) -> list[str]:
    complaints: dict[str, str] = {}
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        message = problem["msg"].removeprefix("Value error, ")
        complaints.setdefault(f"{PREFIX}{name.upper()}", message[:1].lower() + message[1:])
    return [f"{key}: {message}" for key, message in complaints.items()]
