"""The terminal conversation: context grows with each question, and quotes are shown word for word."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console

from bot.terminal import REMEMBERED, Conversation, plain_display, rich_display
from bot.texts import load_texts
from retrieval.answering.answer import Answer, AnswerKind, ArticleRef, Quote
from retrieval.article import UNDATED, Span

TEXTS = load_texts("id")
TEXT = "Rapat [bold]warga[/bold] itu selesai pukul 21.30 setelah perdebatan yang panjang sekali di balai desa."
ARTICLE = ArticleRef(1, 1, "a.txt", "Warta", "Judul [i]", "https://warta.id/1", UNDATED)
ANSWER = Answer(AnswerKind.QUOTES, "?", quotes=(Quote(TEXT, ARTICLE, Span(0, 9), 1.0, (Span(42, 47),)),))


def hold(lines: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(question: str, context: Sequence[str]) -> Answer:
        asked.append((question, tuple(context)))
        return ANSWER

    Conversation(ask, TEXTS, lambda answer: None).hold(lines)
    return asked


def test_earlier_questions_are_the_context() -> None:
    assert hold(["satu\n", "\n", " dua \n", "tiga"]) == [
        ("satu", ()),
        ("dua", ("satu",)),
        ("tiga", ("satu", "dua")),
    ]


def test_the_context_is_bounded() -> None:
    questions = [f"tanya {number}" for number in range(20)]
    assert hold(questions)[-1][1] == tuple(questions[-1 - REMEMBERED : -1])


def test_a_goodbye_ends_the_conversation() -> None:
    assert [question for question, _ in hold(["satu", "KELUAR", "dua"])] == ["satu"]


def test_plain_replies_hold_the_quote_word_for_word() -> None:
    out = io.StringIO()
    plain_display(TEXTS, out)(ANSWER)
    assert f"> {TEXT}\n" in out.getvalue()
    assert "Warta · tanggal tidak tercantum" in out.getvalue()


def test_on_a_terminal_quotes_are_wrapped_behind_a_bar_and_markup_stays_text() -> None:
    out = io.StringIO()
    rich_display(TEXTS, Console(file=out, width=40, force_terminal=True, color_system=None))(ANSWER)
    quoted = [line.removeprefix("▌ ").strip() for line in plain_lines(out.getvalue()) if line.startswith("▌ ")]
    assert len(quoted) > 2
    assert " ".join(quoted) == TEXT
    assert "Judul [i]" in out.getvalue()


def plain_lines(text: str) -> list[str]:
    from rich.text import Text

    return Text.from_ansi(text).plain.splitlines()
