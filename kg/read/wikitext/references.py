"""What footnotes cite: the citation templates, short citations and addresses in them as References."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.article import Note, Reference
from kg.model.issue import Issue
from kg.model.text import ITALIC, Text
from kg.read.templates import find_rule
from kg.read.wikitext.bibliography import ARCHIVED, Bibliography, cite
from kg.read.wikitext.footnote import Footnote
from kg.read.wikitext.scan import Argument, Call, Markup, read_call, scan, strip_range
from kg.read.wikitext.show import show_range

_REF = re.compile(r"<ref\b(?P<attributes>[^>/\n]*(?:/(?!>)[^>/\n]*)*)>", re.IGNORECASE)
_REF_END = re.compile(r"</ref\s*>|<ref[\s>]", re.IGNORECASE)
_NOTE_TEMPLATE = re.compile(r"\{\{\s*(?:efn|refn|#tag:ref|notetag|sfn)[^|{}\n]{0,8}\|", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(name|group)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'>/]+))""", re.IGNORECASE)
_URL = re.compile(r"(?:https?:)?//[^\s\[\]<>\"|{}]+")
_LINKED = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]+)[ \t]+([^\]\n]+)\]")
# A name, a year or none, a page: how short citations are written without a template.
_SHORT = re.compile(
    r"(?P<names>[^\W\d_][\w'’.-]*(?:(?:,? (?:and|&|&amp;) |, |/| )[^\W\d_][\w'’.-]*){0,3}?),? *\(?(?P<year>1[5-9]\d\d[a-z]?|20\d\d[a-z]?)?\)?[,:.]* *"
    r"(?:(?:pp?|pg|pgs|pages?|vol|chapter|ch)\b\.? *[\dIVXLivxl].*|\d[\d–—, -]*\.?)?",
)
# Longer than this, a footnote without a template is an explanation, whose italics need not be a title.
_LONGEST = 250
_TITLE = re.compile(r"(?=.*[^\W\d_]{2})(?:[^\W\d_]|[\d“\"])")
_QUOTED = re.compile(r"(?:[^\"“”.;]{1,60}[,:] )?[\"“]([^\"“”]{4,200})[\"”]")
_SAME = re.compile(r"(?:ibid|idem|op\. ?cit|loc\. ?cit)\b", re.IGNORECASE)
_NAME_BORDER = re.compile(r",? (?:and|&|&amp;) |, |/")


def read_notes(source: str, footnotes: Iterable[Footnote]) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    """Read the footnotes that are used, each once; one that is only named is looked up on the page. A note may use notes itself."""
    reader = _NoteReader(source)
    waiting = list(footnotes)[::-1]
    while waiting:
        waiting += reversed(reader.read(waiting.pop()))
    return tuple(note for note in reader.notes.values() if note.text or note.reference), tuple(reader.issues)


