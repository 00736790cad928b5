"""Sources of an index, read as streams: Wikidata's JSON dump, the SQL dumps of a wiki, and tables of titles and labels."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

from kg.link.index.records import (
    ALIAS,
    LABEL,
    TITLE,
    ItemRecord,
    NameRecord,
    PageRecord,
    PropertyRecord,
    Record,
    RedirectRecord,
    TitleRecord,
    qid_number,
)
from kg.link.index.versions import WatchedLines
from kg.link.names import normal_title
from kg.link.vocabulary import KINDS, Kinds, Vocabulary, load_vocabulary
from kg.unpacking import open_unpacked

_TUPLE = re.compile(r"\(((?:'(?:[^'\\]|\\.)*'|[^'()])*)\)")
_VALUE = re.compile(r"'((?:[^'\\]|\\.)*)'|([^,']+)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "Z": "\x1a"}
_COLUMN = re.compile(r"\s+`(\w+)`")
_INSERT = re.compile(r"INSERT INTO `(\w+)`")
_CREATE = re.compile(r"CREATE TABLE `(\w+)`")
_TIME = re.compile(r"([+-]\d+)-(\d\d)-(\d\d)T")
# An item of Wikidata has at most 4 MB, a line of an SQL dump 1 MB.
LONGEST_LINE = 1 << 25
_PRECISE_TO_A_YEAR = 9
_TABLES = ("page", "page_props", "redirect")
# What a record that is not as its format has it raises where it is taken apart.
MISSHAPEN = (KeyError, ValueError, TypeError, AttributeError, RecursionError)
# Beyond this, SQLite does not hold a number.
_GREATEST = 1 << 63
_SHOWN = 60
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class SourceError(Exception):
    """A source that cannot be read; the message names it and says why."""


def open_source(path: str) -> Iterator[Record]:
    """The records of one file: a JSON dump, an SQL dump or a table, each also .gz or .bz2, and its version last. What it is shows in its first bytes.

    SourceError for a file that is none of these or is cut short.
    """
    try:
        with _open(path) as stream:
            head, watched = stream.readline(1 << 16), WatchedLines()
            if head.lstrip()[:1] in (b"[", b"{"):
                yield from read_json_dump(watched.of_dump(_lines(head, stream)), path)
            elif b"\t" in head:
                yield from read_table(watched.of_table(_lines(head, stream)), path)
            elif head.startswith((b"--", b"/*", b"CREATE", b"INSERT", b"DROP")) or path.partition(".sql")[1]:
                yield from read_sql_dump(watched.of_sql(_lines(head, stream)), path)
            else:
                raise SourceError(f"{path}: neither a JSON dump, an SQL dump nor a table")
            yield watched.record()
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error


def open_lines(path: str) -> Iterator[bytes]:
    """The lines of a file that may be compressed. SourceError where it cannot be read."""
    try:
        with _open(path) as stream:
            yield from read_lines(stream)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error


def is_json_dump(path: str) -> bool:
    """Whether a file is a JSON dump of Wikidata, by its first byte. SourceError where it cannot be read."""
    try:
        with _open(path) as stream:
            return stream.read(64).lstrip()[:1] in (b"[", b"{")
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: Exception) -> SourceError:
    return SourceError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}")


def explain(error: BaseException) -> str:
    """What is wrong with a record, in words for people."""
    if isinstance(error, KeyError):
        return f"{error} is missing"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"a value is of another kind than it should be ({error})" if isinstance(error, TypeError | AttributeError) else str(error)


def _open(path: str) -> IO[bytes]:
    return open_unpacked(path)


def _lines(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    if head and not head.endswith(b"\n"):
        head += stream.readline(LONGEST_LINE)
    yield head
    yield from read_lines(stream)


def read_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream. OSError for one that is longer than any of a dump."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            raise OSError(f"a line of more than {LONGEST_LINE:,} bytes, which no dump has")
        yield line


def read_table(lines: Iterable[bytes], path: str = "-") -> Iterator[Record]:
    """Records of a table with a header: title and qid, or label, qid and (optionally) kind, separated by tabs."""
    rows = csv.DictReader(_decode(lines, path), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        fields = set(rows.fieldnames or ())
        if "qid" not in fields or not fields & {"title", "label"}:
            raise SourceError(f"{path}: a table has the columns title and qid, or label, qid and kind")
        for row in rows:
            yield from _row_records(row)
    except (*MISSHAPEN, csv.Error) as error:
        raise SourceError(f"{path}: line {max(rows.reader.line_num, 1)}: {explain(error)}") from error


def _decode(lines: Iterable[bytes], path: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}: line {number}: not UTF-8: byte 0x{line[error.start]:02X}") from error
        yield text


def _row_records(row: dict[str, str]) -> Iterator[Record]:
    qid = qid_number(row["qid"])
    if row.get("title"):
        title = normal_title(row["title"])
        yield ItemRecord(qid, "", title=title)
        yield TitleRecord(title, qid)
        yield NameRecord(title, qid, TITLE)
    if row.get("label"):
        kinds = KINDS[row["kind"]] if row.get("kind") else Kinds.NONE
        yield ItemRecord(qid, row["label"], kinds)
        yield NameRecord(row["label"], qid, LABEL, kinds == Kinds.PERSON)


def read_sql_dump(lines: Iterable[bytes], path: str = "-") -> Iterator[Record]:
    """Records of an SQL dump of the tables page, page_props or redirect; columns are told by its CREATE TABLE."""
    columns: dict[str, list[str]] = {}
    creating = ""
    for number, raw in enumerate(lines, 1):
        line = raw.decode("utf-8", "replace")
        if match := _CREATE.match(line):
            creating = match[1]
            columns[creating] = []
        elif creating and (match := _COLUMN.match(line)):
            columns[creating].append(match[1])
        elif match := _INSERT.match(line):
            if match[1] not in _TABLES:
                raise SourceError(f"{path}: line {number}: a dump of {match[1]}; there is use for {', '.join(_TABLES)}")
            if not columns.get(match[1]):
                raise SourceError(f"{path}: line {number}: no CREATE TABLE says what the columns of {match[1]} are")
            try:
                yield from _insert_records(match[1], columns[match[1]], line)
            except MISSHAPEN as error:
                raise SourceError(f"{path}: line {number}: {explain(error)}") from error
        elif line.startswith(")"):
            creating = ""


def _insert_records(table: str, columns: list[str], line: str) -> Iterator[Record]:
    for match in _TUPLE.finditer(line, line.find(" VALUES ")):
        values = (_unescape(found[1]) if found[1] is not None else found[2] for found in _VALUE.finditer(match[1]))
        row = dict(zip(columns, values, strict=False))
        if table == "page" and row["page_namespace"] == "0":
            yield PageRecord(_number(row["page_id"]), normal_title(row["page_title"]))
        elif table == "redirect" and row["rd_namespace"] == "0" and not row.get("rd_interwiki", "NULL").strip("NUL"):
            section = row.get("rd_fragment", "NULL")
            yield RedirectRecord(_number(row["rd_from"]), normal_title(row["rd_title"]), "" if section == "NULL" else section)
        elif table == "page_props" and row["pp_propname"] == "wikibase_item":
            yield PropertyRecord(_number(row["pp_page"]), qid_number(row["pp_value"]))
        elif table == "page_props" and row["pp_propname"] == "disambiguation":
            yield PropertyRecord(_number(row["pp_page"]), None)


def _number(text: str) -> int:
    """A number that SQLite holds; ValueError for any other."""
    number = int(text)
    if not -_GREATEST <= number < _GREATEST:
        raise ValueError(f"a number of more than 64 bits: {text[:_SHOWN]}")
    return number


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), text) if "\\" in text else text


def read_json_dump(lines: Iterable[bytes], path: str = "-", language: str = "en") -> Iterator[Record]:
    """Records of Wikidata's JSON dump, an item a line: names of items of the domain, and the page that any item has."""
    vocabulary = load_vocabulary()
    site = f"{language}wiki"
    wanted = _wanted(site, vocabulary)
    for number, line in enumerate(lines, 1):
        line = line.strip().rstrip(b",")
        if len(line) < 3 or not wanted.search(line):
            continue
        entity = parse_entity(line, path, number)
        try:
            if entity.get("type", "item") == "item":
                yield from item_records(entity, vocabulary, language, site)
        except MISSHAPEN as error:
            raise misshapen_entity(path, number, error) from error


