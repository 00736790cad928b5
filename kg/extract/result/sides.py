"""Which side a name in a result stands for: "Varnish" for that of the Kingdom of Varn, "Allied" for that of an ally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from kg.extract.context import Context
from kg.extract.names.peoples import PeopleWords, holds, load_peoples, rest_of
from kg.extract.result.vocabulary import VictoryWords, load_victory
from kg.language.fold import fold_name
from kg.model.finding import Finding, Mention, Phrase, Side
from kg.values import dataclass

# How sure a name tells a side: it is a party's own, a people's whose state fights there, a word of a party's name, a coalition's.
Match = Literal["name", "state", "word", "coalition"]

_ROLES = {"belligerent": "party", "supporter": "party", "unit": "unit", "commander": "person"}
_ORDER = ("party", "affiliation", "unit", "person")
_LONGEST_END = 4
_LONGEST_LABEL = 4
_NOWHERE = frozenset[int]()


class Sided(NamedTuple):
    """The side that a name tells, and how."""

    side: int
    match: Match


@dataclass(frozen=True)
class Known:
    """The folded names of those who stand on a side, by the role they have there, and all sides of the conflict."""

    names: tuple[tuple[str, int, str], ...]
    sides: frozenset[int]
    aliases: tuple[tuple[str, str], ...] = ()

    def of_role(self, role: str) -> Sequence[tuple[str, int]]:
        """The names of one role with their sides."""
        return self._by_role.get(role, ())

    def parties(self) -> Sequence[tuple[str, int]]:
        """The names of the parties with their sides; where none is listed, those that people belong to."""
        return self.of_role("party") or self.of_role("affiliation")

    def sides_of(self, role: str, name: str) -> frozenset[int]:
        """The sides on which a name has a role."""
        return self._sides.get((role, name), _NOWHERE)

    def full_name(self, name: str) -> str:
        """What a short name stands for; the name itself where it is none."""
        return self._full_names.get(name, name)

    @cached_property
    def _by_role(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        found = defaultdict[str, list[tuple[str, int]]](list)
        for name, side, role in self.names:
            found[role].append((name, side))
        return dict(found)

    @cached_property
    def _sides(self) -> Mapping[tuple[str, str], frozenset[int]]:
        found = defaultdict[tuple[str, str], set[int]](set)
        for name, side, role in self.names:
            found[role, name].add(side)
        return {key: frozenset(sides) for key, sides in found.items()}

    @cached_property
    def _full_names(self) -> Mapping[str, str]:
        return dict(self.aliases)


def know_sides(findings: Iterable[Finding], context: Context) -> Known:
    """Gather who stands on which side; those without a side tell nothing."""
    names: dict[tuple[str, int, str], None] = {}
    sides = set()
    for finding in findings:
        if isinstance(finding.object, Side) and finding.relation == "side":
            sides.add(finding.object.number)
        if not isinstance(finding.subject, Side) or not finding.subject.number:
            continue
        sides.add(finding.subject.number)
        if (role := _ROLES.get(finding.relation)) and isinstance(finding.object, Mention):
            names |= dict.fromkeys((name, finding.subject.number, role) for name in _names(finding.object))
            affiliations = [value for name, value in finding.qualifiers if name == "affiliation" and isinstance(value, Mention)]
            names |= dict.fromkeys((name, finding.subject.number, "affiliation") for value in affiliations for name in _names(value))
            if finding.relation == "belligerent":
                names |= dict.fromkeys((label, finding.subject.number, "label") for label in _labels(finding))
    return Known(tuple(names), frozenset(sides), tuple((short, fold_name(name)) for short, name in context.aliases))


def _names(mention: Mention) -> Iterator[str]:
    return (fold_name(name) for name in (mention.name, mention.title, *mention.also) if name)


def _labels(finding: Finding) -> Iterator[str]:
    """What a heading or a bracket calls a party, in a few words with capitals ("Republic – Empire")."""
    notes = (value.text for name, value in finding.qualifiers if name == "note" and isinstance(value, Phrase))
    return (
        fold_name(note)
        for note in notes
        if len(note.split()) <= _LONGEST_LABEL and not any(word[0].islower() or word[0].isdigit() for word in note.split())
    )


def find_side(name: str, known: Known, context: Context) -> Sided | None:
    """The one side that a name tells; None where it tells none, or several alike."""
    words, peoples = load_victory(context.language), load_peoples(context.language)
    whole = fold_name(name)
    bare = " ".join(word for word in whole.split() if word not in words.general) or whole
    found = _by_name(whole, known, context) or _by_name(bare, known, context) or _by_words(bare, known, peoples)
    found = found or _by_coalition(whole, known, context, words) or _by_labels(bare, known, peoples)
    return found if found and found.side else None


def _only(sides: Iterable[int], match: Match) -> Sided | None:
    """The one side that fits; side 0, which ends the search, where several do, None where none does."""
    found = set(sides)
    return Sided(found.pop() if len(found) == 1 else 0, match) if found else None


def _by_name(name: str, known: Known, context: Context) -> Sided | None:
    meant = known.full_name(name)
    for role in _ORDER:
        if found := _only(known.sides_of(role, name) | known.sides_of(role, meant), "name"):
            return found
    group = context.groups.find(name.upper()) if name.isalpha() else None
    return _only(known.sides_of("party", fold_name(group.name)), "name") if group else None


def _by_words(name: str, known: Known, peoples: PeopleWords) -> Sided | None:
    """By the words of the parties' names: a people's own state before any other party that shares the word."""
    found: dict[Match, set[int]] = defaultdict(set)
    for party, side in known.parties():
        if (rest := rest_of(name.split(), party, peoples)) is not None:
            found["state" if (peoples.states | peoples.services).issuperset(rest) else "word"].add(side)
    return _only(found["state"], "state") or _only(found["word"], "word")


def _by_labels(name: str, known: Known, peoples: PeopleWords) -> Sided | None:
    """By what the headings call the parties, where that is said of one side only."""
    return _only({side for label, side in known.of_role("label") if rest_of(name.split(), label, peoples) is not None}, "word")


def _by_coalition(name: str, known: Known, context: Context, words: VictoryWords) -> Sided | None:
    """By the states of a coalition of the conflict's years, where all of them that take part stand on one side."""
    start, end = context.period.start, context.period.end or context.period.start
    if start is None or end is None:
        return None
    meant = [c for c in words.coalitions if name in c.words and c.first <= end.year and start.year <= c.last and end.year <= c.last + 1]
    members = {member for coalition in meant for member in coalition.members}
    return _only(
        (side for party, side in known.parties() for member in members if _is_state(member, party, load_peoples(context.language))), "coalition"
    )


def _is_state(member: str, party: str, peoples: PeopleWords) -> bool:
    rest = party.split()
    if not holds(rest, member.split()):
        return False
    for part in member.split():
        rest.remove(part)
    return (peoples.states | peoples.services).issuperset(rest)
