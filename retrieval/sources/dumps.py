"""Pages, one a file: text dumps, web pages, documents."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from functools import partial

from retrieval.article import Article
from retrieval.errors import OversizedSource, ReadingError
from retrieval.reading.decoding import DEFAULT_LIMIT
from retrieval.reading.kinds import read_file
from retrieval.sources.folder import Found
from retrieval.sources.items import Identity, Item, Unreadable
from retrieval.sources.opening import open_regular
from retrieval.sources.paths import printable
from retrieval.sources.reasons import why


def read_page(found: Found) -> Item | Unreadable:
    """The page of a file; its bytes are in memory, nothing is decoded yet."""
    identity = Identity(found.source, "")
    label = printable(found.file)
    try:
        data = _bytes(found)
    except OSError as error:
        return Unreadable(label, why(error), identity=identity)
    except ReadingError as error:
        return Unreadable(label, str(error), identity=identity)
    return Item(identity, label, found.file, hashlib.sha256(data).hexdigest(), partial(_article, found.file, data))


def _bytes(found: Found) -> bytes:
    with open_regular(found.path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > DEFAULT_LIMIT:
            raise OversizedSource(
                f"berkas terlalu besar: {size / 1e6:.0f} MB, batasnya {DEFAULT_LIMIT / 1e6:.0f} MB untuk satu halaman"
            )
        # One byte more than allowed, for a file that grows while it is read.
        return file.read(DEFAULT_LIMIT + 1)


def _article(name: str, data: bytes, today: date) -> Article:
    return read_file(name, data, today)