def parse_entity(line: bytes, path: str, number: int) -> Any:
    """The JSON of a line. SourceError with its number where it is none."""
    try:
        entity = json.loads(line)
        if _SURROGATE.search(line):
            json.dumps(entity, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"{path}: line {number}: half of a character (a lone surrogate)") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: line {number} is no JSON: {explain(error)}") from error
    return entity


def misshapen_entity(path: str, number: int, error: BaseException) -> SourceError:
    """The error for an entity that is not as Wikidata's dump has them, by one of MISSHAPEN."""
    return SourceError(f"{path}: line {number} is no entity of Wikidata: {explain(error)}")


def _wanted(site: str, vocabulary: Vocabulary) -> re.Pattern[bytes]:
    """What a line must hold to be worth parsing: a page of the wiki, a class of the domain or a property that tells a kind."""
    kinds = sorted({*vocabulary.classes, *(name for kind in ("person", "conflict", "place") for name in vocabulary.properties[kind])})
    return re.compile(rf'"(?:{site}|{"|".join(kinds)})"|"numeric-id":(?:{"|".join(k[1:] for k in kinds if k[0] == "Q")})[,}}]'.encode())


def item_records(entity: dict[str, Any], vocabulary: Vocabulary, language: str, site: str) -> Iterator[Record]:
    """Records of one entity of the JSON dump."""
    qid, claims = qid_number(entity["id"]), _object(entity, "claims")
    title = normal_title(_object(entity, "sitelinks").get(site, {}).get("title", ""))
    kinds = _kinds(claims, vocabulary)
    names = _names(entity, language)
    if title:
        yield TitleRecord(title, qid)
    if not kinds:
        if title:
            yield ItemRecord(qid, next(iter(names), ""), title=title)
        return
    use = vocabulary.properties
    years = [[year for name in use[end] if name in claims for year in _years(claims, name)] for end in ("start", "end")]
    yield ItemRecord(
        qid, next(iter(names), ""), kinds, title, min(years[0], default=None), max(years[1], default=None),
        _items(claims, use["country"]), _items(claims, use["neighbours"]),
    )  # fmt: skip
    if kinds & Kinds.PAGE:
        return
    person = bool(kinds & Kinds.PERSON)
    for number, name in enumerate(names):
        yield NameRecord(name, qid, ALIAS if number else LABEL, person)
    if title and title not in names:
        yield NameRecord(title, qid, TITLE, person)


