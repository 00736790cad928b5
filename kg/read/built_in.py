"""The readers that come with the package: how each knows its input, and how it reads it. Their modules are imported when first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypedDict

from kg.model.article import Article
from kg.read.error import ReadError, read_in_time
from kg.read.input.source import Input
from kg.read.reader import Reader, ReadOptions
from kg.read.sniff import after_prologue, is_html, is_wikitext, plain_head

_TABLES = (".csv", ".tsv")
_EXTRACT = re.compile(rb'\s*<doc (?:[\w-]+="[^"\n]*" )*title="')
_SAVED = re.compile(rb"\s*(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*multipart/", re.IGNORECASE)
_XML = re.compile(rb"<(?:mediawiki|page|siteinfo)[\s>]|<!DOCTYPE\s+(?:mediawiki|page)\b", re.IGNORECASE)


def _is_zim(head: bytes, name: str) -> bool:
    return head.startswith(b"ZIM\x04")


def _is_dump(head: bytes, name: str) -> bool:
    return head.startswith((b"BZh", b"\x1f\x8b")) or is_export(head, name)


def is_export(head: bytes, name: str) -> bool:
    """Whether it is an export of MediaWiki that is not packed."""
    return bool(_XML.match(after_prologue(head)))


def _is_text(head: bytes, name: str) -> bool:
    return name.endswith(".txt") and b"\0" not in plain_head(head)


def _read_zim(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.zim import read_zim

    if source.path is None:
        raise ReadError("a ZIM archive cannot be read from a pipe: name its file", source.file)
    yield from read_zim(source.path, limit=options.time_limit)


def _read_dump(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.mediawiki.dump import read_mediawiki

    yield from read_mediawiki(source.stream, source.file, limit=options.time_limit)


class _Told(TypedDict):
    title: str | None
    url: str | None
    revision: str | None
    retrieved: str | None
    language: str | None


def _told(options: ReadOptions) -> _Told:
    """What the user told of an input that does not tell it itself."""
    return _Told(title=options.title, url=options.url, revision=options.revision, retrieved=options.retrieved, language=options.language)


def _read_alone(read: Callable[..., Article], source: Input, options: ReadOptions) -> Article:
    """Read an input that is one page."""
    data = source.read_bytes()
    return read_in_time(lambda: read(data, source.file, **_told(options)), options.time_limit)


def _read_html(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.html.article import read_html

    yield _read_alone(read_html, source, options)


def _read_wikitext(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.wikitext.article import read_wikitext_file

    yield _read_alone(read_wikitext_file, source, options)


def _read_text(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.text.article import read_text

    yield _read_alone(read_text, source, options)


def _is_json(head: bytes, name: str) -> bool:
    from kg.read.embedded.json_records import is_json

    return is_json(plain_head(head))


def _read_json(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.embedded.json_records import read_json

    yield from read_json(source, options)


def _is_table(head: bytes, name: str) -> bool:
    if not name.endswith(_TABLES):
        return False
    from kg.read.embedded.table import separator_of

    return separator_of(plain_head(head)) is not None


def _read_table(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.embedded.table import read_table_of_articles

    yield from read_table_of_articles(source, options)


def _is_extract(head: bytes, name: str) -> bool:
    return plain_head(head[:4]).lstrip()[:1] == b"<" and _EXTRACT.match(plain_head(head)) is not None


def _read_extracts(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.embedded.extract import read_extracts

    yield from read_extracts(source, options)


def _is_saved_page(head: bytes, name: str) -> bool:
    return _SAVED.match(head) is not None


def _read_saved_page(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.embedded.saved import read_saved_page

    yield from read_saved_page(source, options)


TEXT = Reader("text", (".txt",), _is_text, _read_text)
# Forms that others make forms of their own with, so that plug-ins are asked before them.
GENERAL: tuple[Reader, ...] = (
    Reader("json", (".json", ".jsonl", ".ndjson"), _is_json, _read_json),
    Reader("table", _TABLES, _is_table, _read_table),
)
BUILT_IN: tuple[Reader, ...] = (
    Reader("zim", (".zim",), _is_zim, _read_zim),
    Reader("dump", (".xml", ".xml.bz2", ".xml.gz", ".bz2", ".gz"), _is_dump, _read_dump),
    Reader("html", (".html", ".htm", ".xhtml"), is_html, _read_html),
    Reader("mhtml", (".mhtml", ".mht"), _is_saved_page, _read_saved_page),
    Reader("extract", (), _is_extract, _read_extracts),
    *GENERAL,
    TEXT,
    Reader("wikitext", (".wiki", ".wikitext", ".mediawiki"), is_wikitext, _read_wikitext),
)
