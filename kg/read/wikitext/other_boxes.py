"""Infoboxes that do not bear a name of the domain: a conflict's under a name of its own, one that is not known, one that stands on another page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.domain.fields import field_of_parameter
from kg.domain.kinds import conflict_template
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.issue import Issue
from kg.model.text import Span
from kg.read.namespaces import load_namespaces
from kg.read.templates import find_rule, load_templates
from kg.read.wikitext.box import BoxPlace
from kg.read.wikitext.scan import Call, Markup, read_call

_SIDES = {("belligerents", 1), ("belligerents", 2)}


def _calls(markup: Markup) -> Iterator[tuple[int, int, Call]]:
    """The templates of a lead that stand in no other, in order."""
    reached = 0
    for start, end in sorted(markup.ends.items()):
        if start >= markup.stop:
            return
        if start >= reached and markup.source.startswith("{{", start):
            reached = end
            yield start, end, read_call(markup, start)


def _folded(name: str, language: Language) -> str:
    space, colon, rest = name.replace("_", " ").partition(":")
    known = colon and space.strip().casefold() in load_namespaces(language).template
    return " ".join((rest if known else name).replace("_", " ").split()).casefold()


@cache
def _box_words(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """A name that begins like that of an infobox, and one that holds such a word further on."""
    prefixes = load_templates(language).box_prefixes
    words = any_of(prefixes)
    return (re.compile(rf"(?:{words})\b\s*(.*)"), re.compile(rf".*\w\W+(?:{words})(?:\b.*)?")) if prefixes else None


def find_conflicts(markup: Markup, language: Language) -> Iterator[BoxPlace]:
    """Find boxes that are a conflict's by their parameters: those of both sides' belligerents, as wikis have that call the template otherwise."""
    kind = conflict_template(language)
    for start, end, call in _calls(markup):
        given = {
            field_of_parameter(argument.name, kind, language)
            for argument in call.arguments
            if argument.end > argument.start and not argument.name.isdigit()
        }
        if kind and given >= _SIDES:
            yield BoxPlace(kind, start, end, True)


def find_unknown(markup: Markup, language: Language) -> Iterator[tuple[BoxPlace, str]]:
    """Find infoboxes that no kind of the domain is for, and their names as written."""
    words = _box_words(language)
    for start, end, call in _calls(markup) if words else ():
        match = words and words[0].fullmatch(_folded(call.name, language))
        if match and call.arguments and find_rule(call.name, language) == _rule_of_boxes(language):
            yield BoxPlace(match[1], start, end, True), call.name


@cache
def _rule_of_boxes(language: Language) -> object:
    """What all infoboxes show where they are met within a text."""
    return next((rule for prefix in load_templates(language).box_prefixes if (rule := find_rule(f"{prefix} x", language))), None)


def find_elsewhere(markup: Markup, language: Language) -> Iterator[Issue]:
    """Tell of templates that are the infobox of one page alone ("Fen War infobox"): it stands on a page of its own."""
    words = _box_words(language)
    for start, end, call in _calls(markup) if words else ():
        if words and words[1].fullmatch(_folded(call.name, language)) and find_rule(call.name, language) is None:
            space = next(iter(load_namespaces(language).template), "").capitalize()
            page = call.name if ":" in call.name else f"{space}:{call.name}"
            yield Issue("infobox-elsewhere", f"the infobox stands on a page of its own, {page!r}, which is to be read as well", Span(start, end))