def _object(entity: dict[str, Any], name: str) -> dict[str, Any]:
    """A member of an entity; PHP writes an object without members as an empty list. TypeError for anything else."""
    found = entity.get(name) or {}
    if not isinstance(found, dict):
        raise TypeError(f"{name} is no object")
    return found


def _names(entity: dict[str, Any], language: str) -> dict[str, None]:
    """Label first, then aliases, in the language or in all languages ("mul"), each once."""
    labels, aliases = _object(entity, "labels"), _object(entity, "aliases")
    found = [labels[code]["value"] for code in (language, "mul") if code in labels]
    found += [alias["value"] for code in (language, "mul") for alias in aliases.get(code, ())]
    return dict.fromkeys(name for name in found if name.strip())


def _kinds(claims: dict[str, Any], vocabulary: Vocabulary) -> Kinds:
    kinds = Kinds.NONE
    for cls in _items(claims, ("P31",)):
        kinds |= vocabulary.classes.get(f"Q{cls}", Kinds.NONE)
    if not kinds:
        for kind in ("person", "conflict", "place"):
            if any(name in claims for name in vocabulary.properties[kind]):
                return KINDS[kind]
    return kinds


def statement_values(claims: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The data values of a property, without deprecated statements."""
    for statement in claims.get(name, ()):
        snak = statement.get("mainsnak", {})
        if statement.get("rank") != "deprecated" and snak.get("snaktype", "value") == "value" and "datavalue" in snak:
            yield snak["datavalue"]


def _items(claims: dict[str, Any], names: Iterable[str]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for name in names:
        for value in statement_values(claims, name) if name in claims else ():
            if isinstance(value["value"], dict) and str(value["value"].get("id", "")).startswith("Q"):
                found[qid_number(value["value"]["id"])] = None
    return tuple(found)


def _years(claims: dict[str, Any], name: str) -> Iterator[int]:
    for value in statement_values(claims, name):
        time = value["value"]
        if isinstance(time, dict) and time.get("precision", 0) >= _PRECISE_TO_A_YEAR and (match := _TIME.match(time.get("time", ""))):
            year = _number(match[1])
            yield year if year > 0 else year + 1
