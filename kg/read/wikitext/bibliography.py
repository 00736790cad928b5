"""The works that a page lists with citation templates, found by the names and the year that short citations give."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.model.article import Reference
from kg.model.text import ITALIC
from kg.read.templates import load_templates
from kg.read.wikitext.scan import Argument, Call, drop_comments, read_call, scan
from kg.read.wikitext.show import show_range

_CITATION = re.compile(r"\{\{\s*(?:cite[ _-][a-z ]+|citation|cite)\s*(?=[|\n])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4}[a-z]?)(?![\da-z])")
_SHORT_YEAR = re.compile(r"\d{3,4}[a-z]?|n\.d\.|c\. \d{4}")
_ANCHOR_CALL = re.compile(r"\{\{\s*(?:sfnref|harvid)\s*\|([^{}]*)\}\}", re.IGNORECASE)
_ANCHOR = re.compile(r"(?:#?CITEREF)(\D+)(\d{4}[a-z]?)?")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`\[\]]+|//[^\s<>\"{}|\\^`\[\]]+")
ARCHIVED = re.compile(r"https?://(?:web\.archive\.org/web|archive\.(?:is|today|ph|md|fo))/")
_LONGEST = 6000
_LAST_KEYS = ("last{}", "author{}-last", "author-last{}", "surname{}", "author{}", "editor{}-last", "editor-last{}", "editor{}")
_FIRST_KEYS = ("first{}", "author{}-first", "author-first{}", "given{}")


class _Work(NamedTuple):
    """A citation on the page: where it ends, the names and the year a short citation gives for it."""

    end: int
    names: tuple[str, ...]
    year: str
    call: Call


def _words(source: str, argument: Argument | None) -> str:
    """An argument as it is shown."""
    if argument is None:
        return ""
    raw = source[argument.start : argument.end]
    if not any(character in raw for character in "[{<&'\n"):
        return " ".join(raw.split())
    return show_range(source, argument.start, argument.end)[0].shown.strip()


def _address(source: str, argument: Argument | None) -> str | None:
    match = _ADDRESS.match(drop_comments(source[argument.start : argument.end]).strip()) if argument else None
    return match[0] if match else None


def cite(source: str, call: Call) -> Reference | None:
    """Make a reference of a citation template; None where it tells none of its parts."""
    names = load_templates().citation
    parts: dict[str, str | None] = {}
    for part, keys in names.items():
        argument = call.get(*keys)
        parts[part] = _address(source, argument) if part.endswith("url") else _words(source, argument) or None
    parts["author"] = _authors(source, call) or parts.get("author")
    if parts.get("url") and not parts.get("archive_url") and ARCHIVED.match(str(parts["url"])):
        parts["archive_url"] = parts["url"]
    reference = Reference(**parts)
    return reference if reference != Reference() else None


def _authors(source: str, call: Call) -> str:
    """All authors, "Last, First" each, with semicolons between them."""
    authors = []
    for number in ("", "1", "2", "3", "4", "5", "6", "7", "8", "9"):
        last = _words(source, call.get(*(key.format(number) for key in _LAST_KEYS[:5])))
        first = _words(source, call.get(*(key.format(number) for key in _FIRST_KEYS)))
        if last:
            authors.append(f"{last}, {first}" if first else last)
    return "; ".join(dict.fromkeys(authors))


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _last_names(source: str, call: Call) -> tuple[str, ...]:
    """The last names of the authors, else of the editors."""
    for keys in (_LAST_KEYS[:5], _LAST_KEYS[5:]):
        found = []
        for number in ("", "1", "2", "3", "4"):
            name = _words(source, call.get(*(key.format(number) for key in keys)))
            if name:
                found.append(_fold(name.partition(",")[0]))
        if found:
            return tuple(dict.fromkeys(found))
    return ()


class Bibliography:
    """The citations of a page; each is read only when a name in it is asked for."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts: list[int] | None = None
        self._works: dict[int, _Work | None] = {}

    def _work(self, start: int) -> _Work | None:
        if start not in self._works:
            source = self._source
            markup = scan(source, start, min(len(source), start + _LONGEST))
            self._works[start] = self._read_work(read_call(markup, start)) if start in markup.ends else None
        return self._works[start]

    def _read_work(self, call: Call) -> _Work:
        source = self._source
        anchor = call.get("ref")
        words = source[anchor.start : anchor.end] if anchor else ""
        if match := _ANCHOR_CALL.search(words):
            parts = [part.strip() for part in match[1].split("|") if "=" not in part]
            names, year = tuple(_fold(part) for part in parts[:-1]), parts[-1]
        elif match := _ANCHOR.match(words):
            names, year = (_fold(match[1]),), match[2] or ""
        else:
            date = _YEAR.search(_words(source, call.get("date", "year", "publication-date")))
            names, year = _last_names(source, call), date[1] if date else ""
        return _Work(call.end, names, year, call)

    def _find(self, names: Sequence[str], year: str | None) -> list[_Work]:
        """The works by these names, in this year where one is given."""
        if self._starts is None:
            self._starts = [match.start() for match in _CITATION.finditer(self._source)]
        wanted = tuple(_fold(name) for name in names)
        found: dict[int, _Work] = {}
        for match in re.finditer(re.escape(names[0]), self._source):
            index = bisect_right(self._starts, match.start()) - 1
            if index < 0 or self._starts[index] in found:
                continue
            work = self._work(self._starts[index])
            if work and match.start() < work.end and _fits(work, wanted, year):
                found[self._starts[index]] = work
        return list(found.values())

    def _find_plain(self, names: Sequence[str], year: str | None) -> Iterator[Reference]:
        """The works by these names that the page lists without a template: an item with the name first, the title in italics, and the year."""
        if year is None:
            return
        item = re.compile(rf"^\*+[ \t]*(?:\[\[[^|\]\n]*\|)?{re.escape(names[0])}\b[^\n]*", re.MULTILINE)
        for match in item.finditer(self._source):
            if year in match[0] and all(name in match[0] for name in names):
                start = match.start() + len(match[0]) - len(match[0].lstrip("* \t"))
                text, _ = show_range(self._source, start, match.end())
                title = next((text.shown[mark.start : mark.end].strip(" .,;:") for mark in text.marked(ITALIC)), None)
                if title:
                    author = text.shown[: text.marked(ITALIC)[0].start].replace(year, "").strip(" .,;:()")
                    yield Reference(title=title, author=author or None, date=year)

    def resolve(self, names: Sequence[str], year: str | None, text: str) -> Reference | None:
        """The one work that a short citation means, with the citation's own words as its text; None where none or several fit."""
        names = [name.strip() for name in names if name.strip()]
        if not names:
            return None
        references = {replace(reference, text=text) for work in self._find(names, year) if (reference := cite(self._source, work.call))}
        references = references or {replace(reference, text=text) for reference in self._find_plain(names, year)}
        titles = {(reference.title, reference.author) for reference in references}
        return max(references, key=lambda r: (r.url or "", r.archive_url or "")) if len(titles) == 1 else None

    def resolve_call(self, call: Call) -> Reference | None:
        """What {{sfn}} or {{harvnb}} cites: the work where the page lists it, else the names and the year as text."""
        source = self._source
        names, year = _short_names(source, call)
        if not names:
            return None
        pages = _words(source, call.get("p", "pp", "page", "pages", "loc", "1p", "1pp"))
        sign = "p. " if call.get("p", "page", "1p") else "pp. " if call.get("pp", "pages", "1pp") else ""
        text = f"{', '.join(names)} {year}".strip() + (f", {sign}{pages}" if pages else "")
        return self.resolve(names, year, text) or Reference(text=text)


def _short_names(source: str, call: Call) -> tuple[list[str], str]:
    numbered = [_words(source, call.get(f"1a{n}")) for n in range(1, 5)]
    if any(numbered):
        return [name for name in numbered if name], _words(source, call.get("1y"))
    parts = [_words(source, argument) for argument in call.arguments if argument.positional]
    parts = [part for part in parts if part]
    if parts and _SHORT_YEAR.fullmatch(parts[-1]):
        return parts[:-1], parts[-1]
    return parts, ""


def _fits(work: _Work, names: tuple[str, ...], year: str | None) -> bool:
    if year and work.year != year:
        return False
    own = work.names
    return own[: len(names)] == names or "".join(own).replace(" ", "") == "".join(names).replace(" ", "")
