"""A record of a data set as an article: which of its fields is the text, what that is, and what the others tell of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.domain.kinds import boxes_of_domain
from kg.language.language import ENGLISH, language_tag, pack_of
from kg.language.table import read_table
from kg.model.article import Article
from kg.model.version import to_item, to_revision, to_time
from kg.read.error import ReadError
from kg.read.html.marks import wiki_marks
from kg.read.reader import ReadOptions
from kg.read.sniff import is_html, is_wikitext
from kg.read.targets import is_web_address
from kg.read.templates import load_templates
from kg.read.written import Writing, is_escaped, unescape_signs
from kg.values import dataclass

_KEYS = ("wikitext", "html", "text", "title", "url", "revision", "timestamp", "language", "item", "missing", "structured")


@cache
def load_paths() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The paths of kg/data/records.toml by what they lead to, each in its steps."""
    table = read_table(Path(str(files("kg"))) / "data", "data", "records").only(*_KEYS)
    return {key: tuple(tuple(path.split(".")) for path in table.words(key)) for key in _KEYS}


def follow(record: object, path: Iterable[str]) -> Any:
    """Return what a path leads to in a record; None where it leads nowhere."""
    for step in path:
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and record and step.lstrip("-").isdecimal() and abs(int(step)) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def find(record: object, key: str) -> Any:
    """Return the first thing of a record that a key's paths lead to and that is a text or a number; None without one."""
    found = (follow(record, path) for path in load_paths()[key])
    return next((value for value in found if isinstance(value, str | int) and not isinstance(value, bool) and value != ""), None)


def is_record(value: object) -> bool:
    """Whether a value of JSON is an article: it has a title and a text, or says that it has none."""
    if not isinstance(value, Mapping):
        return False
    if find(value, "title") is None:
        return any(isinstance(find(value, key), str) for key in ("wikitext", "html"))
    texts = any(isinstance(find(value, key), str) for key in ("wikitext", "html", "text"))
    return texts or any(follow(value, path) is not None for key in ("missing", "structured") for path in load_paths()[key])


# Half of a character, which JSON can write and which is no text.
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where records stand: the file, the hash of what positions count in, and what the user told."""

    file: str
    sha256: str
    options: ReadOptions


def _words(record: object, key: str) -> str | None:
    value = find(record, key)
    return None if value is None else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(value))


def read_record(record: object, text: Writing, form: str, place: Place) -> Article:
    """Read an article from a record's text, which is wikitext, html, or "text" for whatever it turns out to be. Raises ReadError."""
    options, url = place.options, _words(record, "url")
    title = options.title or _words(record, "title")
    known = {
        "url": options.url or (url if url and is_web_address(url) else None),
        "revision": options.revision or to_revision(_words(record, "revision")),
        "language": language_tag(_words(record, "language")) or options.language or ENGLISH,
    }
    article = read_written(text, form, title, place, known)
    if not article.source.title.strip():
        named = next((box.title.shown.strip() for box in article.boxes if box.title and box.title.shown.strip()), None)
        if named is None:
            raise ReadError("a record without a title, whose text names nothing either")
        article = read_written(text, form, named, place, known)
    source = replace(
        article.source,
        retrieved=options.retrieved or article.source.retrieved,
        timestamp=article.source.timestamp or to_time(_words(record, "timestamp")),
        item=article.source.item or to_item(_words(record, "item")),
    )
    return replace(article, source=source)


def may_have_box(record: object, text: str, form: str, options: ReadOptions) -> bool:
    """Whether a text of wikitext or HTML may have an infobox of the domain: it has the words that all of them have."""
    language = pack_of(language_tag(_words(record, "language")) or options.language or ENGLISH)
    templates = load_templates(language)
    words = (*templates.box_prefixes, *templates.boxes) if form == "wikitext" else tuple(wiki_marks(language).boxes)
    folded = text.casefold()
    return not words or any(word in folded for word in words)


def has_box(article: Article) -> bool:
    """Whether an article has an infobox of the domain."""
    return bool(boxes_of_domain(article.boxes, pack_of(article.source.language)))


def read_written(text: Writing, form: str, title: str | None, place: Place, known: Mapping[str, str | None]) -> Article:
    """Read a text that a file holds, by what it is. Raises ReadError."""
    from kg.read.html.article import read_html_text
    from kg.read.text.article import read_plain_text
    from kg.read.wikitext.article import read_wikitext

    head = text.text[:65_536].encode("utf-8", "replace")
    if not text.text.strip():
        raise ReadError(f"the text of {title!r} is empty" if title else "an empty text")
    if form == "html" or (form == "text" and is_html(head, "")):
        article = read_html_text(
            text.text, place.sha256, place.file, title=title, url=known["url"], revision=known["revision"], language=known["language"]
        )
    elif form == "wikitext" or is_wikitext(head, ""):
        if is_escaped(text.text):
            text = text.undo(unescape_signs(text.text))
        article = read_wikitext(
            text.text,
            title=title or "",
            sha256=place.sha256,
            language=known["language"] or ENGLISH,
            url=known["url"],
            revision=known["revision"],
            file=place.file,
        )
    else:
        article = read_plain_text(
            text.text, place.sha256, place.file, title=title, url=known["url"], revision=known["revision"], language=known["language"]
        )
        article = _without_body(article)
    return replace(article, source=replace(article.source, origin=text.origin))


def _without_body(article: Article) -> Article:
    """Keep to the lead of a text that is a whole article without its headings' marks and its infobox: the body is not read in any form.

    What stands below its first line that is no sentence may be taken for rows of an infobox, so these count only where they are a whole one.
    """
    language = pack_of(article.source.language)
    fields = {row.field for box in boxes_of_domain(article.boxes, language) for row in box.rows}
    if "belligerents" in fields and fields & {"date", "place", "outcome"}:
        return article
    end = _end_of_lead(article)
    lead = tuple(text for text in article.lead if text.span().start < end)
    return replace(
        article, lead=lead, boxes=(), notes=(), issues=tuple(issue for issue in article.issues if issue.span is None or issue.span.start < end)
    )


def _end_of_lead(article: Article) -> int:
    """The place of the first line after a paragraph that is none itself: the heading of a section."""
    begun, at = False, 0
    for line in article.source.text.splitlines(keepends=True):
        words = line.strip()
        prose = len(words) >= 60 or words.endswith((".", "!", "?", '"', "”"))
        if words and begun and not prose:
            return at
        begun = begun or (prose and " " in words)
        at += len(line)
    return at
