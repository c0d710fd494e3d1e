"""Markup: escaping, measuring, cutting and packing, for any text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markup import Block, Run, block, messages, parse, plain, plain_text, units, web_link

words = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'😀🇮🇩 \n"), max_size=60)
runs = st.builds(
    Run, words, st.sampled_from([(), ("b",), ("i",), ("b", "i")]), st.none() | st.just("https://contoh.id/?a=1&b=2")
)
blocks = st.builds(Block, st.lists(runs, max_size=4).map(tuple), st.booleans()).filter(lambda b: b.text.strip())
groups = st.lists(st.lists(blocks, min_size=1, max_size=4), min_size=1, max_size=5)


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "a", "blockquote"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(words)
def test_length_is_counted_as_telegram_counts(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(blocks)
def test_html_reads_back_as_the_same_text(whole: Block) -> None:
    assert plain(whole.html()) == whole.text


@given(blocks, st.data())
def test_a_cut_is_a_part_of_the_text_in_the_same_styles(whole: Block, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.cut(start, end)
    assert part.text == whole.text[start:end]
    assert part.quote == whole.quote
    assert {run.styles for run in part.runs} <= {run.styles for run in whole.runs}


@settings(max_examples=60)
@given(groups, st.integers(8, 120))
def test_messages_fit_are_sound_and_lose_nothing(all_groups: list[list[Block]], limit: int) -> None:
    packed = messages(all_groups, limit)
    for message in packed:
        assert 0 < units(plain(message)) <= limit
        reader = Balanced()
        reader.feed(message)
        reader.close()
        assert reader.open == []
    shown = "".join(plain(message) for message in packed)
    assert squeezed(shown) == squeezed("".join(part.text for group in all_groups for part in group))


def test_a_group_moves_to_the_next_message_rather_than_break() -> None:
    quote = [block("satu dua tiga empat", quote=True), block("Media · tanggal")]
    assert messages([quote, quote], limit=50) == (
        "<blockquote>satu dua tiga empat</blockquote>\nMedia · tanggal",
        "<blockquote>satu dua tiga empat</blockquote>\nMedia · tanggal",
    )
    assert len(messages([quote, quote], limit=80)) == 1


def test_an_overlong_quote_breaks_between_words_into_quotes() -> None:
    text = " ".join(f"kata{number}" for number in range(40))
    pieces = [plain(message) for message in messages([[block(text, quote=True)]], limit=50)]
    assert len(pieces) > 1
    assert " ".join(pieces) == text
    assert all(piece in text for piece in pieces)


def test_a_word_longer_than_a_message_is_cut_between_characters() -> None:
    pieces = [plain(message) for message in messages([[block("😀" * 30, quote=True)]], limit=9)]
    assert "".join(pieces) == "😀" * 30
    assert max(map(units, pieces)) == 8


def test_plain_text_keeps_each_quote_in_one_piece() -> None:
    quote = "Baris satu\nbaris dua."
    assert plain_text([[block(quote, quote=True), block("Media")], [block("x")]]) == f"> {quote}\nMedia\n\nx"


def test_own_html_becomes_runs() -> None:
    assert parse("a <b>c &lt; d</b>") == (Run("a "), Run("c < d", ("b",)))


def test_only_web_addresses_become_links() -> None:
    assert web_link("https://contoh.id/a?b=c") == "https://contoh.id/a?b=c"
    for address in (
        None,
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "contoh.id/x",
        "https://",
        "http://a b",
        "//x.y",
    ):
        assert web_link(address) is None
    assert web_link("http://[::1") is None
