"""Errors become one clear line on standard error and a documented exit code."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

log = logging.getLogger(__name__)


class ExitCode(IntEnum):
    """What the exit status of ``kutip`` means; a refusal is a valid answer, hence 0."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    ARCHIVE = 3
    NOTHING_READ = 4
    UNHEALTHY = 5
    INTERRUPTED = 130


def say(message: str) -> None:
    """One line for the person at the terminal; standard output is kept for results."""
    typer.echo(message, err=True)


def fail(message: str, code: ExitCode) -> typer.Exit:
    say(f"kutip: {message}")
    return typer.Exit(code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns the errors that people can do something about into a line and an exit code."""
    from bot.configuration import SettingsError
    from retrieval.errors import ArchiveError, KutipError, ReadingError, ReindexError

    try:
        yield
    except SettingsError as error:
        raise fail(str(error), ExitCode.USAGE) from None
    except ArchiveError as error:
        raise fail(str(error), ExitCode.ARCHIVE) from None
    except (ReadingError, ReindexError) as error:
        raise fail(str(error), ExitCode.NOTHING_READ) from None
    except KutipError as error:
        raise fail(str(error), ExitCode.USAGE) from None
    except BrokenPipeError:
        # The reader has gone; point the stream elsewhere so that the flush at exit stays quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.OK) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        # The words of an unforeseen error may hold a secret; only the log knows how to hide one.
        log.info("internal error", exc_info=True)
        name = type(error).__name__
        raise fail(f"internal error, {name} (KUTIP_LOG_LEVEL=info tells more)", ExitCode.INTERNAL) from None
