"""The names under which files are remembered."""

from __future__ import annotations

import os
from pathlib import Path

# PostgreSQL indexes no text of more than about 2,700 bytes.
LONGEST_NAME = 1_000


def remembered(path: str | Path) -> str:
    """One spelling for every way to write a path: below the working folder relative, elsewhere absolute.

    Relative, so that a folder may move together with its archive.
    """
    absolute = os.path.abspath(path)
    try:
        relative = os.path.relpath(absolute)
    except ValueError:
        # Windows: there is no way from one drive to another.
        return Path(absolute).as_posix()
    inside = relative != os.pardir and not relative.startswith(os.pardir + os.sep)
    return Path(relative if inside else absolute).as_posix()


def below(folder: str, name: str) -> str:
    """The path of ``name`` in ``folder``, both in the remembered form."""
    return name if folder == "." else f"{folder.rstrip('/')}/{name}"


def covers(path: str, source: str) -> bool:
    """Whether ``source`` is the file ``path``, or lies below the folder ``path``."""
    if path == ".":
        return not source.startswith("/") and not source[1:].startswith(":/")
    return source == path or source.startswith(path.rstrip("/") + "/")


def printable(name: str) -> str:
    """A file name as it may be shown, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def refusal(path: str) -> str | None:
    """Why a path cannot be remembered, if so."""
    try:
        size = len(path.encode("utf-8"))
    except UnicodeEncodeError:
        return "nama berkas bukan UTF-8; ganti namanya"
    return f"nama berkas terlalu panjang: {size} byte, batasnya {LONGEST_NAME}" if size > LONGEST_NAME else None
