"""JSON: an answer of a wiki's API, a record, a list of them, or a record in each line (Wikimedia Enterprise, data sets, WikiExtractor)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import chain
from json.decoder import JSONArray, scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from kg.model.article import Article
from kg.plurals import counted
from kg.read.embedded.record import Place, find, follow, has_box, is_record, load_paths, may_have_box, read_record
from kg.read.embedded.value import Value
from kg.read.error import NoArticleError, ReadError, read_safely
from kg.read.input.decode import decode_bytes, place_of
from kg.read.input.source import Input
from kg.read.reader import ReadOptions
from kg.read.written import Writing, unescape_json

# A file up to this size is held whole: then the hash is that of the file, and positions count in it.
_WHOLE = 1 << 26
_DEEPEST = 8
PlaceOf = Callable[[str, int], tuple[int, int]]
Undo = Callable[[str], Iterator[tuple[str, int, int]]]
_FORMS = ("wikitext", "html", "text")
_BEGINS = re.compile(rb"\s*[\[{]")


def _parse_string(text: str, at: int, strict: bool = True) -> tuple[str, int]:
    shown, end = scanstring(text, at, strict)
    return Value.at(shown, at, end - 1), end


def _make_decoder() -> Any:
    decoder: Any = json.JSONDecoder(strict=False)
    decoder.parse_string, decoder.parse_array = _parse_string, JSONArray
    decoder.scan_once = py_make_scanner(decoder)
    return decoder


_DECODER = _make_decoder()


def is_json(head: bytes) -> bool:
    """Whether an input begins like an object or a list of JSON."""
    if not _BEGINS.match(head):
        return False
    words = head.lstrip()
    return (words[:1] == b"[" and words[1:].lstrip()[:1] in (b"{", b"]")) or (words[:1] == b"{" and words[1:].lstrip()[:1] in (b'"', b"}"))


def read_json(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    """Give an article for each record; a ReadError for each that cannot be read, and where none is an article of the domain.

    Records of wikitext and HTML without an infobox of the domain are passed over where there are several, as pages of an export are.
    """
    data = source.stream.read(_WHOLE + 1)
    run = Run(source.file, options)
    if len(data) > _WHOLE:
        yield from run.read_lines(chain((data,), iter(partial(source.stream.read, 1 << 20), b"")))
    else:
        yield from run.read_whole(decode_bytes(data, source.file), sha256(data).hexdigest())
    yield from run.close()


class Run:
    """What was met so far: how many records, and whether anything came of one."""

    def __init__(self, file: str, options: ReadOptions, what: str = "JSON") -> None:
        self.file, self.options, self.what, self.count, self.given = file, options, what, 0, 0
        self.seen = set[tuple[str, str | None]]()

    def read_whole(self, text: str, digest: str) -> Iterator[Article | ReadError]:
        """Read a file that is one value of JSON, or has one in each line."""
        place = Place(self.file, digest, self.options)
        try:
            value, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip()))
        except (json.JSONDecodeError, RecursionError) as error:
            if not isinstance(error, json.JSONDecodeError) or "\n" not in text.strip():
                yield self._broken(error, 0)
                return
            value, end = None, 0
        if end and not text[end:].strip():
            found = list(_records(value))
            for record in found:
                yield from self.read(record, text, 0, place_of, place, alone=len(found) == 1)
            return
        at = 0
        alone = text.strip().count("\n") == 0
        for line, words in enumerate(text.split("\n"), 1):
            yield from self.read_line(words, text, at, line, place, alone=alone)
            at += len(words) + 1

    def read_lines(self, blocks: Iterator[bytes]) -> Iterator[Article | ReadError]:
        """Read a file of any size line by line; the hash is that of the line, in which positions count."""
        rest, line = b"", 0
        for block in chain(blocks, (b"\n",)):
            *lines, rest = (rest + block).split(b"\n")
            if len(rest) > _WHOLE:
                yield ReadError(
                    f"a line of more than {_WHOLE:,} bytes: JSON of this size is read only with a record in each line", self.file, line + 1
                )
                self.given += 1
                return
            for data in lines:
                line += 1
                try:
                    words = data.decode("utf-8-sig")
                except UnicodeDecodeError as error:
                    self.given += 1
                    yield ReadError(f"not UTF-8 ({error.reason})", self.file, line, error.start + 1)
                    continue
                place = Place(self.file, sha256(data).hexdigest(), self.options)
                yield from self.read_line(words, words, 0, line, place, alone=False)

    def read_line(self, words: str, text: str, at: int, line: int, place: Place, *, alone: bool) -> Iterator[Article | ReadError]:
        """Read the records of one line, which begins at a character of the text that positions count in."""
        if not words.strip().rstrip(",") or words.strip() in ("[", "]"):
            return
        try:
            value, end = _DECODER.raw_decode(words, len(words) - len(words.lstrip()))
        except (json.JSONDecodeError, RecursionError) as error:
            yield self._broken(error, line - 1)
            return
        if words[end:].strip().strip(",]"):
            self.given += 1
            yield ReadError("something else follows the JSON in this line", self.file, line, end + 1)
            return

        def place_in_line(_: str, offset: int) -> tuple[int, int]:
            return line, offset - at + 1

        for record in _records(value):
            yield from self.read(record, text, at, place_in_line, place, alone=alone)

    def _broken(self, error: json.JSONDecodeError | RecursionError, lines: int) -> ReadError:
        self.given += 1
        if isinstance(error, RecursionError):
            return ReadError("JSON that is nested too deeply", self.file, lines + 1)
        return ReadError(f"not JSON: {error.msg}", self.file, error.lineno + lines, error.colno)

    def read(
        self, record: Mapping[str, Any], text: str, at: int, line_of: PlaceOf, place: Place, undo: Undo = unescape_json, *, alone: bool
    ) -> Iterator[Article | ReadError]:
        """Read one record, whose values stand in a text, counted from a character of it on; ``undo`` takes off how they are written."""
        self.count += 1
        title = find(record, "title")
        form, value = next(((form, found) for form in _FORMS if isinstance(found := find(record, form), Value)), ("", None))
        if value is None:
            self.given += 1
            yield ReadError(_why_without_text(record), self.file)
            return
        if not alone and form != "text" and not may_have_box(record, value, form, self.options):
            return
        start = value.start + at
        line, column = line_of(text, start)
        written = Writing.verbatim(text, start, value.end + at, (line, column))
        written = written.undo(undo(written.text))
        found = read_safely(partial(read_record, record, written, form, place), title and str(title), self.file, line, self.options.time_limit)
        if isinstance(found, ReadError):
            found = found if found.file else ReadError(found.message, self.file, line, column)
        elif not alone and form != "text" and not has_box(found):
            return
        else:
            key = (found.source.title, found.source.revision)
            if key in self.seen and key[1]:
                found = ReadError(f"{key[0]!r} stands twice in the same revision {key[1]}", self.file, line)
            self.seen.add(key)
        self.given += 1
        yield found

    def close(self) -> Iterator[ReadError]:
        """Say why nothing came of the input."""
        if not self.count and not self.given:
            yield ReadError(
                f"{self.what} without a record that is an article (with a title and its wikitext, HTML or text): kg/data/records.toml lists the keys",
                self.file,
            )
        elif not self.given:
            records = counted(self.count, "record")
            yield NoArticleError(f"read {records}: none has an infobox of the domain", self.file)


def _why_without_text(record: Mapping[str, Any]) -> str:
    title = find(record, "title")
    if any(follow(record, path) is not None for path in load_paths()["structured"]):
        return f"{title!r} is structured contents without the columns of its infobox: take the snapshot that has article_body"
    return f"the wiki has no text of {title!r}"


def _records(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The records in a value of JSON: itself, or those in what it holds."""
    if isinstance(value, Mapping) and is_record(value):
        yield value
    elif depth < _DEEPEST:
        children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        for child in children:
            if isinstance(child, Mapping | list):
                yield from _records(child, depth + 1)
