"""Findings: statements read from the text, before they are mapped to terms of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kg.model.text import Span
from kg.values import dataclass

Kind = Literal["conflict", "group", "unit", "person", "place"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an entity: the name as written, the linked page, and further names given in the same place."""

    name: str
    kind: Kind
    span: Span
    title: str | None = None
    also: tuple[str, ...] = ()


class Side(NamedTuple):
    """A column of the infobox by its number; 0 is the conflict as a whole."""

    number: int


CONFLICT = Side(0)


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a page that is not about a conflict: a group, a unit or a person."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year of the proleptic Gregorian calendar; ``year`` is astronomical (331 BC is -330).

    ``month`` 21 to 24 is a season, as in EDTF; ``unspecified`` counts the digits of the year that the source leaves open
    (1 for "the 1790s", 2 for a century). Such a span ends with ``year`` where that is before 1 AD, else ``year`` lies in it.
    """

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    unspecified: int = 0

    @property
    def value(self) -> str:
        """The lexical form of xsd:date, xsd:gYearMonth or xsd:gYear, by precision (a season has the precision of its year)."""
        return self._year + (f"-{self.month:02d}" if self.precision != "year" else "") + (f"-{self.day:02d}" if self.precision == "day" else "")

    @property
    def _year(self) -> str:
        return f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"

    @property
    def first_year(self) -> int:
        """The first year that the date may mean."""
        scope: int = 10**self.unspecified
        return self.year - scope + 1 if self.year < 1 else max(self.year // scope * scope, 1)

    @property
    def last_year(self) -> int:
        """The last year that the date may mean."""
        scope: int = 10**self.unspecified
        return self.year if self.year < 1 else self.year // scope * scope + scope - 1

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """The unit to which the source dates it."""
        if not self.month or self.month > 12:
            return "year"
        return "day" if self.day else "month"

    @property
    def edtf(self) -> str:
        """The EDTF level 1 form (ISO 8601-2), with ~ for an approximate date, a season as month 21 to 24, X for an open digit.

        A span of years that X cannot write (before 1 AD it may begin with any digit) is an interval.
        """
        first, last = self.edtf_bounds
        return first if first == last else f"{first}/{last}"

    @property
    def edtf_bounds(self) -> tuple[str, str]:
        """The EDTF forms of the beginning and the end of what the date may mean; one and the same where one form can write it."""
        doubt = "~" if self.approximate else ""
        if self.unspecified and self.year < 1 and (self.year == 0 or self.year % 10**self.unspecified):
            return Date(self.first_year).value + doubt, Date(self.last_year).value + doubt
        if self.unspecified:
            text = self._year[: -self.unspecified] + "X" * self.unspecified
        else:
            text = f"{self._year}-{self.month}" if self.month and self.month > 12 else self.value
        return text + doubt, text + doubt


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of an event; ``end`` None and ``ongoing`` for "present".

    ``choices`` are the dates of which the source leaves open which one it was; ``sometime`` says that it was at some time between the two.
    """

    start: Date | None
    end: Date | None
    ongoing: bool = False
    choices: tuple[Date, ...] = ()
    sometime: bool = False

    @property
    def edtf(self) -> str:
        """The EDTF form: one date, an interval with ".." for an open end, or a set of which one member is meant (level 2)."""
        if self.choices:
            return f"[{','.join(date.edtf.replace('/', '..') for date in self.choices)}]"
        start, end = self.start.edtf_bounds[0] if self.start else "", self.end.edtf_bounds[1] if self.end else ""
        if self.sometime:
            return f"[{start}..{end}]"
        if self.ongoing:
            return f"{start}/.."
        return start if start == end else f"{start}/{end}"


@dataclass(frozen=True, slots=True)
class Point:
    """Coordinates in decimal degrees of WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verbatim phrase, in the language of the article unless stated."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology, by local name ("killed")."""

    name: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A counted figure with its bounds (None: none given). ``category`` is a loss category, None for strength.

    ``counts`` is what is counted, as written; ``of`` the party it is for where that is not the whole side; ``within`` the
    figure it is a part of; ``according_to`` who says so. ``kind`` is the kind of what is counted, a term of the ontology; ``scope`` the heading
    or phase that the figure stands under; ``total`` says that its words call it the total; ``dates`` are those it holds for.
    """

    low: int | None
    high: int | None
    span: Span
    category: str | None = None
    counts: str | None = None
    approximate: bool = False
    of: Mention | None = None
    within: Estimate | None = None
    according_to: str | None = None
    kind: str | None = None
    scope: str | None = None
    total: bool = False
    dates: tuple[Date, ...] = ()


Value = Mention | Date | Period | Point | Phrase | Term | Estimate | Side | Topic | int
Subject = Side | Mention | Topic


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of the article: subject, relation (a key of kg/data/mapping.toml), object, qualifiers, and its evidence.

    ``rule`` names the extraction rule; ``basis`` the inference rule where the words alone do not say it (then it is inferred, not stated);
    ``notes`` are keys of the footnotes that the words carry.
    """

    subject: Subject
    relation: str
    object: Value
    evidence: tuple[Span, ...]
    rule: str
    qualifiers: tuple[tuple[str, Value], ...] = ()
    basis: str | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a finding needs the words it stands on: {self.relation} {self.object}")

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention in it: subject, object, qualifiers, and the party that a figure is for."""
        values = (self.subject, self.object, *(value for _, value in self.qualifiers))
        yield from (value for value in values if isinstance(value, Mention))
        if isinstance(self.object, Estimate) and self.object.of:
            yield self.object.of
