"""XML in another encoding than UTF-8, made UTF-8 as it passes: by its byte order mark, or as its declaration tells."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from kg.read.error import ReadError
from kg.unpacking.chunk import Chunk, Damage

_DECLARED = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})(?=["'])""")
_BEGUN = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
_UTF_8 = "utf-8"
# In these XML is UTF-8 as it stands.
_AS_IT_IS = frozenset({_UTF_8, "ascii"})


def encoding_of(head: bytes) -> str:
    """Return Python's name for the encoding of XML that begins so. Raises ReadError for one that it does not know."""
    begun = next((name for mark, name in _BEGUN if head.startswith(mark)), None)
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    if begun or head.startswith(codecs.BOM_UTF8) or declared is None:
        return begun or _UTF_8
    name = declared[1].decode("ascii", "replace")
    try:
        found = codecs.lookup(name)
    except LookupError as error:
        raise ReadError(f"it is declared to be in {name!r}, which is no encoding that is known: save it as UTF-8") from error
    # What is declared as UTF-16 and read so far byte by byte is not in it, nor is what is declared to be in an encoding of bytes to bytes.
    wide = any(name.startswith(found.name) for _, name in _BEGUN)
    return found.name if found._is_text_encoding and not wide else _UTF_8


def recode(chunks: Iterable[Chunk], file: str | None = None) -> Iterator[Chunk]:
    """Give the content of XML as UTF-8, and declared so, without a byte order mark; what its encoding cannot be becomes U+FFFD. Raises ReadError."""
    decoder: codecs.IncrementalDecoder | None = None
    first = True
    for chunk in chunks:
        if isinstance(chunk, Damage):
            if decoder:
                decoder.reset()
            yield chunk
            continue
        if first and chunk:
            first = False
            try:
                encoding = encoding_of(chunk[:1024])
            except ReadError as error:
                raise ReadError(error.message, file) from error
            decoder = None if encoding in _AS_IT_IS else codecs.getincrementaldecoder(encoding)("replace")
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            if decoder:
                yield _declare(decoder.decode(chunk).removeprefix("\ufeff").encode(_UTF_8, "replace"))
                continue
        yield decoder.decode(chunk).encode(_UTF_8, "replace") if decoder else chunk
    if decoder and (rest := decoder.decode(b"", final=True)):
        yield rest.encode(_UTF_8, "replace")


def _declare(data: bytes) -> bytes:
    """Have XML that is UTF-8 by now say so."""
    declared = _DECLARED.match(data)
    return data[: declared.start(1)] + b"UTF-8" + data[declared.end(1) :] if declared else data
