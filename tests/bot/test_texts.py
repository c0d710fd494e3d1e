"""Wording: both languages say the same things, and values cannot break out of the HTML."""

from __future__ import annotations

import html.parser

import pytest

from bot.texts import TextError, Texts, load_texts, text

INDONESIAN, ENGLISH = load_texts("id"), load_texts("en")
# Bot API, "HTML style": the tags without attributes.
TAGS = {"b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"}


def test_both_languages_have_the_same_keys() -> None:
    assert INDONESIAN.entries.keys() == ENGLISH.entries.keys()
    assert INDONESIAN.lists.keys() == ENGLISH.lists.keys()


@pytest.mark.parametrize("key", sorted(INDONESIAN.entries))
def test_both_languages_have_the_same_places(key: str) -> None:
    assert INDONESIAN.places(key) == ENGLISH.places(key)


class Checker(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("texts", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_every_wording_is_sound_telegram_html(texts: Texts) -> None:
    for key, template in texts.entries.items():
        checker = Checker()
        checker.feed(texts(key, **dict.fromkeys(texts.places(key), "x")))
        checker.close()
        assert checker.open == [], key
        assert template, key


def test_values_are_escaped() -> None:
    shown = text("reply.editor", editor='<b>"Budi" & Ani')
    assert shown == "Editor: &lt;b&gt;&quot;Budi&quot; &amp; Ani"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert text("reply.editor", editor="{editor} {0}") == "Editor: {editor} {0}"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(TextError, match=r"no text 'reply\.nothing' in 'en'"):
        text("reply.nothing", "en")
    with pytest.raises(TextError, match=r"reply\.editor.*'editor'"):
        text("reply.editor")
    with pytest.raises(TextError, match=r"reply\.nothing"):
        INDONESIAN.items("reply.nothing")


def test_twelve_months() -> None:
    for texts in (INDONESIAN, ENGLISH):
        assert len(set(texts.items("reply.months"))) == 12


def test_numbers_have_the_language_s_separator() -> None:
    assert INDONESIAN.number(1234567) == "1.234.567"
    assert ENGLISH.number(1234567) == "1,234,567"
