"""Emoji flags: pairs of regional indicator letters, and black flags with the code of a region in tag characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from kg.language.language import Language
from kg.language.table import Table
from kg.model.article import Line
from kg.model.text import FLAG, Mark, Piece, Text, join_texts
from kg.patterns import lazy_pattern

# An emoji flag with the blanks behind it.
EMOJI_FLAG = r"(?:[\U0001F1E6-\U0001F1FF]{2}|\U0001F3F4[\U000E0020-\U000E007F]+)\uFE0F?[ \u00a0]*"
_FLAG = lazy_pattern(EMOJI_FLAG)
_WORD = lazy_pattern(r"\w")
_FIRST_INDICATOR, _LETTERS = 0x1F1E6, 26
_TAGS, _REGION = 0xE0000, range(0xE0061, 0xE007B)


@cache
def load_flags(language: Language) -> dict[str, str]:
    """The countries and regions of flags.toml by their codes ("FR", "gbsct"); ValueError where the file breaks its schema."""
    table = language.table("flags").only("countries", "regions", "variants")
    countries, regions = table.table("countries"), table.table("regions")
    _check(
        countries, (code for code, name in countries.names().items() if not (len(code) == 2 and code.isupper() and name)), "a code of two capitals"
    )
    _check(regions, (code for code, name in regions.names().items() if not (code.isalnum() and code.islower() and name)), "a code in small letters")
    return {**countries.names(), **regions.names()}


def _check(table: Table, wrong: Iterable[str], expected: str) -> None:
    for code in wrong:
        table.fail(code, f"must be {expected} with a name")


def name_flag(shown: str, language: Language) -> str:
    """The country or region whose flag an emoji shows; "" where it is not known."""
    letters = [chr(ord(sign) - _FIRST_INDICATOR + ord("A")) for sign in shown if 0 <= ord(sign) - _FIRST_INDICATOR < _LETTERS]
    region = [chr(ord(sign) - _TAGS) for sign in shown if ord(sign) in _REGION]
    return load_flags(language).get("".join(letters or region), "")


def mark_flags(line: Line, language: Language) -> Line:
    """A line with its emoji flags taken out of the words and set as marks."""
    if not _FLAG.search(line.text.shown):
        return line
    parts, at, length, flags = [], 0, 0, list[Mark]()
    for match in _FLAG.finditer(line.text.shown):
        part = line.text.cut(at, match.start())
        parts.append(part)
        length, at = length + len(part), match.end()
        if name := name_flag(match.group(), language):
            flags.append(Mark(FLAG, name, length, length, line.text.span(*match.span())))
    whole = join_texts((*parts, line.text.cut(at)), "")
    size = len(whole.shown.rstrip())
    marks = [mark._replace(start=min(mark.start, size), end=min(mark.end, size)) for mark in (*whole.marks, *flags)]
    marks.sort(key=lambda mark: (mark.start, mark.source))
    return replace(line, text=Text(whole.shown, whole.pieces, tuple(marks)).strip())


def show_flags(text: Text) -> Text:
    """A text that shows nothing but flags, as the names of those whose flags they are, each behind its flag; any other as it is."""
    flags = text.marked(FLAG)
    return text if not flags or _WORD.search(text.shown) else join_texts(_show_name(flag) for flag in flags)


def _show_name(flag: Mark) -> Text:
    """A name that stands on a flag; in two pieces where it is as long as the flag, so that no letter seems to stand on a part of it."""
    name, (start, end) = flag.value, flag.source
    pieces = (Piece(0, start, end), Piece(1, start, end)) if len(name) == end - start > 1 else (Piece(0, start, end),)
    return Text(name, pieces, (flag._replace(start=0, end=0),))
