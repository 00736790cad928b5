"""What stands over counts: "Killed:", "Per X:", a party, a phase, a date; and how long it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.context import Context
from kg.extract.dates.text import QualifierDates, read_qualifier_dates
from kg.extract.figures.words import CategoryWord, find_categories, load_count_words, read_claim
from kg.extract.known import Groups
from kg.extract.names.flags import read_flag
from kg.extract.phrases.groups import is_formation
from kg.extract.phrases.segments import one_line
from kg.language.language import english
from kg.model.finding import Mention
from kg.model.text import BOLD, FLAG, LINK, Span, Text

NO_DATES = QualifierDates()
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a heading says of the counts under it, and its words."""

    of: Mention | None = None
    claim: str | None = None
    categories: tuple[CategoryWord, ...] = ()
    dates: QualifierDates = NO_DATES
    note: str | None = None
    noun: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the depth of its line.

    ``flat`` once a line of its own depth has followed: then it holds for those; ``nested`` once deeper lines have followed first:
    then the next line at its depth ends it.
    """

    scope: Scope
    depth: int
    flat: bool = False
    nested: bool = False


def known_groups(context: Context) -> Groups:
    """The parties of the article by their names."""
    return context.groups


def is_heading(text: Text, groups: Groups) -> bool:
    """Whether a line without counts heads the lines below it: a colon, bold throughout, or just a party's name."""
    shown = text.shown.strip()
    if shown.endswith(":"):
        return True
    if not shown or len(shown) > 80:
        return False
    bold = any(mark.start <= text.shown.index(shown) and mark.end >= len(text.shown.rstrip()) for mark in text.marked(BOLD))
    return bold or groups.find(shown.rstrip(":")) is not None


def read_heading(text: Text, context: Context, groups: Groups) -> Scope:
    """Read what a heading says; words that are neither party, source, kind nor date are kept as a note."""
    text = text.strip(" \t\n:;•*·–—-")
    text = text.strip("()") if text.shown.startswith("(") else text
    if not text:
        return Scope(of=find_flag(text, context, groups))
    words = load_count_words()
    name = one_line(text)
    of = _party(text, groups) or find_flag(text, context, groups)
    claim = read_claim(name)
    categories = find_categories(name) if not of and not claim else ()
    dates = read_qualifier_dates(text, context)
    civilians = words.civilians.search(name)
    rest = words.category.sub(" ", words.civilians.sub(" ", name)).casefold()
    plain = set(_WORDS.findall(rest)) - words.total - words.beside - words.generic
    note = name if plain and not (of or claim or dates) else None
    return Scope(of, claim, categories, dates, note, civilians.group().casefold() if civilians else None, text.span())


def _party(text: Text, groups: Groups) -> Mention | None:
    """The party that a heading names, by its words or the page it links to."""
    name = one_line(text)
    linked = next((mark.value for mark in text.marked(LINK) if mark.end - mark.start >= len(text.shown) - 1), None)
    known = groups.find(name) or (groups.find(linked) if linked else None)
    if known:
        return Mention(known.name, known.kind, text.span(), known.title)
    named = linked is not None or sum(word[0].isupper() or word[0].isdigit() for word in name.split()) > 1
    return Mention(name, "unit", text.span(), linked) if named and is_formation(name, english()) else None


def find_flag(text: Text, context: Context, groups: Groups) -> Mention | None:
    """The party whose flag stands in front of the words of a line."""
    first = next((at for at, c in enumerate(text.shown) if not c.isspace()), 0)
    for mark in text.marked(FLAG):
        if mark.start <= first:
            return read_flag(mark, groups, context)
    return None


def enter_line(headings: tuple[Heading, ...], depth: int) -> tuple[Heading, ...]:
    """The headings that still hold for a line of this depth."""
    kept = [heading for heading in headings if heading.depth < depth or (heading.depth == depth and not heading.nested)]
    return tuple(replace(one, flat=one.flat or one.depth == depth, nested=one.nested or (one.depth < depth and not one.flat)) for one in kept)


def add_heading(headings: tuple[Heading, ...], scope: Scope, depth: int) -> tuple[Heading, ...]:
    """Put a heading in place of those at its depth or deeper."""
    return (*(one for one in headings if one.depth < depth), Heading(scope, depth))


def join_scopes(headings: tuple[Heading, ...], inline: Scope) -> Scope:
    """All that holds for a line: its own heading first, then the inner ones before the outer."""
    scopes = [inline, *(heading.scope for heading in reversed(headings))]

    return Scope(
        of=next((scope.of for scope in scopes if scope.of), None),
        claim=next((scope.claim for scope in scopes if scope.claim), None),
        categories=next((scope.categories for scope in scopes if scope.categories), ()),
        dates=next((scope.dates for scope in scopes if scope.dates), NO_DATES),
        note=next((scope.note for scope in scopes if scope.note), None),
        noun=next((scope.noun for scope in scopes if scope.noun), None),
    )
