"""Parts of a line that names: brackets, lists, the words of a name, and the mention that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from kg.extract.names.pages import tells_only
from kg.extract.phrases.groups import is_formation
from kg.extract.phrases.segments import is_within_link
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import Kind, Mention
from kg.model.text import FATE, FLAG, LINK, Mark, Span, Text
from kg.patterns import lazy_pattern

OPENING, CLOSING = "([", ")]"
# What stands at the edges of a name and is none of it.
EDGE = " \t\n\u00a0,;:.•·*–—-/&|\u200e\u200f\u200b"
_QUOTED = lazy_pattern(r"[\"“”«»„‘'](?P<inside>[^\"“”«»„]+)[\"“”«»„’']")
_WORD = lazy_pattern(r"\w+")
# No name has more words.
_MOST_WORDS = 24


class ListPatterns(NamedTuple):
    """How names are joined in a list and what stands at their edges."""

    leading: re.Pattern[str]
    abbreviated: re.Pattern[str]
    listed: re.Pattern[str]
    after_bracket: re.Pattern[str]


@cache
def load_list_patterns(language: Language) -> ListPatterns:
    """The joining words of CODE/grammar.toml, and the abbreviations that end a name with a full stop (CODE/items.toml)."""
    joining = load_grammar(language).joining
    abbreviated = any_of(language.table("items").only("abbreviated", "disambiguations").words("abbreviated"))
    return ListPatterns(
        re.compile(rf"(?:{joining})\s+|[,;:.•·*–—|/\s\u200e\u200f\u200b-]+|(?:\d{{1,2}}\s*[).]\s+)(?=[^\W\d])"),
        re.compile(rf"(?:\b(?:{abbreviated}|[A-Z]|(?:[A-Z]\.)+[A-Z]))\.$"),
        re.compile(rf"\s*[,;]\s+(?:(?:{joining})\s+)?|\s+(?:{joining}|/|·)\s+"),
        re.compile(rf"\s*(?:[,;]\s*(?:(?:{joining})\s+)?)?(?=\S)"),
    )


class Bracket(NamedTuple):
    """Where a bracket begins and ends; ``named`` where it stands within a link."""

    start: int
    end: int
    named: bool


def take_part(text: Text, start: int, end: int) -> Text:
    """Cut out a part of a text; a flag at its edge goes with what follows it, a footnote or a fate with what it follows."""
    part = text.cut(start, end)
    if not part.marks:
        return part
    size, whole = len(part.shown), len(text.shown)
    early, late = start > 0, end < whole

    def belongs(mark: Mark) -> bool:
        if mark.start != mark.end:
            return True
        return not (late and mark.start == size) if mark.kind == FLAG else not (early and mark.start == 0)

    marks = tuple(mark for mark in part.marks if belongs(mark))
    return part if marks == part.marks else Text(part.shown, part.pieces, marks)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap; in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def span_words(text: Text) -> tuple[Span, ...]:
    """The places of a text's words with the links, flags and fates upon them."""
    words = text.strip()
    spans = [words.span()] if words.shown and words.pieces else []
    return merge_spans([*spans, *(mark.source for mark in text.marks if mark.kind in (FLAG, FATE, LINK))])


def find_brackets(text: Text, language: Language) -> tuple[Bracket, ...]:
    """The outermost brackets of a text that are no part of a name; ``named`` are those within a link, which only tell it from others.

    Where a link leads to a section, no page tells its subject from another: there the bracket is part of the name.
    """
    shown = text.shown
    if "(" not in shown and "[" not in shown:
        return ()
    found, depth, start = [], 0, 0
    for at, character in enumerate(shown):
        if character in OPENING:
            depth, start = depth + 1, at if depth == 0 else start
        elif character in CLOSING and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    if depth:
        border = re.compile(r"\s{2,}").search(shown, start)
        found.append((start, border.start() if border else len(shown)))
    return tuple(bracket for start, end in found if (bracket := _judge_bracket(text, start, end, language)))


def _judge_bracket(text: Text, start: int, end: int, language: Language) -> Bracket | None:
    after = _WORD.search(text.shown, end)
    for link in text.marked(LINK):
        if link.start < start and end <= link.end:
            return Bracket(start, end, True) if end == link.end and link.value else None
    if after and text.shown[end : after.start()].isspace() and is_formation(after.group(), language) and start > 0:
        return None
    return Bracket(start, end, False)


def clean_name(text: Text, language: Language) -> Text:
    """Take bullets, joining words, end punctuation and quotation marks around the whole off a name."""
    patterns = load_list_patterns(language)
    start = 0
    while match := patterns.leading.match(text.shown, start):
        start = match.end()
    text = take_part(text, start, len(text.shown))
    end = len(text.shown.rstrip(EDGE))
    if patterns.abbreviated.search(text.shown[: end + 1]):
        end += 1
    text = take_part(text, 0, end)
    quoted = _QUOTED.fullmatch(text.shown)
    return text.of(quoted, "inside").strip() if quoted else text


def plain(shown: str) -> str:
    """Shown words with single blanks."""
    return " ".join(shown.split())


def name_mention(words: Text, kind: Kind, language: Language, also: tuple[str, ...] = ()) -> Mention | None:
    """Name an entity by words; the page linked to counts where the link is the name and not just a word of it, and the page is about it.

    Sentences name none.
    """
    name = plain(words.shown)
    if not _WORD.search(name) or not words.pieces or name.count(" ") >= _MOST_WORDS:
        return None
    title = next((link.value for link in words.marked(LINK) if _is_title(link, words, name)), None)
    title = None if title and tells_only(title, name, kind, language) else title
    return Mention(name, kind, words.strip().span(), title, tuple(other for other in dict.fromkeys(also) if other and other != name))


def _is_title(link: Mark, words: Text, name: str) -> bool:
    if not link.value:
        return False
    beside = _WORD.findall(words.shown[: link.start] + " " + words.shown[link.end :])
    if not beside:
        return True
    linked, title = fold_name(words.shown[link.start : link.end]).split(), set(fold_name(link.value).split())
    return len(linked) > 0 and set(fold_name(name).split()) <= title


def split_list(text: Text, is_name: Callable[[Text], bool], language: Language) -> tuple[Text, ...]:
    """Split at commas, "and", "&" and slashes where each part is a name by itself; else the text stays whole."""
    brackets = find_brackets(text, language)
    parts, at = [], 0
    for match in load_list_patterns(language).listed.finditer(text.shown):
        if any(b.start < match.start() < b.end for b in brackets) or is_within_link(text, match.start()):
            continue
        parts.append(take_part(text, at, match.start()))
        at = match.end()
    parts.append(take_part(text, at, len(text.shown)))
    parts = [part for part in parts if part.strip().shown]
    return tuple(parts) if len(parts) > 1 and all(is_name(part) for part in parts) else (text,)
