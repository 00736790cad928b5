"""The readers that come with the package: how each knows its input, and how it reads it. Their modules are imported when first used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypedDict

from kg.model.article import Article
from kg.read.error import ReadError
from kg.read.input.source import Input
from kg.read.reader import Reader, ReadOptions

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|section|div|table|h1|p)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<(?:mediawiki|page|siteinfo)[\s>]|<!DOCTYPE\s+(?:mediawiki|page)\b", re.IGNORECASE)
_WIKITEXT = re.compile(rb"\{\{[^{}|\n]{0,60}infobox[^{}|\n]{0,60}(?:\||\n|\Z)", re.IGNORECASE)
_PARAMETER = re.compile(rb"\|\s*\w[\w ]{0,40}=")
_PROLOGUE = re.compile(rb"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->)*+")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def plain_head(head: bytes) -> bytes:
    """Return the head as it can be compared: in UTF-8, without a byte order mark."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode()
    wide = next((encoding for mark, encoding in _WIDE if head.startswith(mark)), None)
    return head.decode(wide, "replace").encode() if wide else head


def _after_prologue(head: bytes) -> bytes:
    head = plain_head(head)
    match = _PROLOGUE.match(head)
    return head[match.end() :] if match else head


def _is_zim(head: bytes, name: str) -> bool:
    return head.startswith(b"ZIM\x04")


def _is_dump(head: bytes, name: str) -> bool:
    return head.startswith((b"BZh", b"\x1f\x8b")) or bool(_XML.match(_after_prologue(head)))


def _is_html(head: bytes, name: str) -> bool:
    return bool(_HTML.match(_after_prologue(head)))


def _is_wikitext(head: bytes, name: str) -> bool:
    return bool(_WIKITEXT.search(head) and _PARAMETER.search(head))


def _is_text(head: bytes, name: str) -> bool:
    return name.endswith(".txt") and b"\0" not in plain_head(head)


def _read_zim(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.zim import read_zim

    if source.path is None:
        raise ReadError("a ZIM archive cannot be read from a pipe: name its file", source.file)
    yield from read_zim(source.path)


def _read_dump(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.mediawiki.dump import read_mediawiki

    yield from read_mediawiki(source.stream, source.file)


class _Told(TypedDict):
    title: str | None
    url: str | None
    revision: str | None
    retrieved: str | None
    language: str | None


def _told(options: ReadOptions) -> _Told:
    """What the user told of an input that does not tell it itself."""
    return _Told(title=options.title, url=options.url, revision=options.revision, retrieved=options.retrieved, language=options.language)


def _read_html(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.html.article import read_html

    yield read_html(source.read_bytes(), source.file, **_told(options))


def _read_wikitext(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.wikitext.article import read_wikitext_file

    yield read_wikitext_file(source.read_bytes(), source.file, **_told(options))


def _read_text(source: Input, options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.text.article import read_text

    yield read_text(source.read_bytes(), source.file, **_told(options))


TEXT = Reader("text", (".txt",), _is_text, _read_text)
BUILT_IN: tuple[Reader, ...] = (
    Reader("zim", (".zim",), _is_zim, _read_zim),
    Reader("dump", (".xml", ".xml.bz2", ".xml.gz", ".bz2", ".gz"), _is_dump, _read_dump),
    Reader("html", (".html", ".htm", ".xhtml"), _is_html, _read_html),
    TEXT,
    Reader("wikitext", (".wiki", ".wikitext", ".mediawiki"), _is_wikitext, _read_wikitext),
)
