"""The larger conflicts that a conflict is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.context import Context
from kg.extract.phrases.segments import link_pieces, note_keys, one_line, split_outside_links, strip_leading
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue
from kg.model.text import LINK, Text, join_texts
from kg.patterns import lazy_pattern
from kg.values import dataclass

_RULE = "part-of"
# No row of larger conflicts is longer; what stands behind is left to the ledger.
_MOST_LINES, _LONGEST = 40, 2000
_BRACKET = lazy_pattern(r"\(([^()]*)\)")
_CAPITAL = lazy_pattern(r"[^\W\d_a-z]|\d")


@dataclass(frozen=True, slots=True)
class _Words:
    """What names a conflict or an event, what is no name by itself, what stands before one, and what parts two of them."""

    conflict: re.Pattern[str]
    event: re.Pattern[str]
    dependent: re.Pattern[str]
    leading: re.Pattern[str]
    soft: re.Pattern[str]
    hard: re.Pattern[str]
    joining: re.Pattern[str]
    definite: re.Pattern[str]


@cache
def _load_words(language: Language) -> _Words:
    """The vocabulary of CODE/parents.toml; ValueError where the file breaks its schema."""
    data = language.table("parents").only("conflict", "event", "dependent", "leading", "joins")
    grammar = load_grammar(language)
    conflict, joins = data.table("conflict").words("words"), data.table("joins").only("soft", "before_break", "behind_break")
    before = "".join(rf"(?<! {re.escape(word)})" for word in joins.words("before_break"))
    behind = any_of(joins.words("behind_break"))
    joining = grammar.joining
    return _Words(
        conflict=re.compile(rf"\b(?:{any_of(conflict)})\b", re.IGNORECASE),
        event=re.compile(rf"\b(?:{any_of((*conflict, *data.table('event').words('words')))})\b", re.IGNORECASE),
        dependent=re.compile(rf"\b(?:{any_of(data.table('dependent').words('words'))})$", re.IGNORECASE),
        leading=re.compile(rf"(?:{any_of(data.table('leading').words('phrases'))})\s+", re.IGNORECASE),
        soft=re.compile(rf"\s+(?:{any_of(joins.words('soft'))})\s+(?:(?:{grammar.article})\s+)?", re.IGNORECASE),
        hard=re.compile(rf"\s*(?:[,;]|{before}\n(?!(?:{behind}) )|\s/\s)\s*(?:(?:{joining})\b\s*)?(?!\s*\))"),
        joining=re.compile(rf"(?:^|\s+|(?<=[,;]))(?:{joining})\s+(?=\S)"),
        definite=re.compile(rf"(?:{grammar.article}) ", re.IGNORECASE),
    )


def read_part_of(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``partOf``: every conflict that the row names, linked or not."""
    text = join_texts((line.text for cell in row.cells for line in cell.lines[:_MOST_LINES]), "\n").cut(0, _LONGEST)
    for mention, piece in name_conflicts(text, context.language):
        yield Finding(CONFLICT, "partOf", mention, (mention.span,), _RULE, notes=note_keys(piece))


def name_conflicts(text: Text, language: Language) -> Iterator[tuple[Mention, Text]]:
    """The conflicts that a list of them names, each with the piece of the text it stands in."""
    for piece in _pieces(text, _load_words(language)):
        mention = _mention(piece, _load_words(language))
        if mention is not None:
            yield mention, piece


def is_conflict_name(shown: str, language: Language) -> bool:
    """Whether words hold the kind of a conflict or of a part of one ("war", "siege", "skirmish")."""
    return _load_words(language).event.search(shown) is not None


def _pieces(text: Text, words: _Words) -> Iterator[Text]:
    for outer in _split_brackets(text, words):
        for chunk in split_outside_links(outer, words.hard):
            for part in _split_and(chunk, words):
                yield from _split_soft(strip_leading(part, words.leading), words)


def _split_brackets(text: Text, words: _Words) -> Iterator[Text]:
    """Take out brackets that name a conflict; others ("2016–17") stay with the name."""
    at = 0
    for match in _BRACKET.finditer(text.shown):
        linked = any(mark.start < match.start() < mark.end or mark.start < match.end() < mark.end for mark in text.marked(LINK))
        if not linked and words.conflict.search(match[1]):
            yield text.cut(at, match.start()).strip()
            yield text.of(match, 1)
            at = match.end()
    yield text.cut(at).strip()


def _split_and(chunk: Text, words: _Words) -> tuple[Text, ...]:
    """Split at "and" where a conflict, a link or "the" follows; "Fire and Sword campaign" stays whole."""
    pieces = split_outside_links(chunk, words.joining)
    if len(pieces) < 2:
        return pieces
    named = all(words.conflict.search(piece.shown) or piece.marked(LINK) or words.definite.match(piece.shown) for piece in pieces[1:])
    return pieces if named else (chunk,)


def _split_soft(piece: Text, words: _Words) -> Iterator[Text]:
    """Split "the X campaign of the Y war" at its prepositions, where both sides name a conflict or one is linked."""
    links = [(mark.start, mark.end) for mark in piece.marked(LINK) if mark.end > mark.start]
    at = 0
    for match in words.soft.finditer(piece.shown):
        if any(start < match.end() and match.start() < end for start, end in links):
            continue
        left, right = piece.cut(at, match.start()), piece.cut(match.end())
        if _is_border(left, right, words):
            yield left.strip()
            at = match.end()
    yield strip_leading(piece.cut(at).strip(), words.leading)


def _is_border(left: Text, right: Text, words: _Words) -> bool:
    linked_left = any(mark.end == len(left.shown) and mark.start < mark.end for mark in left.marked(LINK))
    linked_right = any(mark.start == 0 and mark.end for mark in right.marked(LINK))
    follows = linked_right or (_CAPITAL.match(right.shown) is not None and words.conflict.search(right.shown) is not None)
    stands = linked_left or (words.conflict.search(left.shown) is not None and words.dependent.search(left.shown.strip()) is None)
    return follows and stands


def _mention(piece: Text, words: _Words) -> Mention | None:
    """What a piece names: its link where it has one, with the words about it where they are part of the name."""
    piece = piece.strip(' .:;,\n"')
    if not piece or (_CAPITAL.search(piece.shown) is None and words.conflict.search(piece.shown) is None):
        return None
    links = list(link_pieces(piece))
    if len(links) == 1:
        linked, title = links[0]
        extra = piece.shown.replace(linked.shown, "", 1).split()
        whole = piece if len(extra) <= 3 and all(_CAPITAL.match(word) or words.conflict.fullmatch(word) for word in extra) else linked
        return Mention(one_line(whole), "conflict", whole.span(), title)
    return Mention(one_line(piece), "conflict", piece.span())
