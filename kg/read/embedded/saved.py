"""Pages that a browser saved as one file (MHTML): the part that is the page is read, its pictures and styles are passed over."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from kg.model.article import Article
from kg.read.embedded.record import Place, read_written
from kg.read.error import ReadError, read_in_time
from kg.read.html.article import read_html_text
from kg.read.input.decode import decode_bytes, place_of
from kg.read.input.source import Input
from kg.read.reader import ReadOptions
from kg.read.targets import is_web_address
from kg.read.written import Writing, unescape_quoted_printable

_FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_BOUNDARY = re.compile(r"""\bboundary=(?:"([^"\r\n]+)"|([^\s;]+))""", re.IGNORECASE)
_CHARSET = re.compile(r"""\bcharset="?([\w.:-]+)""", re.IGNORECASE)
_HEADER_END = re.compile(r"\r?\n\r?\n")


def _fields(header: str) -> dict[str, str]:
    return {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(header)}


def read_saved_page(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    """Give the article of a saved page; positions count in the file, as it is written, except where base64 writes the page: then in that."""
    data = source.read_bytes()
    text = decode_bytes(data, source.file)
    header_end = _HEADER_END.search(text)
    fields = _fields(text[: header_end.start()] if header_end else "")
    boundary = _BOUNDARY.search(fields.get("content-type", ""))
    if header_end is None or boundary is None:
        raise ReadError("a saved page (MHTML) that does not say where its parts end", source.file)
    address = fields.get("snapshot-content-location") or fields.get("content-location")
    parts = list(_parts(text, header_end.end(), boundary[1] or boundary[2]))
    pages = [part for part in parts if part[0].get("content-type", "").lower().startswith("text/html")]
    own = next((part for part in pages if address and part[0].get("content-location") == address), pages[0] if pages else None)
    if own is None:
        raise ReadError("a saved page (MHTML) without a part that is HTML", source.file)
    place = Place(source.file, sha256(data).hexdigest(), options)
    yield read_in_time(lambda: _read_part(text, *own, place, address), options.time_limit)


def _parts(text: str, at: int, boundary: str) -> Iterator[tuple[Mapping[str, str], int, int]]:
    """The fields of each part, and where its content begins and ends."""
    borders = [(match.start(), match.end()) for match in re.finditer(rf"^--{re.escape(boundary)}(?:--)?[ \t]*\r?$", text[at:], re.MULTILINE)]
    for index, (_, end) in enumerate(borders):
        stop = borders[index + 1][0] if index + 1 < len(borders) else len(text) - at
        header_end = _HEADER_END.search(text, at + end, at + stop)
        if header_end:
            yield _fields(text[at + end : header_end.start()]), header_end.end(), at + stop


def _read_part(text: str, fields: Mapping[str, str], start: int, end: int, place: Place, address: str | None) -> Article:
    location = fields.get("content-location") or address or ""
    options = place.options
    known = {"url": options.url or (location if is_web_address(location) else None), "revision": options.revision, "language": options.language}
    encoding = _encoding(fields)
    way = fields.get("content-transfer-encoding", "").lower()
    if way.startswith("base"):
        return _read_packed(text[start:end], encoding, place, known)
    written = Writing.verbatim(text, start, end, place_of(text, start))
    if way.startswith("quoted"):
        written = written.undo(unescape_quoted_printable(written.text, encoding))
    article = read_written(written, "html", options.title, place, known)
    return replace(article, source=replace(article.source, retrieved=options.retrieved))


def _read_packed(packed: str, encoding: str, place: Place, known: Mapping[str, str | None]) -> Article:
    """Read a part that base64 writes, of which no words can be quoted as the file has them: the part itself is the source."""
    try:
        data = base64.b64decode("".join(packed.split()), validate=True)
    except binascii.Error as error:
        raise ReadError(f"a saved page (MHTML) whose base64 is damaged ({error})", place.file) from error
    text = data.decode(encoding, "replace")
    return read_html_text(
        text,
        sha256(data).hexdigest(),
        place.file,
        title=place.options.title,
        url=known["url"],
        revision=known["revision"],
        language=known["language"],
    )


def _encoding(fields: Mapping[str, str]) -> str:
    named = _CHARSET.search(fields.get("content-type", ""))
    try:
        return codecs.lookup(named[1]).name if named else "utf-8"
    except LookupError:
        return "utf-8"
