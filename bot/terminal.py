"""The conversation in a terminal: the same replies as in Telegram, follow-ups included."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console

from bot.markup import plain, plain_text
from bot.reply import compose
from bot.showing import show
from bot.texts import Texts
from retrieval.answering.answer import Answer

# Earlier questions that a follow-up can lean on; older ones are another subject by then.
REMEMBERED = 6

Ask = Callable[[str, Sequence[str]], Answer]


class Conversation:
    """Asks with the earlier questions as context, and shows each reply."""

    def __init__(self, ask: Ask, texts: Texts, display: Callable[[Answer], None]) -> None:
        self._ask = ask
        self._leave = {word.casefold() for word in texts.items("terminal.leave")}
        self._display = display
        self._earlier: deque[str] = deque(maxlen=REMEMBERED)

    def hold(self, lines: Iterable[str]) -> None:
        """Answers each line that is not blank, until the lines end or one of them says goodbye."""
        for line in lines:
            question = line.strip()
            if not question:
                continue
            if question.casefold() in self._leave:
                return
            self._display(self._ask(question, tuple(self._earlier)))
            self._earlier.append(question)


def plain_display(texts: Texts, out: TextIO) -> Callable[[Answer], None]:
    """Replies as plain text, each followed by an empty line and flushed."""

    def display(answer: Answer) -> None:
        out.write(plain_text(compose(answer, texts)) + "\n\n")
        out.flush()

    return display


def rich_display(texts: Texts, console: Console) -> Callable[[Answer], None]:
    def display(answer: Answer) -> None:
        console.print()
        show(compose(answer, texts), console)
        console.print()

    return display


def typed(console: Console, texts: Texts) -> Iterator[str]:
    """Lines that a person types, until Ctrl-D."""
    console.print(plain(texts("terminal.welcome")), style="dim", highlight=False)
    prompt = plain(texts("terminal.prompt"))
    while True:
        try:
            yield console.input(f"[bold]{prompt}[/bold]")
        except EOFError:
            console.print()
            return
