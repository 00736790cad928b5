"""Which claim of one side is the changed form of which on the other. Pure.

Claims are paired step by step, from what is certain to what is likely, and only where there is no choice: one on each side. What is left was removed
and added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

from kg.diff.difference import load_data
from kg.diff.pages import Statement
from kg.diff.renames import Renames
from kg.graph.facts import local_name
from kg.patterns import lazy_pattern

_SIDE = lazy_pattern(r"(.+)/side/\d+")
Key = Callable[[Statement], Hashable]


class Pair(NamedTuple):
    """A claim of the old and one of the new side; None where there is none. ``renamed``: they differ by the IRIs of things alone."""

    old: Statement | None
    new: Statement | None
    renamed: bool = False


def pair_statements(old: Iterable[Statement], new: Iterable[Statement], renames: Renames) -> Iterator[Pair]:
    """The claims that differ, each once."""
    keys = _Keys(renames)
    left = _Left(old, new)
    left.take(keys.exact, always=True)  # The same on both sides: no difference.
    yield from (Pair(*pair, renamed=True) for pair in left.take(keys.renamed, always=True))
    for key in (keys.claim, keys.qualified, keys.worded, keys.fact, keys.moved, keys.reread, keys.figure, keys.renamed_property):
        yield from (Pair(*pair) for pair in left.take(key))
    yield from (Pair(*pair) for pair in left.take_single(keys.single, keys.property))
    yield from (Pair(statement, None) for statement in left.old)
    yield from (Pair(None, statement) for statement in left.new)


class _Left:
    """The claims of both sides that have no other half yet, in the order of their IRIs."""

    def __init__(self, old: Iterable[Statement], new: Iterable[Statement]) -> None:
        self.old, self.new = (sorted(side, key=lambda statement: statement.iri) for side in (old, new))
        self._all = self.old, self.new

    def take(self, key: Key, *, always: bool = False) -> list[tuple[Statement, Statement]]:
        """Take out pairs with the same key: where there is one on each side, or always (the first with the first)."""
        groups = [defaultdict[Hashable, list[Statement]](list) for _ in range(2)]
        for side, group in zip((self.old, self.new), groups, strict=True):
            for statement in side:
                if (found := key(statement)) is not None:
                    group[found].append(statement)
        taken = [
            pair
            for found, statements in groups[0].items()
            if found in groups[1] and (always or len(statements) == len(groups[1][found]) == 1)
            for pair in zip(statements, groups[1][found], strict=False)
        ]
        gone = {id(statement) for pair in taken for statement in pair}
        self.old, self.new = ([statement for statement in side if id(statement) not in gone] for side in (self.old, self.new))
        return taken

    def take_single(self, key: Key, of_all: Key) -> list[tuple[Statement, Statement]]:
        """As `take`, but there must be one value on each side among all claims, not only among those that are left."""
        values = [defaultdict[Hashable, set[object]](set) for _ in range(2)]
        for side, found in zip(self._all, values, strict=True):
            for statement in side:
                found[of_all(statement)].add(statement.object)
        several = {name for side in values for name, objects in side.items() if len(objects) > 1}
        return self.take(lambda statement: None if of_all(statement) in several else key(statement))


class _Keys:
    """What two claims must have in common at each step; None where a step is not for a claim."""

    def __init__(self, renames: Renames) -> None:
        self._node = renames.node
        data = load_data()
        self._single, self._number, self._reading = (frozenset(data[name]) for name in ("single", "number", "reading"))

    def exact(self, claim: Statement) -> Hashable:
        return claim.subject, claim.predicate, claim.object, claim.details, claim.quotes

    def renamed(self, claim: Statement) -> Hashable:
        details = frozenset((name, self._node(node)) for name, node in claim.details if local_name(name) != "writtenAs")
        return *self._final(claim), details, claim.quotes

    def claim(self, claim: Statement) -> Hashable:
        return claim.iri

    def qualified(self, claim: Statement) -> Hashable:
        details = frozenset((name, self._node(node)) for name, node in claim.details if local_name(name) not in self._reading)
        return *self._final(claim), details

    def worded(self, claim: Statement) -> Hashable:
        return *self._final(claim), claim.quotes

    def fact(self, claim: Statement) -> Hashable:
        return self._final(claim)

    def moved(self, claim: Statement) -> Hashable:
        """The same about another side of the conflict."""
        side = _SIDE.fullmatch(str(self._node(claim.subject)))
        return (side[1], claim.predicate, claim.content or self._node(claim.object)) if side else None

    def reread(self, claim: Statement) -> Hashable:
        """The same words, read otherwise."""
        return (self._node(claim.subject), claim.predicate, claim.quotes) if claim.quotes else None

    def figure(self, claim: Statement) -> Hashable:
        """A figure of the same kind."""
        kind = frozenset((name, self._node(node)) for name, node in claim.content if local_name(name) not in self._number)
        return (self._node(claim.subject), claim.predicate, kind) if claim.content else None

    def renamed_property(self, claim: Statement) -> Hashable:
        """The same words about the same thing, told with another property."""
        return (self._node(claim.subject), claim.content or self._node(claim.object), claim.quotes) if claim.quotes else None

    def single(self, claim: Statement) -> Hashable:
        return self.property(claim) if local_name(claim.predicate) in self._single else None

    def property(self, claim: Statement) -> Hashable:
        return self._node(claim.subject), claim.predicate

    def _final(self, claim: Statement) -> tuple[Hashable, ...]:
        return self._node(claim.subject), claim.predicate, self._node(claim.object)
