"""Which reader reads which input: files, folders, standard input and URLs become articles, whatever form they are in.

A reader is a value (`Reader`). The ones below come with the package and are imported when they are first used; others are found
under the entry point group ``kg.readers`` when none of these knows the input, or when one is asked for by name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kg.model.article import Article
from kg.read.built_in import BUILT_IN, GENERAL, TEXT, is_export
from kg.read.error import NoArticleError, ReadError, reading_defect
from kg.read.foreign import name_foreign
from kg.read.input.packed import inner_name, open_packed
from kg.read.input.source import Input
from kg.read.reader import Reader, ReadOptions, obey_told
from kg.read.sniff import plain_head

__all__ = ["BUILT_IN", "Input", "ReadOptions", "Reader", "find_reader", "open_articles", "plugged_in"]

GROUP = "kg.readers"
# What the name of a folder ends with in which a browser keeps the pictures of a page that it saved.
_SAVED = "_files"
_URL = re.compile(r"https?://", re.IGNORECASE)


def plugged_in() -> tuple[Reader, ...]:
    """Return the readers that installed packages offer (entry points of the group ``kg.readers``), by name.

    Raises ReadError where one of them cannot be loaded or is no `Reader`.
    """
    from importlib.metadata import entry_points

    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            reader = point.load()
        except Exception as error:
            raise ReadError(f"the reader {point.name!r} ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(reader, Reader):
            raise ReadError(f"the reader {point.name!r} ({point.value}) is a {type(reader).__name__}, not a kg.read.reader.Reader")
        found.append(reader)
    return tuple(found)


def find_reader(source: Input, form: str | None = None, *, alone: bool = True) -> Reader | None:
    """Return the reader of an input: the one named, or the first that knows its content, or that its name's ending fits.

    An input on its own that is known to none is read as text where it can be one; a member of a folder is left out (None). Raises ReadError
    where the form is not known or no reader fits.
    """
    if form is not None:
        return _named(form)
    name = inner_name(source.file).lower() if source.path is None else source.file.lower()
    reader = next((r for r in BUILT_IN if r.sniff(source.head, name)), None)
    if reader is None or reader in GENERAL:
        readers = plugged_in()
        known = (r for r in readers if r.sniff(source.head, name))
        named = (r for r in readers if name.endswith(r.extensions))
        reader = next(known, None) or next(named, reader) or next((r for r in BUILT_IN if name.endswith(r.extensions)), None)
    if (reader is None or reader is TEXT) and (foreign := name_foreign(source.head)):
        raise ReadError(foreign, source.file)
    if reader is None and alone:
        if b"\0" in plain_head(source.head):
            raise ReadError("binary data of a form that no reader knows", source.file)
        return TEXT
    return reader


def _named(form: str) -> Reader:
    readers = {r.name: r for r in BUILT_IN}
    if form not in readers:
        readers |= {r.name: r for r in plugged_in()}
    if form not in readers:
        raise ReadError(f"no reader for the form {form!r}; there are {', '.join(sorted(readers))}")
    return readers[form]


def open_articles(arguments: Iterable[str], options: ReadOptions | None = None) -> Iterator[Article | ReadError]:
    """Yield the articles of files, folders (with all below them, hidden files left out), "-" for standard input, and URLs.

    An input that cannot be read is yielded as a ReadError and does not stop the others.
    """
    options = options or ReadOptions()
    for remote, group in groupby(arguments, key=lambda argument: bool(_URL.match(argument))):
        if remote:
            yield from obey_told(_guarded(_read_urls(tuple(group), options), None), options)
        else:
            for argument in group:
                yield from obey_told(_read_argument(argument, options), options)


def _read_urls(urls: tuple[str, ...], options: ReadOptions) -> Iterator[Article | ReadError]:
    from kg.read.mediawiki.live import read_live

    yield from read_live(urls, contact=options.contact, allow_private=options.allow_private, limit=options.time_limit)


def _read_argument(argument: str, options: ReadOptions) -> Iterator[Article | ReadError]:
    path = Path(argument)
    if argument == "-" or not path.is_dir():
        yield from _guarded(_read_one(argument, options, alone=True), argument)
        return
    count = 0
    for member in list_members(path):
        if isinstance(member, ReadError):
            count += 1
            yield member
            continue
        for article in _guarded(_read_one(str(member), options, alone=False), str(member)):
            count += not isinstance(article, NoArticleError)
            yield article
    if not count:
        yield ReadError("no article in this folder", argument)


def list_members(folder: Path) -> Iterator[Path | ReadError]:
    """The files below a folder in order, without hidden ones and without what a browser saves beside a page ("Page_files/").

    Links to files are followed, links to folders are not (they may lead round in a circle). A folder that cannot be listed is a ReadError.
    """
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
            waiting += [(path / entry.name, below) for entry in entries if (below := _is_folder(entry)) is not None]
        except OSError as error:
            yield ReadError(f"cannot be read: {error.strerror or error}", str(path))


def _is_folder(entry: os.DirEntry[str]) -> bool | None:
    """Whether a member of a folder is a folder itself; None for what is passed over."""
    below = entry.is_dir(follow_symlinks=False)
    hidden = entry.name.startswith(".") or (below and entry.name.endswith(_SAVED))
    return None if hidden or not (below or Path(entry).is_file()) else below  # Unlike the entry, the path takes links in a circle for no file.


def _read_one(argument: str, options: ReadOptions, *, alone: bool) -> Iterator[Article | ReadError]:
    with Input.from_argument(argument) as source:
        yield from _read_input(source, options, alone=alone)


def _read_input(source: Input, options: ReadOptions, *, alone: bool, unpacked: bool = False) -> Iterator[Article | ReadError]:
    # Exports are unpacked by their own reader, which goes on after what is damaged. What comes out is not unpacked again: that might have no end.
    inner = None if options.form or unpacked else open_packed(source, lambda head: is_export(head, ""))
    if inner is not None:
        with inner:
            yield from _read_input(inner, options, alone=alone, unpacked=True)
        return
    try:
        reader = find_reader(source, options.form, alone=alone)
    except ReadError as error:
        if alone:
            raise
        yield NoArticleError(error.message, source.file)
        return
    if reader is None:
        yield NoArticleError("of no form that is known, so it was not read (--form NAME reads it as one)", source.file)
    else:
        yield from reader.read(source, options)


def _guarded(articles: Iterator[Article | ReadError], file: str | None) -> Iterator[Article | ReadError]:
    """Pass articles on; what stops their reader is the last thing yielded."""
    try:
        yield from articles
    except ReadError as error:
        yield error if error.file else ReadError(error.message, file, error.line, error.column)
    except OSError as error:
        yield ReadError(f"cannot be read: {error.strerror or error}", file)
    except Exception as error:
        yield reading_defect(None, error, file)
