"""What gold files and findings state for the sides of a conflict, and how right the ones are by the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kg.language.fold import fold_name
from kg.model.finding import Estimate, Finding, Mention, Side
from kg.model.text import Span

KINDS = {"belligerent": "belligerents", "commander": "commanders", "unit": "units", "strength": "strength", "losses": "losses"}
BETA = 0.5


class Fact(NamedTuple):
    """What is stated for a side (0: all sides together): by names for parties, people and formations, by figures for strength and losses."""

    kind: str
    side: int
    names: frozenset[str] = frozenset()
    figures: tuple[int | None, int | None, str | None] | None = None
    optional: bool = False
    evidence: tuple[Span, ...] = ()


class Counts(NamedTuple):
    """How many facts are right, wrong and missing."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The part of the stated facts that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The part of the gold facts that is stated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def score(self) -> float:
        """F0.5."""
        weighed = (1 + BETA**2) * self.right
        return weighed / (weighed + self.extra + BETA**2 * self.missed) if self.right else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    """All together."""
    whole = Counts()
    for part in counts:
        whole = whole.plus(part)
    return whole


class Judged(NamedTuple):
    """An article's counts by kind, and the facts that it states."""

    kinds: dict[str, Counts]
    stated: tuple[Fact, ...]


def read_gold(gold: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The facts of a gold file that are told for sides."""
    facts = []
    for side in ({**gold.get("joint", {}), "n": 0}, *gold["sides"]):
        for kind, key in KINDS.items():
            for entry in side.get(key, ()):
                told = entry if isinstance(entry, dict) else {"name": entry}
                names = frozenset(fold_name(name) for name in told.get("name", ()))
                figures = None if names else (told["low"], told["high"], told.get("category"))
                facts.append(Fact(kind, side["n"], names, figures, bool(told.get("optional"))))
    return tuple(facts)


def read_facts(findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """The facts for sides among findings, each once."""
    facts: dict[object, Fact] = {}
    for finding in findings:
        if isinstance(finding.subject, Side) and finding.relation in KINDS:
            fact, key = _fact_of(finding, finding.subject.number)
            before = facts.get(key, fact)
            facts[key] = before._replace(names=before.names | fact.names)
    return tuple(facts.values())


def _fact_of(finding: Finding, side: int) -> tuple[Fact, object]:
    value = finding.object
    if isinstance(value, Mention):
        names = frozenset(fold_name(name) for name in (value.name, value.title or value.name, *value.also))
        return Fact(finding.relation, side, names, evidence=finding.evidence), (finding.relation, side, fold_name(value.title or value.name))
    if not isinstance(value, Estimate):
        raise TypeError(f"{finding.relation} of {value}")
    figures = value.low, value.high, value.category
    fact = Fact(finding.relation, side, figures=figures, evidence=finding.evidence)
    return fact, (finding.relation, side, figures, value.counts, value.of and fold_name(value.of.name), value.according_to)


def judge(gold: Sequence[Fact], found: Sequence[Fact]) -> Judged:
    """Pair each fact found with a gold fact that nothing else has; an optional one is neither rewarded nor punished."""
    kinds = {}
    for kind in KINDS:
        left = [fact for fact in gold if fact.kind == kind]
        right = extra = 0
        for fact in (fact for fact in found if fact.kind == kind):
            hit = next((other for other in left if _is_same(other, fact)), None)
            if hit is not None:
                left.remove(hit)
                right += not hit.optional
            else:
                extra += 1
        kinds[kind] = Counts(right, extra, sum(not fact.optional for fact in left))
    return Judged(kinds, tuple(found))


def _is_same(gold: Fact, found: Fact) -> bool:
    return gold.side == found.side and _is_same_but_for_side(gold, found)


def _is_same_but_for_side(gold: Fact, found: Fact) -> bool:
    return gold.kind == found.kind and (gold.figures == found.figures if gold.figures else bool(gold.names & found.names))


def is_on_its_side(fact: Fact, gold: Iterable[Fact]) -> bool | None:
    """Whether the gold facts have a fact on the side where it is stated; None where they do not have it at all."""
    sides = {other.side for other in gold if _is_same_but_for_side(other, fact)}
    return fact.side in sides if sides else None
