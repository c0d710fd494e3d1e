"""Words that anybody may have written, made fit to be drawn in the font that comes with matplotlib."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

_FONTS = Path(get_data_path()) / "fonts" / "ttf"
_POINTS_PER_INCH = 72
# Letters are measured as FreeType has them, in 64ths of a pixel.
_SUBPIXELS = 64
_MARKS = ("Mn", "Me")
_ELLIPSIS = "…"
# Longer texts are cut before they are looked at letter by letter.
_LONGEST = 400


class Lettering:
    """One weight of the font; made for one picture, as its font may be used by one thread only."""

    def __init__(self, *, bold: bool = False) -> None:
        self._file = _FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
        self._font = FT2Font(str(self._file))
        self._glyphs = frozenset(self._font.get_charmap())

    def properties(self, size: float) -> FontProperties:
        """The font at so many points."""
        return FontProperties(fname=str(self._file), size=size)

    def drawable(self, text: str) -> str:
        """On one line, without what the font lacks, what controls direction or terminals, and piled-up marks."""
        composed = unicodedata.normalize("NFC", text[:_LONGEST])
        kept = (char if self._stands(char) else " " if char.isspace() else "" for char in composed)
        return " ".join("".join(kept).split())

    def fitted(self, text: str, size: float, width: float) -> str:
        """The drawable text, cut to so many points."""
        words = self.drawable(text)
        if self._width(words, size) <= width:
            return words
        keep = len(words)
        while keep and self._width(words[:keep].rstrip() + _ELLIPSIS, size) > width:
            keep -= 1
        return words[:keep].rstrip() + _ELLIPSIS

    def wrapped(self, text: str, size: float, width: float, lines: int) -> Sequence[str]:
        """The drawable text on at most so many lines, the last one cut."""
        words = self.drawable(text)
        letters = max(8, int(len(words) * width / max(self._width(words, size), 1.0)))
        parts = textwrap.wrap(words, letters, break_long_words=True)
        shown = parts[:lines]
        if len(parts) > lines:
            shown[-1] = f"{shown[-1]}{_ELLIPSIS}"
        return [self.fitted(part, size, width) for part in shown]

    def _width(self, text: str, size: float) -> float:
        """In points."""
        self._font.set_size(size, _POINTS_PER_INCH)
        self._font.set_text(text)
        return float(self._font.get_width_height()[0]) / _SUBPIXELS

    def _stands(self, char: str) -> bool:
        category = unicodedata.category(char)
        return char == " " or (category[0] not in "CZ" and category not in _MARKS and ord(char) in self._glyphs)
