"""The larger conflicts that a conflict is part of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extract.context import Context
from kg.extract.phrases.segments import link_pieces, note_keys, one_line, split_outside_links, strip_leading
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue
from kg.model.text import LINK, Text, join_texts

_RULE = "part-of"
# No row of larger conflicts is longer; what stands behind is left to the ledger.
_MOST_LINES, _LONGEST = 40, 2000
_HARD = re.compile(r"\s*(?:[,;]|(?<! of)(?<! the)(?<! in)\n(?!(?:of|in|during|and) )|\s/\s)\s*(?:and\b\s*)?(?!\s*\))")
_AND = re.compile(r"(?:^|\s+|(?<=[,;]))(?:and|&)\s+(?=\S)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_CAPITAL = re.compile(r"[^\W\d_a-z]|\d")


@dataclass(frozen=True, slots=True)
class _Words:
    conflict: re.Pattern[str]
    event: re.Pattern[str]
    dependent: re.Pattern[str]
    leading: re.Pattern[str]
    soft: re.Pattern[str]


@cache
def _load_words() -> _Words:
    """The vocabulary of kg/data/en/parents.toml."""
    data = tomllib.loads(files("kg").joinpath("data/en/parents.toml").read_text(encoding="utf-8"))

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return _Words(
        conflict=re.compile(rf"\b(?:{any_of(data['conflict']['words'])})\b", re.IGNORECASE),
        event=re.compile(rf"\b(?:{any_of(data['conflict']['words'] + data['event']['words'])})\b", re.IGNORECASE),
        dependent=re.compile(rf"\b(?:{any_of(data['dependent']['words'])})$", re.IGNORECASE),
        leading=re.compile(rf"(?:{any_of(data['leading']['phrases'])})\s+", re.IGNORECASE),
        soft=re.compile(rf"\s+(?:{any_of(data['joins']['soft'])})\s+(?:the\s+)?", re.IGNORECASE),
    )


def read_part_of(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``partOf``: every conflict that the row names, linked or not."""
    text = join_texts((line.text for cell in row.cells for line in cell.lines[:_MOST_LINES]), "\n").cut(0, _LONGEST)
    for mention, piece in name_conflicts(text):
        yield Finding(CONFLICT, "partOf", mention, (mention.span,), _RULE, notes=note_keys(piece))


def name_conflicts(text: Text) -> Iterator[tuple[Mention, Text]]:
    """The conflicts that a list of them names, each with the piece of the text it stands in."""
    for piece in _pieces(text):
        mention = _mention(piece)
        if mention is not None:
            yield mention, piece


def is_conflict_name(shown: str) -> bool:
    """Whether words hold the kind of a conflict or of a part of one ("war", "siege", "skirmish")."""
    return _load_words().event.search(shown) is not None


def _pieces(text: Text) -> Iterator[Text]:
    for outer in _split_brackets(text):
        for chunk in split_outside_links(outer, _HARD):
            for part in _split_and(chunk):
                yield from _split_soft(strip_leading(part, _load_words().leading))


def _split_brackets(text: Text) -> Iterator[Text]:
    """Take out brackets that name a conflict; others ("2016–17") stay with the name."""
    at = 0
    for match in _BRACKET.finditer(text.shown):
        linked = any(mark.start < match.start() < mark.end or mark.start < match.end() < mark.end for mark in text.marked(LINK))
        if not linked and _load_words().conflict.search(match[1]):
            yield text.cut(at, match.start()).strip()
            yield text.of(match, 1)
            at = match.end()
    yield text.cut(at).strip()


def _split_and(chunk: Text) -> tuple[Text, ...]:
    """Split at "and" where a conflict, a link or "the" follows; "Fire and Sword campaign" stays whole."""
    words = _load_words()
    pieces = split_outside_links(chunk, _AND)
    if len(pieces) < 2:
        return pieces
    named = all(words.conflict.search(piece.shown) or piece.marked(LINK) or piece.shown.casefold().startswith("the ") for piece in pieces[1:])
    return pieces if named else (chunk,)


def _split_soft(piece: Text) -> Iterator[Text]:
    """Split "the X campaign of the Y war" at its prepositions, where both sides name a conflict or one is linked."""
    words = _load_words()
    links = [(mark.start, mark.end) for mark in piece.marked(LINK) if mark.end > mark.start]
    at = 0
    for match in words.soft.finditer(piece.shown):
        if any(start < match.end() and match.start() < end for start, end in links):
            continue
        left, right = piece.cut(at, match.start()), piece.cut(match.end())
        if _is_border(left, right):
            yield left.strip()
            at = match.end()
    yield strip_leading(piece.cut(at).strip(), words.leading)


def _is_border(left: Text, right: Text) -> bool:
    words = _load_words()
    linked_left = any(mark.end == len(left.shown) and mark.start < mark.end for mark in left.marked(LINK))
    linked_right = any(mark.start == 0 and mark.end for mark in right.marked(LINK))
    follows = linked_right or (_CAPITAL.match(right.shown) is not None and words.conflict.search(right.shown) is not None)
    stands = linked_left or (words.conflict.search(left.shown) is not None and words.dependent.search(left.shown.strip()) is None)
    return follows and stands


def _mention(piece: Text) -> Mention | None:
    """What a piece names: its link where it has one, with the words about it where they are part of the name."""
    piece = piece.strip(' .:;,\n"')
    if not piece or (_CAPITAL.search(piece.shown) is None and _load_words().conflict.search(piece.shown) is None):
        return None
    links = list(link_pieces(piece))
    if len(links) == 1:
        linked, title = links[0]
        extra = piece.shown.replace(linked.shown, "", 1).split()
        whole = piece if len(extra) <= 3 and all(_CAPITAL.match(word) or _load_words().conflict.fullmatch(word) for word in extra) else linked
        return Mention(one_line(whole), "conflict", whole.span(), title)
    return Mention(one_line(piece), "conflict", piece.span())
