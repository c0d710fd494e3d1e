"""Regular files only: a pipe or a device would never come to an end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import BinarySource


def open_regular(path: Path) -> BinaryIO:
    """The file, open to read; raises ``OSError``, and ``BinarySource`` for what is no regular file."""
    # Without O_NONBLOCK, opening a pipe waits for its writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    kind = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(kind):
        os.close(descriptor)
        raise BinarySource("ini folder, bukan berkas" if stat.S_ISDIR(kind) else "bukan berkas biasa")
    return os.fdopen(descriptor, "rb")
