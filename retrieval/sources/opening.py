"""Regular files only: a pipe or a device would never come to an end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import BinarySource, OversizedSource


def open_regular(path: Path) -> BinaryIO:
    """The file, open to read; raises ``OSError``, and ``BinarySource`` for what is no regular file."""
    # Without O_NONBLOCK, opening a pipe waits for its writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    kind = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(kind):
        os.close(descriptor)
        raise BinarySource("ini folder, bukan berkas" if stat.S_ISDIR(kind) else "bukan berkas biasa")
    return os.fdopen(descriptor, "rb")


def read_all(path: Path, limit: int) -> bytes:
    """The bytes of a regular file; raises ``OSError``, ``BinarySource``, and ``OversizedSource`` above ``limit``."""
    with open_regular(path) as file:
        # One byte more than allowed, for a file that grows while it is read.
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OversizedSource(f"berkas terlalu besar, batasnya {limit / 1e6:.0f} MB")
    return data