class _NoteReader:
    """Notes by key while they are read, with what was looked up on the page for them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.notes: dict[str, Note] = {}
        self.issues: list[Issue] = []
        self.bibliography = Bibliography(source)
        self._named: dict[str, tuple[int, int]] | None = None

    def read(self, footnote: Footnote) -> tuple[Footnote, ...]:
        """Read a footnote; return those it uses itself."""
        known = self.notes.get(footnote.key)
        if known and (known.text or known.reference):
            return ()
        start, end = footnote.start, footnote.end
        if start >= end and footnote.name:
            start, end = self.find_named(footnote.key)
        if start >= end:
            self.notes[footnote.key] = Note(footnote.key)
            return ()
        if footnote.kind in ("short", "citation"):
            self.notes[footnote.key] = Note(footnote.key, None, self.cite_call(read_call(scan(self.source, start, end), start)))
            return ()
        return self._read_content(footnote, start, end)

    def _read_content(self, footnote: Footnote, start: int, end: int) -> tuple[Footnote, ...]:
        reference = self.cite_range(start, end)
        prose = footnote.kind == "note" or footnote.group != ""
        if reference and not prose:
            self.notes[footnote.key] = Note(footnote.key, None, reference)
            return ()
        text, writer = show_range(self.source, start, end)
        self.issues += writer.issues
        if prose:
            only = reference if not text.shown.strip(" .,;") else None
            self.notes[footnote.key] = Note(footnote.key, text if text else None, only)
            return tuple(writer.footnotes)
        self.notes[footnote.key] = Note(footnote.key, text if text else None, self.cite_words(text))
        return ()

    def cite_range(self, start: int, end: int) -> Reference | None:
        """What the templates and addresses in a footnote cite: the first that has a title, else an address."""
        markup = scan(self.source, start, end)
        references = [reference for call in _calls(markup, start, end) if (reference := self.cite_call(call))]
        titled = next((reference for reference in references if reference.title), None)
        return titled or next((r for r in references if r.url), None) or _cite_address(self.source[start:end]) or next(iter(references), None)

    def cite_call(self, call: Call) -> Reference | None:
        """What one template cites; None where it is no citation."""
        rule = find_rule(call.name)
        if rule is None or rule.show not in ("short-note", "full-note"):
            return None
        return self.bibliography.resolve_call(call) if rule.show == "short-note" else cite(self.source, call)

    def cite_words(self, text: Text) -> Reference | None:
        """A short citation written out ("Smith 1990, p. 5") is looked up on the page; other words are the reference themselves."""
        words = text.shown.strip(" .")
        if not words or _SAME.match(words):
            return None
        match = _SHORT.fullmatch(words)
        found = self.bibliography.resolve(_NAME_BORDER.split(match["names"]), match["year"], words) if match else None
        return found or Reference(title=_title_in(text), text=words)

    def find_named(self, key: str) -> tuple[int, int]:
        """Where on the page the content of a named footnote stands; an empty range where nowhere."""
        if self._named is None:
            self._named = {}
            for found, start, end in (*_named_refs(self.source), *_named_templates(self.source)):
                self._named.setdefault(found, (start, end))
        return self._named.get(key, (0, 0))


def _title_in(text: Text) -> str | None:
    """The title in a citation written out: what stands in italics, or in quotation marks at its beginning or after a name."""
    if len(text.shown) > _LONGEST:
        return None
    for mark in text.marked(ITALIC):
        title = text.shown[mark.start : mark.end].strip(' ,.;:"“”')
        if _TITLE.match(title):
            return title
    quoted = _QUOTED.match(text.shown)
    return quoted[1].strip(" ,.;:") if quoted else None


def _calls(markup: Markup, start: int, end: int) -> Iterator[Call]:
    """The templates of a range in order, inner ones of a citation left out."""
    reached = start
    for at in sorted(markup.ends):
        if reached <= at < end and markup.source.startswith("{{", at) and at not in markup.parameters:
            call = read_call(markup, at)
            rule = find_rule(call.name)
            if rule and rule.show in ("short-note", "full-note"):
                reached = markup.ends[at]
            yield call


def _cite_address(words: str) -> Reference | None:
    """An address in brackets with its title, or bare."""
    linked = _LINKED.search(words)
    bare = linked or _URL.search(words)
    if bare is None:
        return None
    url = (linked[1] if linked else bare[0]).rstrip(".,;:")
    title = show_range(linked[2], 0, len(linked[2]))[0].shown.strip(" \"“”'") if linked else None
    return Reference(title=title or None, url=url, archive_url=url if ARCHIVED.match(url) else None)


def _attributes(words: str) -> dict[str, str]:
    return {match[1].lower(): " ".join((match[2] or match[3] or match[4] or "").split()) for match in _ATTRIBUTE.finditer(words)}


def _named_refs(source: str) -> Iterator[tuple[str, int, int]]:
    """The named references of a page that have a content."""
    matches = list(_REF.finditer(source))
    for index, match in enumerate(matches):
        bound = matches[index + 1].start() if index + 1 < len(matches) else len(source)
        attributes = _attributes(match["attributes"])
        close = _REF_END.search(source, match.end(), bound) if attributes.get("name") else None
        if close and close[0].startswith("</"):
            yield f"{attributes.get('group', '')}/{attributes['name']}", *strip_range(source, match.end(), close.start())


def _named_templates(source: str) -> Iterator[tuple[str, int, int]]:
    """The named footnotes of a page that are written as templates."""
    starts = [match.start() for match in _NOTE_TEMPLATE.finditer(source)]
    if not starts:
        return
    markup = scan(source, starts[0])
    for start in starts:
        if start not in markup.ends:
            continue
        call = read_call(markup, start)
        name, content = call.get("name"), call.get("1", "text", "content")
        if name and content:
            yield f"{_unquoted(source, call.get('group'))}/{_unquoted(source, name)}", content.start, content.end


def _unquoted(source: str, argument: Argument | None) -> str:
    return source[argument.start : argument.end].strip("\"' ") if argument else ""
