"""The works that a page lists with citation templates, found by the names and the year that short citations give."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kg.language.language import Language
from kg.model.article import Reference
from kg.model.text import ITALIC
from kg.read.archives import is_archived
from kg.read.wikitext.citations import Citations, load_citations
from kg.read.wikitext.scan import Argument, Call, drop_comments, read_call, scan
from kg.read.wikitext.show import show_range

_YEAR = re.compile(r"(?<!\d)(\d{4}[a-z]?)(?![\da-z])")
_ANCHOR = re.compile(r"(?:#?CITEREF)(\D+)(\d{4}[a-z]?)?")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`\[\]]+|//[^\s<>\"{}|\\^`\[\]]+")
_MARKUP = re.compile(r"[\[{<&'\n]")
_ITEM = re.compile(r"^\*[^\n]*", re.MULTILINE)
_CODE = re.compile(r"[A-Za-z]{2,3}")
_ITEM_ID = re.compile(r"Q[1-9]\d*")
_LONGEST = 6000
_MOST_NAMES = 4


class _Work(NamedTuple):
    """A citation on the page: where it ends, the names and the year a short citation gives for it."""

    end: int
    names: tuple[str, ...]
    year: str
    call: Call


def _words(source: str, argument: Argument | None, language: Language) -> str:
    """An argument as it is shown."""
    if argument is None:
        return ""
    if _MARKUP.search(source, argument.start, argument.end) is None:
        return " ".join(source[argument.start : argument.end].split())
    return show_range(source, argument.start, argument.end, language)[0].shown.strip()


def _address(source: str, argument: Argument | None) -> str | None:
    match = _ADDRESS.match(drop_comments(source[argument.start : argument.end]).strip()) if argument else None
    return match[0] if match else None


def cite(source: str, call: Call, language: Language) -> Reference | None:
    """Make a reference of a citation template; None where it names no work: neither title nor address, author nor publisher.

    One that an editor left without title and address has its author, publisher and date as its text.
    """
    citations = load_citations(language)
    parts: dict[str, Any] = {}
    for part, keys in citations.parts.items():
        argument = call.get(*keys)
        parts[part] = _address(source, argument) if part.endswith("url") else _words(source, argument, language) or None
    parts["author"] = _authors(source, call, language) or parts.get("author")
    if parts.get("url") and not parts.get("archive_url") and is_archived(str(parts["url"])):
        parts["archive_url"] = parts["url"]
    parts["language"] = _language(parts.get("language"), citations.languages)
    parts["item"] = _item(source, call, parts.get("item"), citations)
    reference = Reference(**parts, authors=_own_authors(source, call, language))
    if reference.title or reference.url or reference.item:
        return reference
    if not (reference.author or reference.publisher):
        return None
    return replace(reference, text=", ".join(filter(None, (reference.author, reference.publisher, reference.date))))


def is_work(call: Call, language: Language) -> bool:
    """Whether a template is one that lists a work, and no mere mark beside one."""
    return load_citations(language).work.match(f"{{{{{call.name}|") is not None


def _authors(source: str, call: Call, language: Language) -> str:
    """All authors, "Last, First" each, with semicolons between them."""
    authors = []
    citations = load_citations(language)
    for lasts, firsts in zip(citations.author_last, citations.author_first, strict=True):
        last = _words(source, call.get(*lasts), language)
        if last:
            first = _words(source, call.get(*firsts), language)
            authors.append(f"{last}, {first}" if first else last)
    return "; ".join(dict.fromkeys(authors))


def _own_authors(source: str, call: Call, language: Language) -> tuple[str, ...]:
    """The authors by name, the given name first; none where one parameter may hold several names, or a name turned around."""
    citations, authors = load_citations(language), []
    for lasts, firsts in zip(citations.author_last, citations.author_first, strict=True):
        last = _words(source, call.get(*lasts), language)
        first = _words(source, call.get(*firsts), language)
        if last and citations.several.search(f"{last} {first}".strip() if first else last):
            return ()
        if last:
            authors.append(f"{first} {last}".strip())
    return tuple(dict.fromkeys(authors))


def _language(words: str | None, names: Mapping[str, str]) -> str | None:
    """The code of a language that is written as a code or by name; "und" for one that is not known or is several."""
    if not words:
        return None
    return words.lower() if _CODE.fullmatch(words) else names.get(words.strip().lower(), "und")


def _item(source: str, call: Call, words: str | None, citations: Citations) -> str | None:
    """The item of Wikidata that a citation names, where it is one."""
    if not words and call.name.casefold() in citations.items:
        words = next((source[a.start : a.end].strip() for a in call.arguments if a.positional), None)
    return words if words and _ITEM_ID.fullmatch(words) else None


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _last_names(source: str, call: Call, language: Language) -> tuple[str, ...]:
    """The last names of the authors, else of the editors."""
    citations = load_citations(language)
    for people in (citations.author_last, citations.editor_last):
        names = (_words(source, call.get(*keys), language) for keys in people[: _MOST_NAMES + 1])
        if found := [_fold(name.partition(",")[0]) for name in names if name]:
            return tuple(dict.fromkeys(found))
    return ()


class Bibliography:
    """The citations of a page; each is read only when a name in it is asked for."""

    def __init__(self, source: str, language: Language) -> None:
        self._source, self._language = source, language
        self._citations = load_citations(language)
        self._starts: list[int] | None = None
        self._items: list[tuple[int, str]] | None = None
        self._works: dict[int, _Work | None] = {}
        self._found: dict[tuple[tuple[str, ...], str | None], tuple[Reference, ...]] = {}

    def _work(self, start: int) -> _Work | None:
        if start not in self._works:
            source = self._source
            markup = scan(source, start, min(len(source), start + _LONGEST), one=True)
            self._works[start] = self._read_work(read_call(markup, start)) if start in markup.ends else None
        return self._works[start]

    def _read_work(self, call: Call) -> _Work:
        source = self._source
        anchor = call.get(*self._citations.work_anchor)
        words = source[anchor.start : anchor.end] if anchor else ""
        if match := self._citations.anchor.search(words):
            parts = [part.strip() for part in match[1].split("|") if "=" not in part]
            names, year = tuple(_fold(part) for part in parts[:-1]), parts[-1]
        elif match := _ANCHOR.match(words):
            names, year = (_fold(match[1]),), match[2] or ""
        else:
            date = _YEAR.search(_words(source, call.get(*self._citations.work_date), self._language))
            names, year = _last_names(source, call, self._language), date[1] if date else ""
        return _Work(call.end, names, year, call)

    def _find(self, names: Sequence[str], year: str | None) -> list[_Work]:
        """The works by these names, in this year where one is given."""
        source = self._source
        if self._starts is None:
            self._starts = [match.start() for match in self._citations.work.finditer(source)]
        wanted = tuple(_fold(name) for name in names)
        found: dict[int, _Work] = {}
        at = source.find(names[0])
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            if index >= 0 and self._starts[index] not in found:
                work = self._work(self._starts[index])
                if work and at < work.end and _fits(work, wanted, year):
                    found[self._starts[index]] = work
            at = source.find(names[0], at + len(names[0]))
        return list(found.values())

    def _find_plain(self, names: Sequence[str], year: str | None) -> Iterator[Reference]:
        """The works by these names that the page lists without a template: an item with the name first, the title in italics, and the year."""
        if year is None:
            return
        if self._items is None:
            self._items = [(match.start(), match[0]) for match in _ITEM.finditer(self._source)]
        item = re.compile(rf"\*+[ \t]*(?:\[\[[^|\]\n]*\|)?{re.escape(names[0])}\b")
        for at, words in self._items:
            if year in words and all(name in words for name in names) and item.match(words):
                start = at + len(words) - len(words.lstrip("* \t"))
                text, _ = show_range(self._source, start, at + len(words), self._language)
                title = next((text.shown[mark.start : mark.end].strip(" .,;:") for mark in text.marked(ITALIC)), None)
                if title:
                    author = text.shown[: text.marked(ITALIC)[0].start].replace(year, "").strip(" .,;:()")
                    yield Reference(title=title, author=author or None, date=year)

    def _references(self, names: tuple[str, ...], year: str | None) -> tuple[Reference, ...]:
        """What the page lists by these names, each once; looked up once."""
        key = (names, year)
        if key not in self._found:
            works = (cite(self._source, work.call, self._language) for work in self._find(names, year))
            found = tuple(dict.fromkeys(reference for reference in works if reference))
            self._found[key] = found or tuple(dict.fromkeys(self._find_plain(names, year)))
        return self._found[key]

    def resolve(self, names: Sequence[str], year: str | None, text: str, pages: str | None = None) -> Reference | None:
        """The one work that a short citation means, with the citation's own words as its text, and its pages; None where none or several fit."""
        known = tuple(name.strip() for name in names if name.strip())
        if not known:
            return None
        references = self._references(known, year)
        if len({(reference.title, reference.author) for reference in references}) != 1:
            return None
        return replace(max(references, key=lambda r: (r.url or "", r.archive_url or "")), text=text, pages=pages)

    def resolve_call(self, call: Call) -> Reference | None:
        """What {{sfn}} or {{harvnb}} cites: the work where the page lists it, else the names and the year as text."""
        source, short = self._source, self._citations
        names, year = self._short_names(call)
        if not names:
            return None
        pages = _words(source, call.get(*short.place), self._language)
        sign = short.page_sign if call.get(*short.page) else short.pages_sign if call.get(*short.pages) else ""
        text = f"{', '.join(names)} {year}".strip() + (f", {sign}{pages}" if pages else "")
        return self.resolve(names, year, text, pages if sign else None) or Reference(text=text)

    def _short_names(self, call: Call) -> tuple[list[str], str]:
        """The names and the year that a short citation gives."""
        source, short = self._source, self._citations
        numbered = [_words(source, call.get(*keys), self._language) for keys in short.short_author[:_MOST_NAMES]]
        if any(numbered):
            return [name for name in numbered if name], _words(source, call.get(*short.short_year), self._language)
        parts = [_words(source, argument, self._language) for argument in call.arguments if argument.positional]
        parts = [part for part in parts if part]
        if parts and short.year.fullmatch(parts[-1]):
            return parts[:-1], parts[-1]
        return parts, ""


def _fits(work: _Work, names: tuple[str, ...], year: str | None) -> bool:
    if year and work.year != year:
        return False
    own = work.names
    return own[: len(names)] == names or "".join(own).replace(" ", "") == "".join(names).replace(" ", "")
