"""Words of articles on a terminal: characters that would steer it are made visible."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from unicodedata import category

from kg.patterns import lazy_pattern

# Control characters could steer the terminal, bidirectional ones turn what stands after them around; both come with the words of articles.
_STEERING = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Orthographies of Persian, Hindi and others join and part letters by these.
_JOINERS = "\u200c\u200d"


def show_safely(text: str) -> str:
    """Words of an article or a file name as a terminal may show them: characters that would steer it are escaped (``\\x1b``, ``\\u202e``)."""
    return _STEERING.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def is_plain(text: str) -> bool:
    """Whether a text is letters, signs and spaces (also no-break ones), without line ends, controls and what turns text around."""
    return all(letter.isprintable() or letter in _JOINERS or category(letter) == "Zs" for letter in text)


class Visible:
    """Takes data in UTF-8, in pieces of any size, and passes them on to a terminal with what would steer it escaped; line ends become line feeds."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write, self._decoder = write, codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def write(self, data: bytes | memoryview) -> int:
        """Pass a piece on; how many bytes were taken, which is all."""
        text = self._decoder.decode(bytes(data)).replace("\r\n", "\n")
        shown = show_safely(text).encode()
        while shown:
            written = self._write(shown)
            shown = shown[written:] if isinstance(written, int) else b""
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""
