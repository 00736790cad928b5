"""Tables of articles in text (CSV, TSV): a row for each, with its title and its text in columns that the first row names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from kg.model.article import Article
from kg.read.embedded.json_records import Run
from kg.read.embedded.record import Place, load_paths
from kg.read.embedded.value import Value
from kg.read.error import ReadError
from kg.read.input.decode import decode_bytes, place_of
from kg.read.input.source import Input
from kg.read.reader import ReadOptions
from kg.read.written import unescape_doubled

_SEPARATORS = b",\t;|"


def _columns(line: bytes, separator: bytes) -> list[str]:
    return [name.strip().strip('"').strip().casefold() for name in line.decode("utf-8", "replace").split(separator.decode())]


def separator_of(head: bytes) -> str | None:
    """What parts the columns of a table whose first line names a title and a text; None where it does not."""
    line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0] if head.strip() else b""
    paths = load_paths()
    titles, texts = ({path[0] for key in keys for path in paths[key] if len(path) == 1} for keys in (("title",), ("wikitext", "html", "text")))
    for separator in (_SEPARATORS[i : i + 1] for i in range(len(_SEPARATORS))):
        names = _columns(line, separator)
        if titles & set(names) and texts & set(names):
            return separator.decode()
    return None


def read_table_of_articles(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    """Give an article for each row; a ReadError for each that cannot be read."""
    data = source.read_bytes()
    separator = separator_of(data[:65_536]) or ","
    text = decode_bytes(data, source.file)
    run = Run(source.file, options, "a table")
    rows = _rows(text, separator)
    names = [name.strip().casefold() for name in next(rows, ())]
    place = Place(source.file, sha256(data).hexdigest(), options)
    for row in rows:
        record = {name: value for name, value in zip(names, row, strict=False) if value}
        if record:
            yield from run.read(record, text, 0, place_of, place, unescape_doubled, alone=False)
    yield from run.close()


def _rows(text: str, separator: str) -> Iterator[list[Value]]:
    """The rows of a table: fields that are quoted may hold separators, line ends and quotation marks that are written twice."""
    part = re.escape(separator)
    field = re.compile(
        rf'[ ]*"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ ]*(?P<end>{part}|\r\n|\r|\n|\Z)|(?P<plain>[^\r\n{part}]*)(?P<last>{part}|\r\n|\r|\n|\Z)'
    )
    row, at = list[Value](), 0
    while at < len(text):
        match = field.match(text, at)
        assert match is not None
        name, end = ("quoted", match["end"]) if match["quoted"] is not None else ("plain", match["last"])
        words = match[name].replace('""', '"') if name == "quoted" else match[name]
        row.append(Value.at(words, *match.span(name)))
        at = max(match.end(), at + 1)
        if end != separator:
            yield row
            row = []
    if row:
        yield row
