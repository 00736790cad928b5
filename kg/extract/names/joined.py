"""Names that a rendering has set side by side without a border: "Northern Army Red Front"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.columns.words import load_column_words
from kg.extract.names.parts import take_part
from kg.extract.phrases.groups import begins_support, is_grouping, is_organisation, is_support
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.article import Article, Line
from kg.model.text import FLAG, LINK, Text
from kg.patterns import lazy_pattern

_TOKEN = lazy_pattern(r"\S+")
_BLANK = lazy_pattern(r"(?<=\S)\s+(?=\S)")
_BRACKETS = lazy_pattern(r"[()\[\];]")
_LONGEST = 8
# No heading of supporters, nor the words that introduce one, have more letters.
_LONGEST_HEADING = 200
# So many kinds of groups, each with a name before it, are in no one name.
_MANY = 2


@cache
def _ordinal(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\d+(?:{load_grammar(language).ordinals})")


@cache
def _name_article(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:{load_grammar(language).name_article})-", re.IGNORECASE)


def told_names(article: Article) -> str:
    """All that the lead and the lines of the infobox say, folded: each line or sentence between bars, what is in brackets by itself."""
    lines = (line.text.shown for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines)
    told = (part for shown in (*(text.shown for text in article.lead), *lines) for part in _BRACKETS.split(shown))
    return "|" + "|".join(f" {fold_name(part)} " for part in told) + "|"


def part_joined(words: Text, told: str, language: Language) -> tuple[Text, ...]:
    """Part names between the kind of a group and a capital where the article (``told``) names one of them by itself, or where there are three."""
    found = list(_TOKEN.finditer(words.shown))
    if (flag := _end_of_flagged(words, language)) and not words.marked(LINK):
        return words.cut(0, flag), words.cut(flag).strip()
    if len(found) < 3 or words.marks:
        return (words,)
    if told.count(f" {fold_name(words.shown)} ") > 1:
        return (words,)
    several = sum(_is_kind_border(words.shown[: found[at - 1].end()], found[at].group(), language) for at in range(2, len(found))) >= _MANY
    parts, first = [], 0
    for at in range(1, len(found)):
        left = words.shown[found[first].start() : found[at - 1].end()]
        right = [token.group() for token in found[at:]]
        if _is_border(left, right, told, language) or (several and _is_kind_border(left, right[0], language)):
            parts.append(words.cut(found[first].start(), found[at - 1].end()))
            first = at
    return (*parts, words.cut(found[first].start()))


def _end_of_flagged(words: Text, language: Language) -> int:
    """Where the name ends whose own flag stands before it, if another name follows ("Esk Red Front" behind the flag of Esk); 0 where none does."""
    flag = next((mark.value for mark in words.marked(FLAG) if mark.start == 0), "")
    rest = words.shown[len(flag) :].rstrip()
    if not flag or not words.shown.startswith(flag) or not rest[:1].isspace():
        return 0
    first = rest.split()[0]
    several = len(rest.split()) > 1
    other = _begins_name(first, language) and first.casefold() not in load_column_words(language).generic
    return len(flag) if several and (other or is_grouping(rest.strip(), language)) else 0


def _is_border(left: str, right: list[str], told: str, language: Language) -> bool:
    begin = right[0]
    if not _begins_name(begin, language):
        return False
    kind = _is_kind_border(left, begin, language)
    rest = " ".join(right)
    known_left = _stands_alone(left, told, language)
    known_right = any(_stands_alone(" ".join(right[:length]), told, language) for length in range(1, min(len(right), _LONGEST) + 1))
    if kind and (known_left or known_right):
        return is_organisation(rest, language) or known_right
    return known_left and known_right and f" {fold_name(left)} " in told


def _begins_name(word: str, language: Language) -> bool:
    return (word[0].isupper() or word[0].isdigit() or _name_article(language).match(word) is not None) and not is_organisation(word, language)


def _is_kind_border(left: str, begin: str, language: Language) -> bool:
    last = left.split()[-1]
    return last[0].isupper() and is_organisation(last, language) and len(left.split()) > 1 and _begins_name(begin, language)


def _stands_alone(name: str, told: str, language: Language) -> bool:
    return f"| {fold_name(name)} |" in told or (len(name.split()) > 1 and is_organisation(name, language) and told.count(f" {fold_name(name)} ") > 1)


def part_lost_headings(line: Line, language: Language) -> tuple[Line, ...]:
    """Part from a line the headings at its end whose lists a rendering lost ("Northern Army Arms suppliers Diplomatic support")."""
    shown = line.text.shown
    for blank in _BLANK.finditer(shown, max(0, len(shown) - _LONGEST_HEADING)):
        tail = shown[blank.end() :]
        if (
            len(tail.split()) > 1
            and tail[0].isupper()
            and "(" not in tail
            and is_support(tail, language)
            and not is_support(tail.split()[0], language)
        ):
            return replace(line, text=take_part(line.text, 0, blank.start())), Line(take_part(line.text, blank.end(), len(shown)), line.depth)
    return (line,)


def part_support(line: Line, language: Language) -> tuple[Line, ...]:
    """Part a line before words that introduce a supporter ("Northern Army Supported by: Esk")."""
    shown = line.text.shown
    if begins_support(shown, language):
        return (line,)
    at = depth = 0
    for blank in _BLANK.finditer(shown):
        depth += shown.count("(", at, blank.start()) - shown.count(")", at, blank.start())
        at = blank.start()
        if depth == 0 and begins_support(shown[blank.end() : blank.end() + _LONGEST_HEADING], language):
            rest = Line(take_part(line.text, blank.end(), len(shown)), line.depth)
            return replace(line, text=take_part(line.text, 0, blank.start())), rest
    return (line,)


def part_twice(words: Text, told: str, language: Language) -> Text:
    """A name that stands twice, as where a rendering shows a flag in words before it ("Esk Esk"), once, and one whose flag's country stands before it
    ("Esk Eskish Army") without that; "Wagga Wagga" stays."""
    tokens = list(_TOKEN.finditer(words.shown))
    half = len(tokens) // 2
    if len(tokens) < 2 or words.marks:
        return words
    known = load_column_words(language)
    if flag := next((at for at in tokens[1:] if known.is_flag_of(words.shown[: at.start()].strip(), words.shown[at.start() :])), None):
        return words.cut(flag.start())
    if len(tokens) % 2:
        return words
    first, second = words.shown[: tokens[half - 1].end()], words.shown[tokens[half].start() :]
    alone = told.count(fold_name(first)) > 2 * told.count(f"{fold_name(first)} {fold_name(first)}")
    return words.cut(tokens[half].start()) if first == second and (half > 1 or alone) else words


def part_numbered(words: Text, language: Language) -> tuple[Text, ...]:
    """Part formations where a number follows the kind of one: "4th Brigade 9th Brigade"."""
    parts, first = [], 0
    found = list(_TOKEN.finditer(words.shown))
    for before, token in pairwise(found):
        if _ordinal(language).fullmatch(token.group()) and is_organisation(before.group(), language) and not before.group().endswith(","):
            parts.append(words.cut(first, before.end()))
            first = token.start()
    return (*parts, words.cut(first)) if parts and not words.marks else (words,)
