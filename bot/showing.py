"""A reply as it looks in a terminal: quotes behind a bar, highlights in bold, titles as links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

from bot.markup import Block, Run

_BAR = "▌ "
_STYLES = {"b": Style(bold=True), "i": Style(italic=True), "code": Style(color="cyan")}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation, wrapped to the width with the bar before every line."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - len(_BAR), 1)):
            line.rstrip()
            yield Text.assemble((_BAR, "cyan"), line)


def show(groups: Iterable[Sequence[Block]], console: Console) -> None:
    """Prints the groups of a composed reply, an empty line between them."""
    for number, group in enumerate(groups):
        if number:
            console.print()
        set_off = any(block.quote for block in group)
        for block in group:
            text = styled(block.runs)
            if block.quote:
                console.print(Quotation(text))
            else:
                console.print(text, style="dim" if set_off else "", highlight=False)


def styled(runs: Iterable[Run]) -> Text:
    """The runs of one block as rich text; markup in article or user text stays text."""
    text = Text()
    for run in runs:
        styles = [_STYLES[name] for name in run.styles if name in _STYLES]
        text.append(run.text, Style.combine([Style(link=run.link), *styles]))
    return text
