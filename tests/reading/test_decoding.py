"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BinarySource, EmptySource, OversizedSource, ReadingError, UndecodableSource
from retrieval.reading.decoding import decode

PROSE = "Harga kopi naik “tajam” di Aceh – begitu kata petani.\r\nMereka senang.\r\n"


def test_utf8_is_untouched() -> None:
    assert decode(PROSE.encode()) == PROSE


def test_byte_order_mark_stays_a_character() -> None:
    assert decode(b"\xef\xbb\xbf" + PROSE.encode()) == "\ufeff" + PROSE


def test_utf16() -> None:
    assert decode(PROSE.encode("utf-16")) == PROSE


def test_windows_1252() -> None:
    assert decode((PROSE * 5).encode("cp1252")) == PROSE * 5


@pytest.mark.parametrize("data", [b"", b" \n\t", "\n ".encode("utf-16"), b"\xa0", "\ufeff \u2003".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptySource):
        decode(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7 abc", b"PK\x03\x04abc", b"ab\x00cd", bytes(range(1, 32)) * 9])
def test_binary(data: bytes) -> None:
    with pytest.raises(BinarySource):
        decode(data)


def test_too_large() -> None:
    with pytest.raises(OversizedSource, match="batasnya"):
        decode(b"a" * 11, limit=10)


def test_broken_utf16() -> None:
    with pytest.raises(UndecodableSource):
        decode(b"\xff\xfea\x00\x00\xd8")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadingError as error:
        text = str(error)
    assert text.strip()
