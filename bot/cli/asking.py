"""``ask`` and ``chat``: questions from the command line, a batch or a conversation."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

import typer
from rich.console import Console

from bot.cli.batch import BatchQuestion, Outcome, answer_lines, sound
from bot.cli.failures import ExitCode, fail, say
from bot.cli.records import Record, answer_record, write
from bot.cli.reindexing import read_nothing, reindex, tell
from bot.cli.session import Session
from bot.markup import plain
from bot.reply import render
from bot.settings import Settings
from bot.terminal import Conversation, plain_display, rich_display, typed
from bot.texts import load_texts
from retrieval.answering.answer import Answer, AnswerKind


def ask_one(session: Session, settings: Settings, question: str, candidates: int, as_json: bool) -> None:
    asked = BatchQuestion(None, sound(question))
    if as_json:
        write(_record(session, settings, asked, candidates), sys.stdout)
        return
    answer = _ask(session, settings, asked, 0)
    if sys.stdout.isatty():
        rich_display(load_texts(settings.language), Console())(answer)
    else:
        sys.stdout.write(render(answer, settings.language).plain + "\n")
    if answer.kind is AnswerKind.EMPTY_ARCHIVE:
        say("kutip: nothing is indexed yet; run: kutip reindex PATH")


def ask_batch(session: Session, settings: Settings, lines: Iterable[bytes], candidates: int) -> Outcome:
    """Answers every line as soon as it is read."""
    return answer_lines(lines, lambda asked: _record(session, settings, asked, candidates), sys.stdout)


def batch_file(name: str) -> AbstractContextManager[BinaryIO]:
    """The file of questions; ``-`` is standard input."""
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}", param_hint="--batch") from None


def chat(session: Session, settings: Settings) -> None:
    """Talks with whoever is at standard input; indexes the sources first when nothing was ever indexed."""
    texts = load_texts(settings.language)
    ensure_indexed(session, settings)

    def ask(question: str, earlier: Sequence[str]) -> Answer:
        return _ask(session, settings, BatchQuestion(None, sound(question), tuple(earlier)), 0)

    console = Console()
    display = rich_display(texts, console) if console.is_terminal else plain_display(texts, sys.stdout)
    lines = typed(Console(stderr=not console.is_terminal), texts) if sys.stdin.isatty() else _piped()
    Conversation(ask, texts, display).hold(lines)


def ensure_indexed(session: Session, settings: Settings) -> None:
    """Reads the sources into an archive that was never indexed; one that was is left as it is."""
    if session.wait(session.kutip.facts()).version is not None:
        return
    sources = ", ".join(map(str, settings.sources))
    say(plain(load_texts(settings.language)("terminal.first_index", sources=sources)))
    report = reindex(session, settings.sources, settings.columns)
    tell(report)
    if read_nothing(report):
        raise fail("none of the sources could be read", ExitCode.NOTHING_READ)


def _ask(session: Session, settings: Settings, asked: BatchQuestion, candidates: int) -> Answer:
    return session.wait(
        session.kutip.ask(asked.question, context=asked.context, limit=settings.quotes, candidates=candidates)
    )


def _record(session: Session, settings: Settings, asked: BatchQuestion, candidates: int) -> Record:
    answer = _ask(session, settings, asked, candidates)
    return answer_record(answer, render(answer, settings.language), asked.id, candidates=candidates > 0)


def _piped() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace")
