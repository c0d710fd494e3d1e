"""HTML: what Telegram takes, what it refuses and in which words."""

from __future__ import annotations

import html as escaping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.peer.entities import Entity, settled, utf16_slice
from tests.peer.errors import ApiError
from tests.peer.html import parse

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


def refusal(markup: str) -> str:
    with pytest.raises(ApiError) as caught:
        parse(markup)
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é🗞<x>", 'Unsupported start tag "x" at byte offset 6'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("satu <br/>", 'Unsupported start tag "br/" at byte offset 5'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=https://x>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ],
)
def test_refuses(markup: str, reason: str) -> None:
    assert refusal(markup) == reason


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<STRONG>x</STRONG>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<strike>x</strike>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<blockquote expandable="">x</blockquote>', "expandable_blockquote"),
    ],
)
def test_takes(markup: str, kind: str) -> None:
    assert parse(markup) == ("x", [Entity(kind, 0, 1)])


def test_links() -> None:
    text, entities = parse('<a href="https://kabar.example/?a=1&amp;b=2">Kabar &lt;1&gt;</a>')
    assert text == "Kabar <1>"
    assert entities == [Entity("text_link", 0, 9, url="https://kabar.example/?a=1&b=2")]
    assert parse('<a href="bukan alamat">x</a>') == ("x", [])


def test_code_in_pre_names_a_language() -> None:
    markup = '<pre><code class="language-python">x</code></pre>'
    assert parse(markup) == ("x", [Entity("pre", 0, 1, language="python")])


def test_only_four_names_and_numbers_are_decoded() -> None:
    assert parse("&lt;&gt;&amp;&quot;&#65;&#x1F5DE;&nbsp;& &euro;") == ('<>&"A🗞&nbsp;& &euro;', [])


def test_offsets_are_utf16_units() -> None:
    text, entities = parse("🗞🗞 <b>dua</b>")
    assert entities == [Entity("bold", 5, 3)]
    assert utf16_slice(text, entities[0]) == "dua"


def test_empty_entities_and_outer_space_go() -> None:
    text, entities = parse("<b></b>\n <i> miring \n</i> ")
    body = settled(text, entities)
    assert body.text == "miring"
    assert body.entities == (Entity("italic", 0, 6),)


def test_a_quote_inside_a_quote_is_dropped() -> None:
    text, entities = parse("<blockquote>a<blockquote>b</blockquote>c</blockquote>")
    assert settled(text, entities).entities == (Entity("blockquote", 0, 3),)


def test_nothing_is_formatted_inside_code() -> None:
    text, entities = parse("<code>a <b>b</b> https://x.example</code>")
    assert [entity.type for entity in settled(text, entities).entities] == ["code"]


@given(TEXTS)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse(escaping.escape(text, quote=False)) == (text, [])


@given(TEXTS.filter(bool), TEXTS)
def test_entities_cover_their_text(inner: str, before: str) -> None:
    markup = f"{escaping.escape(before)}<blockquote>{escaping.escape(inner)}</blockquote>"
    text, (entity,) = parse(markup.replace("&#x27;", "'"))
    assert utf16_slice(text, entity) == inner


@given(st.text("<>/b&;a =\"'\\pre", max_size=25))
def test_any_markup_is_taken_or_refused_in_telegrams_words(markup: str) -> None:
    try:
        _, entities = parse(markup)
    except ApiError as error:
        outcome = error.description
    else:
        outcome = "Bad Request: " if all(entity.length > 0 for entity in entities) else "an empty entity"
    assert outcome.startswith("Bad Request: ")
