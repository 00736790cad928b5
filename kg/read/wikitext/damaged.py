"""Damaged wikitext: templates whose braces are missing, references that are never closed, tags that were escaped once too often."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.language.language import Language
from kg.read.templates import Rule, Show, find_rule
from kg.read.wikitext.scan import Call, Markup, read_call
from kg.read.wikitext.tags import load_tags

_LINE_END = re.compile(r"\n|<(?:br|hr|li|p|div)\b", re.IGNORECASE)
_BROKEN_CALL = re.compile(r"\{\{(?P<name>[^{}|\n\[\]<>&]+)(?:\|[^{}\n\[\]<>&]*)*(?P<end>\}(?!\})|(?=\n|<br\b|\Z))", re.IGNORECASE)
_BROKEN_NAME = re.compile(r"\{\{[^{}|\n\[\]<>&]+\}(?!\})")
_OPEN_CALL = re.compile(r"\{\{(?P<name>[^{}|\n\[\]<>&]+)\|")
_ESCAPED_TAG = re.compile(r"&lt;(?P<close>/?)(?P<name>[A-Za-z]+)[ \t]*/?&gt;")
_ESCAPED_REF_END = "&lt;/ref&gt;"
# Templates that only wrap what they show.
_WRAPPING: frozenset[Show] = frozenset(("argument", "list", "content"))


class BrokenCall(NamedTuple):
    """A known template whose closing braces are missing, and where it ends."""

    call: Call
    rule: Rule
    end: int


class EscapedTag(NamedTuple):
    """A tag of HTML in escaped brackets: whether it ends a line, and where it ends with what it hides."""

    breaks: bool
    end: int


def has_broken_name(source: str, at: int) -> bool:
    """Whether one brace closes the name of a template, so that the two that follow somewhere are another's."""
    return _BROKEN_NAME.match(source, at) is not None


def find_broken_call(markup: Markup, at: int, end: int, language: Language) -> BrokenCall | None:
    """Return the known template that begins at a place and is closed by one brace, or by none before the line ends."""
    match = _BROKEN_CALL.match(markup.source, at, end)
    if match is None:
        return None
    call = read_call(markup, at, match.start("end"))
    rule = find_rule(call.name, language)
    return BrokenCall(call, rule, match.end()) if rule else None


def skip_open_call(markup: Markup, at: int, end: int, language: Language) -> int:
    """Return where the content begins of a template that only wraps it and is never closed; 0 where none begins at a place."""
    match = _OPEN_CALL.match(markup.source, at, end)
    rule = find_rule(" ".join(match["name"].split()), language) if match else None
    return match.end() if match and rule and rule.show in _WRAPPING else 0


def skip_open_ref(markup: Markup, at: int, end: int) -> int:
    """Return where a reference ends that is never closed: behind its templates and the words up to the end of the line."""
    while at < end and (markup.source[at].isspace() or at in markup.ends):
        at = markup.ends.get(at, at + 1)
    line = _LINE_END.search(markup.source, at, end)
    return line.start() if line else end


def find_escaped_tag(source: str, at: int, end: int) -> EscapedTag | None:
    """Return the tag of form, of a line's end or of a reference (with its content) that begins at a place in escaped brackets."""
    match = _ESCAPED_TAG.match(source, at, end)
    if match is None:
        return None
    name, tags = match["name"].lower(), load_tags()
    if name == "ref" and not match["close"]:
        close = source.find(_ESCAPED_REF_END, match.end(), end)
        return EscapedTag(False, close + len(_ESCAPED_REF_END)) if close >= 0 else None
    return EscapedTag(name in tags.breaks, match.end()) if name in tags.breaks or name in tags.form else None
