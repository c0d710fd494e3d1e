"""Pictures of coverage, whatever the outlets are called."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.texts import load_texts
from bot.timeline.coverage import Coverage, cover
from bot.timeline.drawing import draw
from bot.timeline.lettering import Lettering
from bot.timeline.themes import COLOURS, LOOKS, REST, THEMES, Look
from retrieval.article import UNDATED, ArticleRef, DateBasis, Published

TEXTS = load_texts("id")
HOSTILE = (
    r"$\frac{1}{0$ & <b>Warta</b>",
    "_tersembunyi",
    "Berita 😀 \u202ekilab",
    "大公报",
    "W" * 300,
    "a\x00\x1b[31m\nb %s {0}",
    "Z" + "\u0301" * 50,
    "",
    "\ud800",
)


def coverage(*outlets: str | None, undated: bool = True) -> Coverage:
    first = date(2022, 2, 20)
    days = [first + timedelta(days=3 * place) for place in range(len(outlets))]
    articles = [
        ArticleRef(place, place, None, outlet, None, None, Published(day, DateBasis.STATED))
        for place, (outlet, day) in enumerate(zip(outlets, days, strict=True))
    ]
    return cover([*articles, ArticleRef(99, 99, None, None, None, None, UNDATED)] if undated else articles)


def drawn(found: Coverage, topic: str = "banjir", look: Look = "light") -> Image.Image:
    with warnings.catch_warnings():
        # A letter that the font lacks is a warning of matplotlib.
        warnings.simplefilter("error")
        return Image.open(BytesIO(draw(found, topic, look, TEXTS))).convert("RGB")


@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_for_a_phone_in_the_colours_of_its_look(look: Look) -> None:
    picture = drawn(coverage("Kabar Uji", "Pos Contoh"), look=look)
    assert picture.format is None or picture.format == "PNG"
    assert picture.size == (1080, 1260)
    shown = {"#{:02X}{:02X}{:02X}".format(*rgb) for _, rgb in picture.getcolors(1 << 24) or []}
    assert {THEMES[look].background, COLOURS[0], COLOURS[1], COLOURS[2]} <= shown
    assert COLOURS[3] not in shown


def test_the_same_coverage_gives_the_same_picture() -> None:
    found = coverage("Kabar Uji", "Pos Contoh")
    assert draw(found, "banjir", "dark", TEXTS) == draw(found, "banjir", "dark", TEXTS)
    assert draw(found, "banjir", "dark", TEXTS) != draw(found, "banjir", "dark", load_texts("en"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_an_outlet_or_topic_breaks_a_picture(name: str) -> None:
    assert drawn(coverage(name, None, "Kabar Uji"), name).size == (1080, 1260)


def test_only_the_undated_and_a_single_day() -> None:
    assert drawn(coverage()).size == (1080, 1260)
    assert drawn(coverage("Kabar Uji", undated=False)).size == (1080, 1260)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_what_is_drawn_is_one_line_of_letters_that_the_font_has(text: str) -> None:
    lettering = Lettering()
    shown = lettering.fitted(text, 12, 100)
    assert shown.isprintable()
    assert lettering.drawable(shown) == shown
    wrapped = lettering.wrapped(text, 12, 100, 2)
    assert len(wrapped) <= 2


def test_a_formula_stays_the_letters_that_it_is_written_in() -> None:
    assert Lettering().drawable("Rp$5 & 2^3_x") == "Rp$5 & 2^3_x"


# Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency:
# severity 1.0 of protanomaly, deuteranomaly and tritanomaly, on linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, deficiency: str) -> np.ndarray:
    """CIE 1976 L*a*b* of a colour as somebody with the deficiency sees it."""
    value = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883]), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_colours_are_told_apart_with_any_colour_vision(deficiency: str) -> None:
    for one, other in combinations([*COLOURS, REST], 2):
        assert np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)) > 12, (one, other)


@pytest.mark.parametrize("look", LOOKS)
def test_the_colours_stand_out_from_their_background(look: Look) -> None:
    for colour in (*COLOURS, REST, THEMES[look].ink):
        assert np.linalg.norm(lab(colour, "none") - lab(THEMES[look].background, "none")) > 25, colour
