"""The colours of a picture, for light and dark surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Look = Literal["light", "dark"]
LOOKS: tuple[Look, ...] = get_args(Look)

# Okabe and Ito (2008), Color Universal Design: told apart with any kind of colour vision; grey is for the rest.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
REST = "#6C6C6C"


@dataclass(frozen=True, slots=True)
class Theme:
    """``ink`` is for words, ``faint`` for lines, ``edge`` for the rims of bars."""

    background: str
    ink: str
    faint: str
    edge: str


THEMES: Mapping[Look, Theme] = MappingProxyType(
    {
        "light": Theme("#FFFFFF", "#1C1C1C", "#D5D5D5", "#FFFFFF"),
        "dark": Theme("#17212B", "#F0F3F5", "#3A4754", "#17212B"),
    }
)
