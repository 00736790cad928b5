"""Redirects from files: a wiki's dump or export of pages, its SQL dumps of page and redirect, a table of two columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.language.language import ENGLISH
from kg.link.index.records import PageRecord, RedirectRecord
from kg.link.index.sources import SourceError, open_lines, open_source
from kg.link.merge.by_redirect import merge_redirects
from kg.link.names import normal_title
from kg.read.error import ReadError
from kg.read.mediawiki.redirects import Nature, Redirect, read_wiki_redirects

_FROM, _TO, _SAME, _LANGUAGE = "from", "to", "same", "language"
_YES: Mapping[str, Nature] = {"": "", "yes": "same", "no": "other"}
_DATABASE = re.compile(rb"Database: ([a-z_]+?)wiki\b")
_FILE = re.compile(r"^([a-z_]+?)wiki-")
_XML = (b"<mediawiki", b"<?xml", b"<page")
_HEAD = 30

Found = dict[str, dict[str, Redirect]]


def read_redirect_files(paths: Sequence[str], wanted: Mapping[str, Iterable[str]]) -> Found:
    """The redirects of files, by the language of the wiki and by title: those from the wanted titles, and on from where they lead.

    Files are read again for each step of a chain, so that memory holds no more than what is wanted. SourceError for a file that cannot be read
    or is none of these.
    """
    known: Found = {}
    asked = {language: set(titles) for language, titles in wanted.items()}
    new = asked
    while any(new.values()):
        found = merge_redirects([*(_read_file(path, new) for path in paths if not _is_sql(path)), *_read_sql([p for p in paths if _is_sql(p)], new)])
        known = merge_redirects([known, found])
        ends = {language: {redirect.target for redirect in redirects.values()} for language, redirects in found.items()}
        new = {language: titles - asked.get(language, set()) for language, titles in ends.items()}
        for language, titles in new.items():
            asked.setdefault(language, set()).update(titles)
    return known


def _is_sql(path: str) -> bool:
    return ".sql" in Path(path).name


def _read_file(path: str, wanted: Mapping[str, set[str]]) -> Found:
    """The redirects of a dump or a table."""
    try:
        head = next(iter(open_lines(path)), b"").removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(_XML) or ".xml" in Path(path).name:
            return _read_dump(path, wanted)
        return _read_table(path, wanted)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    except ReadError as error:
        raise SourceError(str(error)) from error


def _read_dump(path: str, wanted: Mapping[str, set[str]]) -> Found:
    with Path(path).open("rb") as stream:
        everything = {title for titles in wanted.values() for title in titles}
        language, redirects = read_wiki_redirects(stream, everything, path)
    return {_primary(language): {title: _normal(redirect) for title, redirect in redirects.items()}}


def _read_table(path: str, wanted: Mapping[str, set[str]]) -> Found:
    """Rows of a table with the columns from and to, and where wanted same (yes or no) and language; tabs or commas between them."""
    text = (line.decode("utf-8-sig" if number == 0 else "utf-8") for number, line in enumerate(open_lines(path)))
    first = next(text, "")
    tabs = "\t" in first
    rows = csv.DictReader(_with_first(first, text), **({"delimiter": "\t", "quoting": csv.QUOTE_NONE} if tabs else {}))  # type: ignore[call-overload]
    missing = {_FROM, _TO} - set(rows.fieldnames or ())
    if missing:
        raise SourceError(f"{path}:1: neither a dump of pages, an SQL dump nor a table of redirects, which has the columns {_FROM} and {_TO}")
    found: Found = {}
    for row in rows:
        title, target = (normal_title(row.get(column) or "") for column in (_FROM, _TO))
        same = (row.get(_SAME) or "").strip().casefold()
        if not title or not target or same not in _YES:
            wrong = f"{same!r} in the column {_SAME} is neither yes nor no" if title and target else f"a row without {_TO if title else _FROM}"
            raise SourceError(f"{path}:{rows.line_num}: {wrong}")
        language = _primary(row.get(_LANGUAGE) or ENGLISH)
        if title in wanted.get(language, ()):
            redirect = Redirect(target, (row.get(_TO) or "").partition("#")[2].strip(), _YES[same])
            known = found.setdefault(language, {}).setdefault(title, redirect)
            if known != redirect:
                raise SourceError(f"{path}:{rows.line_num}: {title!r} leads to {known.target!r} in another row")
    return found


def _with_first(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _read_sql(paths: Sequence[str], wanted: Mapping[str, set[str]]) -> Iterator[Found]:
    """The redirects of SQL dumps, for each wiki from its tables page and redirect."""
    by_language: dict[str, list[str]] = {}
    for path in paths:
        by_language.setdefault(_language_of_sql(path), []).append(path)
    for language, own in by_language.items():
        titles = wanted.get(language, set())
        pages = {
            record.page: record.title for path in own for record in open_source(path) if isinstance(record, PageRecord) and record.title in titles
        }
        redirects = (record for path in own for record in open_source(path) if isinstance(record, RedirectRecord) and record.page in pages)
        yield {language: {pages[record.page]: Redirect(record.target, record.section) for record in redirects}}


def _language_of_sql(path: str) -> str:
    """The language of the wiki that an SQL dump is of, by its head or its name; SourceError where neither tells."""
    try:
        head = b"".join(line for _, line in zip(range(_HEAD), open_lines(path), strict=False))
    except (OSError, EOFError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    database = found[1].decode("ascii") if (found := _DATABASE.search(head)) else ""
    name = database or (match[1] if (match := _FILE.match(Path(path).name)) else "")
    if not name:
        raise SourceError(f"{path}: neither its head (Database: enwiki) nor its name (enwiki-…) tells of which wiki it is")
    return _primary(name)


def _primary(language: str) -> str:
    return language.strip().partition("-")[0].lower()


def _normal(redirect: Redirect) -> Redirect:
    return Redirect(normal_title(redirect.target), redirect.section, redirect.nature)
