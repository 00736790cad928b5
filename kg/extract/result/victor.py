"""The victor and the kind of a result, from the words of its row.

A victory is told of a side only where all victories that the row names are the same side's. Those of phases ("in the north", "initial"), claims
and partial victories are nobody's. The names of the parties settle which side is meant (kg.extract.result.sides); where they do not, nothing is
told of the victor: the outcome stands as written all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.extract.context import Context
from kg.extract.result.sides import Known, Sided, find_side, know_sides
from kg.extract.result.vocabulary import VictoryWords, load_victory
from kg.language.words import lower_letters
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Phrase, Side, Term
from kg.model.text import Text
from kg.patterns import lazy_pattern

_STOP = lazy_pattern(r"[;:•]|(?<![A-Z])[.](?=\s+[A-Z]|\s*$)|\s[-–—]\s")
_EDGES = " \t\n,.()[]\"'“”‘’"
_DIGIT = lazy_pattern(r"\d")


# What the words make of a victory: one of the conflict, of a part or phase of it, or one that is denied or only claimed.
Extent = Literal["whole", "part", "denied"]


class Victory(NamedTuple):
    """A victory that a clause names: its words, who won and who lost it by name ("" where it is not said), and its degrees."""

    words: Text
    winner: str
    loser: str
    degrees: tuple[str, ...]
    extent: Extent


def read_result(rows: Iterable[Row], findings: tuple[Finding, ...], context: Context) -> Iterator[Finding]:
    """State the victor and the kind of the result that the rows of the outcome tell; nothing in a language without words for victories."""
    words = load_victory(context.language)
    if not words.known:
        return
    statements = [line.text.strip() for row in rows for cell in row.cells for line in cell.lines if line.text.shown.strip()]
    found = [victory for text in statements for clause in split_clauses(text) for victory in find_victories(clause, words)]
    victories = [victory for victory in found if (victory.winner or victory.loser) and victory.extent != "denied"]
    known = know_sides(findings, context)
    sided = [_side_of(victory, known, context) for victory in victories]
    several = len({one.side for one in sided if one}) > 1
    if statements:
        yield _state_kind(statements, () if several else victories, words)
    headed = len(victories) > 1 and any(text.shown.endswith(":") for text in statements[: _first(statements, victories)])
    if not several and not headed and all(victory.extent == "whole" for victory in victories) and len(found) == len(victories):
        bases = {f.object.number: f.basis for f in findings if f.relation == "side" and isinstance(f.object, Side)}
        notes = {victory: _notes_of(victory, statements) for victory in victories}
        yield from (_state_victor(victory, one, bases, notes[victory]) for victory, one in zip(victories, sided, strict=True) if one and all(sided))


def _first(statements: list[Text], victories: list[Victory]) -> int:
    """The number of statements before the first victory."""
    place = victories[0].words.span().start
    return sum(text.span().end < place for text in statements)


def split_clauses(text: Text) -> tuple[Text, ...]:
    """The clauses of a statement."""
    return tuple(clause for part in text.split(_STOP) if (clause := part.strip(_EDGES)))


def find_victories(clause: Text, words: VictoryWords) -> Iterator[Victory]:
    """The victories that a clause names, in order."""
    low = lower_letters(clause.shown)
    found = list(words.victory.finditer(low))
    if found and (other := words.subordinate.search(low, found[0].end())):
        clause, low = clause.cut(0, other.start()), low[: other.start()]
        found = [match for match in found if match.end() <= other.start()]
    at = 0
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(low)
        tail = low[match.end() : end] if number + 1 == len(found) else ""
        yield _victory(clause, at, match.start(), match.end(), tail, words)
        at = match.end()
    if not found:
        yield from _by_verb(clause, low, words)


def _victory(clause: Text, start: int, at: int, end: int, tail: str, words: VictoryWords) -> Victory:
    """The victory whose word stands from ``at`` to ``end``: who won stands before it or is told behind."""
    start += _own_start(lower_letters(clause.shown)[start:at], words)
    head, low = clause.shown[start:at], lower_letters(clause.shown)[start:at]
    degrees = tuple(dict.fromkeys(words.degrees[m.group()] for m in words.degree.finditer(low)))
    winner = _bare(_without(head, low, words), words)
    over, by = words.won_over.match(tail), words.won_by.match(tail)
    shown = clause.shown[end : end + len(tail)]
    loser = shown[over.start("name") : over.end("name")].strip(_EDGES) if over else ""
    if by and not winner:
        winner = shown[by.start("name") : by.end("name")].strip(_EDGES)
    extent = _extent(low, tail, words)
    begin = start + len(head) - len(head.lstrip(_EDGES + "&/"))
    stop = end if not (over or (by and winner)) else end + len(tail.rstrip(_EDGES))
    return Victory(clause.cut(begin, stop), winner, loser, degrees, extent)


def _extent(head: str, tail: str, words: VictoryWords) -> Extent:
    """What the words before a victory and behind it make of it; a number behind it is the time of a phase."""
    if words.denied.search(head) or words.denied.search(tail):
        return "denied"
    part = words.partial.search(head) or words.partial.search(tail) or words.phase.match(tail) or _DIGIT.search(tail)
    return "part" if part else "whole"


def _own_start(low: str, words: VictoryWords) -> int:
    """Where what stands before a victory begins to speak of it: behind the last comma that parts more than degrees of it."""
    comma = low.rfind(",")
    return comma + 1 if comma >= 0 and words.degree.sub("", low[:comma]).strip(_EDGES + "&/") else 0


def _without(shown: str, low: str, words: VictoryWords) -> str:
    """A head without the degrees of the victory."""
    parts, at = [], 0
    for match in words.degree.finditer(low):
        parts.append(shown[at : match.start()])
        at = match.end()
    return " ".join((*parts, shown[at:]))


def _bare(name: str, words: VictoryWords) -> str:
    name = " ".join(name.split()).strip(_EDGES + "&/-–")
    article = words.article.match(name)
    return name[article.end() :] if article else name


def _by_verb(clause: Text, low: str, words: VictoryWords) -> Iterator[Victory]:
    """ "Zell wins", "Zell defeated", "Defeat of Zell": a clause that says nothing else."""
    extent = _extent(low, "", words)
    for pattern, won in ((words.wins, True), (words.loses, False), (words.defeat_of, False)):
        if match := pattern.fullmatch(low):
            name = clause.shown[match.start("name") : match.end("name")]
            degrees = tuple(dict.fromkeys(words.degrees[m.group()] for m in words.degree.finditer(low)))
            name = _bare(_without(name, lower_letters(name), words), words)
            yield Victory(clause, name if won else "", "" if won else name, degrees, extent)
            return


def _state_kind(statements: list[Text], victories: Sequence[Victory], words: VictoryWords) -> Finding:
    """The kind of the result: a victory, unless the first statement says else before it."""
    first = statements[0]
    kind = next((kind for kind, pattern in words.kinds if pattern.search(lower_letters(first.shown))), None)
    if victories and (kind is None or victories[0].words.span().start < first.span().end):
        return Finding(CONFLICT, "resultKind", Term("victory"), (victories[0].words.span(),), "result-kind")
    return Finding(CONFLICT, "resultKind", Term(kind or "otherResult"), (first.span(),), "result-kind")


def _notes_of(victory: Victory, statements: Sequence[Text]) -> tuple[str, ...]:
    """The footnotes that stand right behind the words of a victory."""
    span = victory.words.span()
    for text in statements:
        whole, at = text.span(), text.shown.find(victory.words.shown)
        if at >= 0 and whole.start <= span.start and span.end <= whole.end:
            return text.notes_behind(at + len(victory.words.shown))
    return ()


def _state_victor(victory: Victory, sided: Sided, bases: Mapping[int, str | None], notes: tuple[str, ...]) -> Finding:
    basis = bases.get(sided.side) if sided.match == "name" else f"victor-{sided.match}"
    degrees = tuple(("degree", Phrase(degree)) for degree in victory.degrees)
    return Finding(CONFLICT, "victor", Side(sided.side), (victory.words.span(),), "victor", degrees, basis, notes)


def _side_of(victory: Victory, known: Known, context: Context) -> Sided | None:
    """The side that a victory is called that of: by those who won, else, of two sides, by those who lost."""
    words = load_victory(context.language)
    lost = _joint_side(victory.loser, known, context, words) if victory.loser else None
    if victory.winner:
        won = _joint_side(victory.winner, known, context, words)
        if won:
            return won if lost is None or lost.side != won.side else None
    other = known.sides - {lost.side} if lost and len(known.sides) == 2 else frozenset()
    return Sided(next(iter(other)), "word") if other and lost else None


def _joint_side(name: str, known: Known, context: Context, words: VictoryWords) -> Sided | None:
    """The side of a name, or of all those joined in it that tell one."""
    whole = find_side(name, known, context)
    if whole:
        return whole
    parts = [part for part in words.joining.split(name) if part and part != name]
    found = [sided for part in parts if (sided := find_side(part, known, context))]
    return found[0] if len({sided.side for sided in found}) == 1 else None
