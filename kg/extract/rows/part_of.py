"""The larger conflicts that a conflict is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_LAST_WORD = lazy_pattern(r"\w+$")
_WORD = lazy_pattern(r"\w+")
# So many words at most may want the kind that ends a list.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """What names a conflict or an event, what is no name by itself, what stands before one, and what parts two of them.

    ``plural`` ends a list of names ("the Rein and Loft fronts"), of which each has the singular of ``singulars``.
    """

    conflict: re.Pattern[str]
    event: re.Pattern[str]
    dependent: re.Pattern[str]
    unless_named: re.Pattern[str]
    belonging: re.Pattern[str]
    plural: re.Pattern[str]
    singulars: dict[str, str]
    leading: re.Pattern[str]
    soft: re.Pattern[str]
    hard: re.Pattern[str]
    joining: re.Pattern[str]
    definite: re.Pattern[str]


@cache
def _load_words(language: Language) -> _Words:
    """The vocabulary of CODE/parents.toml; ValueError where the file breaks its schema."""
    data = language.table("parents").only("conflict", "plural", "event", "dependent", "leading", "joins")
    grammar = load_grammar(language)
    conflict, joins = data.table("conflict").words("words"), data.table("joins").only("soft", "before_break", "behind_break")
    before = "".join(rf"(?<! {re.escape(word)})" for word in joins.words("before_break"))
    behind = any_of(joins.words("behind_break"))
    joining = grammar.joining
    dependent = data.table("dependent").only("words", "named")
    singulars = data.table("plural").names()
    return _Words(
        conflict=re.compile(rf"\b(?:{any_of(conflict)})\b", re.IGNORECASE),
        event=re.compile(rf"\b(?:{any_of((*conflict, *data.table('event').words('words')))})\b", re.IGNORECASE),
        dependent=re.compile(rf"\b(?:{any_of(dependent.words('words'))})$", re.IGNORECASE),
        unless_named=re.compile(rf"(?:^|.*\s)[^\W\d_a-z]\S*\s+(?:{any_of(dependent.words('named'))})$", re.DOTALL),
        belonging=re.compile(rf"\s+(?:{grammar.belonging})\s", re.IGNORECASE),
        plural=re.compile(rf"\s+(?P<plural>{any_of(singulars)})$", re.IGNORECASE),
        singulars=singulars,
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
    words = _load_words(language)
    pieces = tuple(_pieces(text, words))
    for index, piece in enumerate(pieces):
        mention = _mention(piece, _shared_head(pieces, index, words), words)
        if mention is not None:
            yield mention, piece


def _shared_head(pieces: Sequence[Text], index: int, words: _Words) -> str:
    """The singular of the plural that ends a list of names to which a piece belongs ("Rein and Loft fronts"); "" where there is none."""
    listed = index
    while listed + 1 < len(pieces) and _lacks_head(pieces[listed], words):
        listed += 1
    if listed == index and (index == 0 or not _lacks_head(pieces[index - 1], words)):
        return ""
    match = words.plural.search(pieces[listed].shown)
    return words.singulars[match["plural"].casefold()] if match else ""


def _lacks_head(piece: Text, words: _Words) -> bool:
    """Whether a piece is a few words in capitals that do not say of what kind they are."""
    shown = piece.shown.split()
    return len(shown) <= _SHORT and words.conflict.search(piece.shown) is None and all(_CAPITAL.match(word) for word in shown)


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
        if _stands_alone(left, match.group(), words) and _begins_conflict(right, words) and not _names_object(left, right, match.group(), words):
            yield left.strip()
            at = match.end()
    yield strip_leading(piece.cut(at).strip(), words.leading)


def _stands_alone(left: Text, join: str, words: _Words) -> bool:
    """Whether words before a preposition name a conflict by themselves: they are linked, or say more than its kind ("Battle")."""
    if any(mark.end == len(left.shown) and mark.start < mark.end for mark in left.marked(LINK)):
        return True
    shown = left.shown.strip()
    if not words.conflict.search(shown) or not any(not words.conflict.fullmatch(word) for word in _WORD.findall(shown)):
        return False
    if words.belonging.match(join) and words.unless_named.match(shown):
        return True
    return words.dependent.search(shown) is None


def _names_object(left: Text, right: Text, join: str, words: _Words) -> bool:
    """Whether a link after "of" is what the kind before it is about ("Second Siege of [[Esk]]"), and no conflict."""
    kind = _LAST_WORD.search(left.shown.rstrip())
    link = next((mark for mark in right.marked(LINK) if mark.start == 0 and mark.end), None)
    if link is None or kind is None or not words.conflict.fullmatch(kind.group()) or kind.group()[0].islower():
        return False
    bare = not _stands_alone(left, join, words) and words.dependent.search(left.shown) is None
    of_it = words.belonging.match(join) is not None and (bare or words.belonging.fullmatch(join) is not None)
    return of_it and not any(words.event.search(shown) for shown in (right.shown[: link.end], link.value))


def _begins_conflict(right: Text, words: _Words) -> bool:
    """Whether words after a preposition begin with the name of a conflict: a link, or a capital with its kind before the next preposition."""
    if any(mark.start == 0 and mark.end for mark in right.marked(LINK)):
        return True
    first = words.soft.split(right.shown, maxsplit=1)[0]
    return _CAPITAL.match(right.shown) is not None and words.conflict.search(first) is not None


def _mention(piece: Text, head: str, words: _Words) -> Mention | None:
    """What a piece names: its link where it has one, with the words about it where they are part of the name; ``head`` is its kind, told later."""
    piece = piece.strip(' .:;,\n"')
    if not piece or (_CAPITAL.search(piece.shown) is None and words.conflict.search(piece.shown) is None):
        return None
    links = list(link_pieces(piece))
    if len(links) == 1:
        linked, title = links[0]
        before = [match for match in words.soft.finditer(piece.shown) if piece.cut(match.end()).span().start <= linked.span().start]
        if before and _names_object(piece.cut(0, before[-1].start()), piece.cut(before[-1].end()), before[-1].group(), words):
            return Mention(one_line(piece), "conflict", piece.span())
        extra = piece.shown.replace(linked.shown, "", 1).split()
        named = all(_CAPITAL.match(word) or (words.conflict.fullmatch(word) and word.casefold() not in words.singulars) for word in extra)
        whole = piece if len(extra) <= 3 and named else linked
        return Mention(one_line(whole), "conflict", whole.span(), title)
    if head and not links:
        bare = words.plural.sub("", one_line(piece))
        return Mention(f"{bare} {head}", "conflict", piece.span())
    return Mention(one_line(piece), "conflict", piece.span())
