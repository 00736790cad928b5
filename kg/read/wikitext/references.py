"""What footnotes cite: the citation templates, short citations and addresses in them as References."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Note, Reference
from kg.model.issue import Issue
from kg.model.text import ITALIC, Span, Text
from kg.read.archives import is_archived
from kg.read.templates import Show, find_rule, load_templates
from kg.read.wikitext.bibliography import Bibliography, cite, is_work
from kg.read.wikitext.citations import load_citations
from kg.read.wikitext.invoke import name_template
from kg.read.wikitext.scan import Argument, Call, Markup, read_call, scan, strip_range
from kg.read.wikitext.show import show_range
from kg.read.wikitext.writing import REF_ATTRIBUTES, Footnote

_REF = re.compile(r"<ref\b(?P<attributes>[^>/\n]*(?:/(?!>)[^>/\n]*)*)>", re.IGNORECASE)
_REF_END = re.compile(r"</ref\s*>|<ref[\s>]", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"""({"|".join(REF_ATTRIBUTES)})\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'>/]+))""", re.IGNORECASE)
_URL = re.compile(r"(?:https?:|(?<![\w:/]))//[^\s\[\]<>\"|{}]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LINKED = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]+)[ \t]+([^\]\n]+)\]")
# Longer than this, a footnote without a template is an explanation, whose italics need not be a title.
_LONGEST = 250
_TITLE = re.compile(r"(?=.*[^\W\d_]{2})(?:[^\W\d_]|[\d“\"])")
_QUOTED = re.compile(r"(?:[^\"“”.;]{1,60}[,:] )?[\"“]([^\"“”]{4,200})[\"”]")
_CITING: tuple[Show, ...] = ("short-note", "full-note")


@cache
def _note_template(language: Language) -> re.Pattern[str]:
    """The beginning of a template that is a footnote."""
    names = any_of(name for name, rule in load_templates(language).rules.items() if rule.show == "note")
    return re.compile(rf"\{{\{{\s*(?:{names})[^|{{}}\n]{{0,8}}\|", re.IGNORECASE)


def read_notes(source: str, footnotes: Iterable[Footnote], language: Language) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    """Read the footnotes that are used, each once; one that is only named is looked up on the page. A note may use notes itself."""
    reader = _NoteReader(source, language)
    waiting = list(footnotes)[::-1]
    while waiting:
        waiting += reversed(reader.read(waiting.pop()))
    return tuple(note for note in reader.notes.values() if note.text or note.reference), tuple(reader.issues)


