"""Word documents (Office Open XML)."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from docx import Document
from docx.opc.exceptions import OpcError

from retrieval.article import Article
from retrieval.errors import BinarySource, EmptySource, OversizedSource
from retrieval.reading.dump import read_dump

# Far more than any article unpacks to.
MOST_BYTES = 100_000_000


def read_docx(data: bytes, today: date) -> Article:
    """The article in the document's paragraphs; raises ``ReadingError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
                raise OversizedSource("dokumen terlalu besar setelah dibuka")
        paragraphs = [paragraph.text.strip() for paragraph in Document(io.BytesIO(data)).paragraphs]
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError) as error:
        raise BinarySource("dokumen Word rusak atau tidak dapat dibaca") from error
    text = "\n\n".join(filter(None, paragraphs))
    if not text:
        raise EmptySource("dokumen kosong")
    return read_dump(text, today)
