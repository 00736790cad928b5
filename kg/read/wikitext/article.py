"""The wikitext of a page as an Article: its infoboxes, its lead, and the footnotes that they use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from kg.language.language import ENGLISH, Language, pack_of
from kg.model.article import Article, Note, Source
from kg.model.issue import Issue
from kg.model.text import BOLD, Span, Text
from kg.patterns import lazy_pattern
from kg.read.input.decode import decode_bytes
from kg.read.wikitext.box import BoxPlace, BoxReading, find_boxes, read_box
from kg.read.wikitext.other_boxes import find_conflicts, find_elsewhere, find_unknown
from kg.read.wikitext.points import add_title_point
from kg.read.wikitext.prose.body import read_body
from kg.read.wikitext.references import read_notes
from kg.read.wikitext.scan import Markup, scan
from kg.read.wikitext.show import Writer
from kg.read.written import Writing, is_escaped, unescape_signs

# What may stand behind a box of links on its line: further templates.
_LINE_END = lazy_pattern(r"[ \t]*(?=\n|$|\{\{)")


def read_wikitext(
    text: str,
    *,
    title: str,
    sha256: str,
    form: str = "wikitext",
    language: str = ENGLISH,
    url: str | None = None,
    revision: str | None = None,
    timestamp: str | None = None,
    retrieved: str | None = None,
    file: str | None = None,
) -> Article:
    """Read a page's wikitext; positions count in ``text``. Never raises: what is not understood becomes an issue."""
    source = Source(title, text, sha256, form, language, url, revision, timestamp, retrieved, file=file)
    pack = pack_of(language)
    lead = scan(text, to_heading=True)
    places = list(find_boxes(lead, pack)) or [(lead, place) for place in find_conflicts(lead, pack)]
    readings = [read_box(markup, place, title, pack) for markup, place in places]
    others = [] if places else list(find_unknown(lead, pack))
    elsewhere = [] if places else list(find_elsewhere(lead, pack))
    writer = _read_lead(lead, [place for _, place in places], title, pack)
    paragraphs = tuple(line.text for line in writer.lines() if line.text)
    footnotes = [footnote for reading in readings for footnote in reading.footnotes] + writer.footnotes
    notes, note_issues = read_notes(text, footnotes, pack)
    told = [*_unclosed(lead, readings), *(issue for reading in readings for issue in reading.issues)]
    told += [*(issue for issue in writer.issues if not (readings and _is_navigation(issue, text))), *note_issues]
    known = {issue.span for issue in elsewhere}
    issues = [*(issue for issue in told if issue.span not in known), *elsewhere, *_unknown(others)]
    body, further = _read_body(text, lead.stop, readings, notes, pack)
    boxes = add_title_point(text, tuple(reading.box for reading in readings), pack)
    boxes += tuple(read_box(lead, place, title, pack).box for place, _ in others)
    return Article(source, _show_title(title, paragraphs), paragraphs, boxes, (*notes, *further), tuple(issues), body)


def read_wikitext_file(
    data: bytes,
    file: str,
    *,
    title: str | None = None,
    url: str | None = None,
    revision: str | None = None,
    retrieved: str | None = None,
    language: str | None = None,
) -> Article:
    """Read a file of wikitext; its title is given, or the name in its infobox, or that of the file. Raises ReadError where it is no text."""
    writing = Writing.whole(decode_bytes(data, file))
    escaped = is_escaped(writing.text)
    writing = writing.undo(unescape_signs(writing.text)) if escaped else writing
    name = title or PurePath(file).stem.replace("_", " ")
    sha256 = hashlib.sha256(data).hexdigest()
    language = language or ENGLISH
    article = read_wikitext(writing.text, title=name, sha256=sha256, language=language, url=url, revision=revision, retrieved=retrieved, file=file)
    if escaped:
        article = replace(article, source=replace(article.source, origin=writing.origin))
    box = next((box.title for box in article.boxes if box.title), None)
    if title or box is None or not box.shown:
        return article
    return replace(article, source=replace(article.source, title=box.shown), title=box)


def _read_lead(markup: Markup, places: Iterable[BoxPlace], title: str, language: Language) -> Writer:
    """Show the text before the first heading, without the infoboxes in it."""
    at = 0
    stop = markup.stop
    last = max((place.end for place in places if not place.closed and place.start < stop), default=0)
    if last:
        markup = scan(markup.source, last, to_heading=True)
        at, stop = last, markup.stop
    writer = Writer(markup, language, prose=True, title=title)
    for place in places:
        if at <= place.start < stop:
            writer.show(at, place.start, block=True)
            at = place.end
    if at < stop:
        writer.show(at, stop, block=True)
    return writer


def _read_body(
    text: str, start: int, readings: Iterable[BoxReading], notes: Iterable[Note], language: Language
) -> tuple[tuple[Text, ...], tuple[Note, ...]]:
    """The prose below the lead that may tell losses again, and what its footnotes cite, without their words: nothing else is read of them."""
    body, footnotes = read_body(text, start, (reading.box for reading in readings), language)
    known = {note.key for note in notes}
    found, _ = read_notes(text, (footnote for footnote in footnotes if footnote.key not in known), language)
    return body, tuple(Note(note.key, None, note.reference) for note in found if note.reference)


def _unknown(others: Iterable[tuple[BoxPlace, str]]) -> Iterator[Issue]:
    for place, name in others:
        yield Issue("unknown-infobox", f"the infobox {name!r} is of no kind that is known, so it was not read", Span(place.start, place.end))


def _unclosed(markup: Markup, readings: Iterable[BoxReading]) -> Iterator[Issue]:
    boxes = {reading.box.span.start for reading in readings}
    for start in markup.unclosed:
        if start not in boxes:
            yield Issue("unclosed-markup", f"{markup.source[start : start + 4]!r} is never closed", Span(start, start + 2))


def _is_navigation(issue: Issue, source: str) -> bool:
    """Whether an issue names an unknown template without arguments that has its line to itself: beside an infobox it is a box of links."""
    if issue.code != "unknown-template" or issue.span is None or "|" in source[issue.span.start : issue.span.end]:
        return False
    return not source[source.rfind("\n", 0, issue.span.start) + 1 : issue.span.start].strip() and _LINE_END.match(source, issue.span.end) is not None


def _show_title(title: str, lead: Iterable[Text]) -> Text:
    """The page's title where the lead gives it in bold; else the title without a place in the text."""
    for paragraph in lead:
        for mark in paragraph.marked(BOLD):
            if paragraph.shown[mark.start : mark.end].casefold() == title.casefold():
                return paragraph.cut(mark.start, mark.end)
    return Text(title, ())
