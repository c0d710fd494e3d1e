"""Draws docs/exchange.svg: a real conversation with the seed pages, as the terminal shows it.

Run it from the root of the project: .venv/bin/python docs/picture.py
"""

from __future__ import annotations

import asyncio
import io
import re
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.reply import compose
from bot.showing import show
from bot.texts import load_texts
from retrieval.service import Kutip

ROOT = Path(__file__).parents[1]
QUESTIONS = ("Berapa lama Macron menelepon Putin?", "Siapa yang memenangi Piala Dunia?")
# The pictures of rich name a font on another server; the reader's own fixed-width font does as well.
PLAIN_FORMAT = re.sub(r" *@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


async def converse(console: Console, database_url: str) -> None:
    """Asks the questions of an archive of the seed pages, and prints them with their replies."""
    texts = load_texts("id")
    async with await Kutip.open(database_url) as kutip:
        await kutip.reindex([ROOT / "seeds"])
        for question in QUESTIONS:
            console.print(f"[bold]{texts.template('terminal.prompt')}[/bold]{question}\n", highlight=False)
            show(compose(await kutip.ask(question), texts), console)
            console.print()


def main() -> None:
    """Writes the picture."""
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(converse(console, f"sqlite+aiosqlite:///{folder}/kutip.db"))
    picture = console.export_svg(title="kutip chat", theme=MONOKAI, code_format=PLAIN_FORMAT, unique_id="kutip")
    (ROOT / "docs" / "exchange.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
