"""Which things are made one, and which stay two and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal as OneOf

from kg.link.merge.survey import Survey
from kg.rdf.terms import IRI, Literal
from kg.values import dataclass

Basis = OneOf["redirect", "item"]


@dataclass(frozen=True, slots=True)
class Merge:
    """A thing whose IRI is replaced.

    ``title`` is the page of the one that stays (None without one), ``label`` its name, ``written`` the name that the replaced one had, ``item``
    the number of the item that both are linked to (None for a redirect).
    """

    old: IRI
    new: IRI
    basis: Basis
    title: str | None
    label: Literal
    written: Literal
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing that might be another one and is left as it is: ``what`` says which other, ``reason`` why."""

    iri: IRI
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Merges by the IRI that is replaced, and what is kept, both sorted by IRI."""

    merges: Mapping[IRI, Merge]
    kept: tuple[Kept, ...] = ()


@dataclass(slots=True)
class Gathering:
    """Things that are to be one: what joins them is checked against all that have joined before."""

    survey: Survey
    into: IRI
    title: str | None
    basis: Basis
    item: int | None = None
    members: set[IRI] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    labels: dict[str, Literal] = field(default_factory=dict)

    def why_not(self, iri: IRI) -> str | None:
        """Why a thing cannot be one with those gathered, None if it can: both have an article of their own, a statement relates one to the other,
        they stand on two sides of a conflict."""
        survey = self.survey
        if survey.described.get(iri) and any(survey.described.get(member) for member in self.members):
            return "both have an article of their own, and what two articles say of sides is not to be mixed"
        if survey.related.get(iri, set()) & self.members:
            return "an article relates one to the other"
        if (conflict := survey.opposed({iri}, self.members)) is not None:
            return f"they stand on two sides of {conflict}"
        return None

    def join(self, iri: IRI) -> None:
        """Take a thing in; what is not the one that stays is replaced."""
        own = self.survey.label_of(iri)
        self.members.add(iri)
        if own is None or iri == self.into:
            if own is not None:
                self.labels.setdefault(own.language, own)
            return
        label = self.labels.setdefault(own.language, own)
        self.merges.append(Merge(iri, self.into, self.basis, self.title, label, own, self.item))


def make_plan(gatherings: Iterable[Gathering], kept: Iterable[Kept]) -> Plan:
    """The plan of all gatherings."""
    merges = sorted((merge for gathering in gatherings for merge in gathering.merges), key=lambda merge: merge.old)
    return Plan({merge.old: merge for merge in merges}, tuple(sorted(kept, key=lambda one: (one.iri, one.what, one.reason))))
