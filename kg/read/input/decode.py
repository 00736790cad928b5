"""From the bytes of a file to the text that positions count in: no byte order mark, line ends as they are."""

from __future__ import annotations

import codecs

from kg.read.error import ReadError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
_MARKS_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _encoding(data: bytes) -> tuple[str, int]:
    for mark, encoding in (*_MARKS, *_MARKS_16):
        if data.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character offset; CR, LF and CRLF each end a line."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def decode_bytes(data: bytes, file: str | None = None) -> str:
    """Return the text of UTF-8, or of UTF-16 and UTF-32 with a byte order mark; the mark is taken off, line ends stay.

    Raises ReadError where the bytes are empty, hold only white space, are binary, or break the encoding (then with
    byte, line and column).
    """
    encoding, skip = _encoding(data)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096] and encoding == "utf-8":
            raise ReadError("binary data, not text (it holds NUL bytes)", file) from error
        line, column = place_of(data[skip : skip + error.start].decode(encoding, "replace"), error.start)
        at = skip + error.start
        raise ReadError(f"not {encoding.upper()}: byte 0x{data[at]:02x} at offset {at} ({error.reason})", file, line, column) from error
    nul = text.find("\0")
    if nul >= 0:
        raise ReadError("binary data, not text (it holds NUL characters)", file, *place_of(text, nul))
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b\u2028\u2029"):
        raise ReadError("empty: no text in it", file)
    return text
