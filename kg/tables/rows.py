"""The rows of the tables: their fields are the columns that tables.toml describes, in the same order. None and () mean not told."""

from __future__ import annotations

from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class FactRow:
    """A claim."""

    claim: str
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None
    conflict: str | None
    conflict_iri: str | None
    side: int | None
    side_name: str | None
    subject: str
    subject_iri: str
    property: str
    value: str
    value_iri: str | None
    precision: str | None
    low: int | None
    high: int | None
    approximate: bool | None
    total: bool | None
    category: str | None
    kind: str | None
    counts: str | None
    scope: str | None
    of: str | None
    within: str | None
    according_to: str | None
    valid_from: str | None
    valid_until: str | None
    as_of: str | None
    rank: str | None
    role: str | None
    affiliation: str | None
    fate: str | None
    degree: str | None
    note: tuple[str, ...]
    certainty: str
    basis: str | None
    rule: str
    references: tuple[str, ...]
    quote: str
    quote_start: int | None
    quote_end: int | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict."""

    conflict_iri: str
    conflict: str
    also_called: tuple[str, ...]
    start: str | None
    start_precision: str | None
    start_earliest: str | None
    start_latest: str | None
    end: str | None
    end_precision: str | None
    end_earliest: str | None
    end_latest: str | None
    when: str | None
    days_at_least: int | None
    days_at_most: int | None
    places: tuple[str, ...]
    place_iris: tuple[str, ...]
    longitude: float | None
    latitude: float | None
    part_of: tuple[str, ...]
    part_of_iris: tuple[str, ...]
    result: tuple[str, ...]
    result_kind: tuple[str, ...]
    victor: str | None
    victor_side: int | None
    victor_degree: str | None
    sides: int
    wikidata: tuple[str, ...]
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side of a conflict."""

    side_iri: str
    conflict_iri: str
    conflict: str
    side: int
    side_name: str
    won: bool | None
    belligerents: tuple[str, ...]
    belligerent_iris: tuple[str, ...]
    supporters: tuple[str, ...]
    commanders: tuple[str, ...]
    units: tuple[str, ...]
    people_low: int | None
    people_high: int | None
    killed_low: int | None
    killed_high: int | None
    wounded_low: int | None
    wounded_high: int | None
    captured_low: int | None
    captured_high: int | None
    casualties_low: int | None
    casualties_high: int | None
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A claim about a person."""

    claim: str
    person: str
    person_iri: str
    property: str
    subject: str
    subject_iri: str
    conflict: str | None
    conflict_iri: str | None
    side: int | None
    side_name: str | None
    rank: str | None
    role: str | None
    affiliation: str | None
    fate: str | None
    valid_from: str | None
    valid_until: str | None
    as_of: str | None
    note: tuple[str, ...]
    certainty: str
    basis: str | None
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None
    quote: str
    quote_start: int | None
    quote_end: int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A claim of a figure."""

    claim: str
    figure: str
    subject: str
    subject_iri: str
    conflict: str | None
    conflict_iri: str | None
    side: int | None
    side_name: str | None
    measure: str
    category: str | None
    counted: str
    low: int | None
    high: int | None
    approximate: bool
    total: bool
    adds_up: bool
    why_not: str | None
    kind: str | None
    counts: str | None
    scope: str | None
    of: str | None
    of_iri: str | None
    within: str | None
    according_to: str | None
    valid_from: str | None
    valid_until: str | None
    as_of: str | None
    note: tuple[str, ...]
    references: tuple[str, ...]
    certainty: str
    basis: str | None
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None
    quote: str
    quote_start: int | None
    quote_end: int | None


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A work that an article cites for a claim."""

    reference: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    url: str | None
    archived: str | None
    citation: str | None
    passage: str | None
    claim: str
    conflict: str | None
    side: int | None
    subject: str
    property: str
    value: str
    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None
    quote: str
    quote_start: int | None
    quote_end: int | None


Row = FactRow | ConflictRow | SideRow | PersonRow | FigureRow | ReferenceRow
