"""Extracts of WikiExtractor: plain texts of articles, each between ``<doc id="…" url="…" title="…">`` and ``</doc>``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from hashlib import sha256

from kg.model.article import Article
from kg.read.embedded.record import Place, read_record
from kg.read.error import ReadError, read_safely
from kg.read.input.decode import decode_bytes
from kg.read.input.source import Input
from kg.read.reader import ReadOptions
from kg.read.written import Writing, unescape_signs

_BEGIN = re.compile(r'^<doc\b(?P<attributes>(?: [\w-]+="[^"\n]*")+)>[^\S\n]*\n?', re.MULTILINE)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_END = "</doc>"


def read_extracts(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    """Give each article of a file, of which the lead is read; a ReadError for each that has no end."""
    data = source.read_bytes()
    text = decode_bytes(data, source.file)
    place = Place(source.file, sha256(data).hexdigest(), options)
    line, counted = 1, 0
    for match in _BEGIN.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        known = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}
        following = _BEGIN.search(text, match.end())
        end = text.find(_END, match.end(), following.start() if following else len(text))
        if end < 0:
            yield ReadError(f"the article {known.get('title')!r} has no </doc>", source.file, line)
            continue
        first = _after_title(text, match.end(), end, known.get("title", ""))
        if not text[first:end].strip():
            yield ReadError(f"the text of {known.get('title')!r} is empty", source.file, line)
            continue
        at = line + text.count("\n", match.start(), first), first - text.rfind("\n", 0, first)
        written = Writing.verbatim(text, first, end, at)
        if "&" in written.text:
            written = written.undo(unescape_signs(written.text))
        yield read_safely(partial(read_record, known, written, "text", place), known.get("title"), source.file, line, options.time_limit)


def _after_title(text: str, start: int, end: int, title: str) -> int:
    """The place behind the line with which an extract repeats its title."""
    first, newline, _ = text[start:end].partition("\n")
    return start + len(first) + len(newline) if newline and html.unescape(first.strip()) == title else start