class _NoteReader:
    """Notes by key while they are read, with what was looked up on the page for them."""

    def __init__(self, source: str, language: Language) -> None:
        self.source, self.language = source, language
        self.notes: dict[str, Note] = {}
        self.issues: list[Issue] = []
        self.bibliography = Bibliography(source, language)
        self._named: dict[str, tuple[int, int]] | None = None
        self._named_templates: dict[str, tuple[int, int]] | None = None

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
            self.notes[footnote.key] = Note(footnote.key, None, self.cite_call(read_call(scan(self.source, start, end), start, end)))
            return ()
        return self._read_content(footnote, start, end)

    def _read_content(self, footnote: Footnote, start: int, end: int) -> tuple[Footnote, ...]:
        reference = self.cite_range(start, end)
        prose = footnote.kind == "note" or footnote.group != ""
        if reference and not prose:
            self.notes[footnote.key] = Note(footnote.key, None, reference)
            return ()
        text, writer = show_range(self.source, start, end, self.language)
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
        references = [reference for call in _calls(markup, start, end, self.language) if (reference := self.cite_call(call))]
        titled = next((reference for reference in references if reference.title), None)
        return titled or next((r for r in references if r.url), None) or self.cite_address(start, end) or next(iter(references), None)

    def cite_address(self, start: int, end: int) -> Reference | None:
        """The address in a footnote; where that is an explanation, its words stand beside it, since the address may be of a detail only."""
        reference = _cite_address(self.source[start:end], self.language)
        if reference is None or end - start <= _LONGEST:
            return reference
        words = show_range(self.source, start, end, self.language)[0].shown
        return replace(reference, text=" ".join(words.split())) if len(words) > _LONGEST else reference

    def cite_call(self, call: Call) -> Reference | None:
        """What one template cites; None where it is no citation."""
        call = name_template(call, self.source, self.language)
        rule = find_rule(call.name, self.language)
        if rule is None or rule.show not in _CITING:
            return None
        if rule.show == _CITING[0]:
            return self.bibliography.resolve_call(call)
        reference = cite(self.source, call, self.language)
        if reference is None and is_work(call, self.language):
            self.issues.append(Issue("reference-untitled", "the citation has neither a title nor an address", Span(call.start, call.end)))
        return reference

    def cite_words(self, text: Text) -> Reference | None:
        """A short citation written out ("Smith 1990, p. 5") is looked up on the page; other words are the reference themselves."""
        words, citations = text.shown.strip(" ."), load_citations(self.language)
        if not words or citations.same.match(words):
            return None
        match = citations.written.fullmatch(words)
        cited = citations.page_written.search(words)
        pages = cited["pages"].strip(" ,") if cited else None
        found = self.bibliography.resolve(citations.name_border.split(match["names"]), match["year"], words, pages) if match else None
        return found or Reference(title=_title_in(text), text=words)

    def find_named(self, key: str) -> tuple[int, int]:
        """Where on the page the content of a named footnote stands; an empty range where nowhere."""
        if self._named is None:
            self._named = _first_places(_named_refs(self.source))
        if key in self._named:
            return self._named[key]
        if self._named_templates is None:
            self._named_templates = _first_places(_named_templates(self.source, self.language))
        return self._named_templates.get(key, (0, 0))


def _first_places(found: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    """Where each key stands first."""
    places: dict[str, tuple[int, int]] = {}
    for key, start, end in found:
        places.setdefault(key, (start, end))
    return places


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


def _calls(markup: Markup, start: int, end: int, language: Language) -> Iterator[Call]:
    """The templates of a range in order, inner ones of a citation left out."""
    reached = start
    for at in sorted(markup.ends):
        if reached <= at < end and markup.source.startswith("{{", at) and at not in markup.parameters:
            call = name_template(read_call(markup, at), markup.source, language)
            rule = find_rule(call.name, language)
            if rule and rule.show in _CITING:
                reached = markup.ends[at]
            yield call


def _cite_address(words: str, language: Language) -> Reference | None:
    """An address in brackets with its title, or bare."""
    linked = _LINKED.search(words)
    bare = linked or _URL.search(words)
    if bare is None:
        return None
    url = (linked[1] if linked else bare[0]).rstrip(".,;:")
    title = show_range(linked[2], 0, len(linked[2]), language)[0].shown.strip(" \"“”'") if linked else ""
    cited = load_citations(language).pages_linked.search(title)
    title, pages = (title[: cited.start()].rstrip(" ,;:(\"”'"), cited["pages"]) if cited else (title, None)
    if _HOST.fullmatch(title):
        title = ""
    return Reference(title=title or None, url=url, archive_url=url if is_archived(url) else None, pages=pages)


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


def _named_templates(source: str, language: Language) -> Iterator[tuple[str, int, int]]:
    """The named footnotes of a page that are written as templates."""
    starts = [match.start() for match in _note_template(language).finditer(source)]
    if not starts:
        return
    markup = scan(source, starts[0])
    for start in starts:
        if start not in markup.ends:
            continue
        call = read_call(markup, start)
        templates = load_templates(language)
        name, content = call.get(*templates.note_name), call.get(*templates.note_content)
        if name and content:
            yield f"{_unquoted(source, call.get(*templates.note_group))}/{_unquoted(source, name)}", content.start, content.end


def _unquoted(source: str, argument: Argument | None) -> str:
    return source[argument.start : argument.end].strip("\"' ") if argument else ""
