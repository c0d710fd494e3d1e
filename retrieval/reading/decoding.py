"""Bytes of a page to text, one code point for one code point."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from retrieval.errors import BinarySource, EmptySource, OversizedSource, UndecodableSource

DEFAULT_LIMIT = 10_000_000

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP/DOCX",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"\xd0\xcf\x11\xe0": "DOC",
}
# Legacy encodings that Indonesian newsrooms have really used; guessing wider turns damage into exotic letters.
_LEGACY = ["cp1252", "latin_1", "mac_roman"]
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 28, 29, 30}
_MOST_CONTROL = 0.01


def decode(data: bytes, limit: int = DEFAULT_LIMIT) -> str:
    """The text of ``data`` without newline translation; a byte order mark of UTF-8 stays its first character.

    ``limit`` is in bytes. Raises ``EmptySource``, ``OversizedSource``, ``BinarySource`` or ``UndecodableSource``.
    """
    if len(data) > limit:
        raise OversizedSource(f"berkas terlalu besar: {_megabytes(len(data))} MB, batasnya {_megabytes(limit)} MB")
    if not data.strip():
        raise EmptySource("berkas kosong")
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise BinarySource(f"bukan berkas teks (tampaknya {name})")
    text = _utf16(data) if data.startswith(_UTF16) else _eight_bit(data)
    # Blank in its own encoding (a lone no-break space), though not blank as bytes.
    if not text.strip("\ufeff").strip():
        raise EmptySource("berkas kosong")
    return text


def _eight_bit(data: bytes) -> str:
    if b"\x00" in data or _control_share(data) > _MOST_CONTROL:
        raise BinarySource("bukan berkas teks (berisi data biner)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UndecodableSource("berkas UTF-16 rusak: ada byte yang tidak dapat dibaca") from error
    if "\x00" in text:
        raise BinarySource("bukan berkas teks (berisi data biner)")
    return text


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=_LEGACY).best()
    if best is None:
        raise UndecodableSource("pengodean teks tidak dikenali; simpan ulang berkas sebagai UTF-8")
    return data.decode(best.encoding)


def _control_share(data: bytes) -> float:
    sample = data[:65536]
    return sum(byte in _CONTROL for byte in sample) / len(sample)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".rstrip("0").rstrip(".").replace(".", ",")
