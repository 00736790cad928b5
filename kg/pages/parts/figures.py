"""Figures of strength and losses, in words and as bars that end at the bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.extract.figures.vocabulary import PEOPLE
from kg.extract.figures.words import class_of
from kg.graph.facts import GraphIndex, spaced
from kg.language.language import Language, find_language
from kg.pages.parts.statements import name_of
from kg.rdf.terms import CK, IRI, Literal

_SHORTEST = 0.4


class Figure(NamedTuple):
    """An estimate: bounds (None where none is given), what is counted, the category of a loss, whose it is, who says so.

    ``language`` is that of what is counted, None where we have no words of it; ``scope`` the heading that it stands under.
    """

    iri: IRI
    low: int | None
    high: int | None
    approximate: bool
    counts: str
    category: str
    of: IRI | None
    of_name: str
    within: str
    according_to: str
    language: Language | None = None
    scope: str = ""
    total: bool = False

    @property
    def words(self) -> str:
        """The bounds in words."""
        low, high = (None if bound is None else f"{bound:,}" for bound in (self.low, self.high))
        if low is None or high is None:
            words = f"at least {low}" if low else f"at most {high}" if high else "not counted"
        else:
            words = low if low == high else f"{low}–{high}"
        return f"about {words}" if self.approximate else words

    @property
    def unit(self) -> str:
        """The unit and the category of loss, without repetition ("450 killed or wounded")."""
        category = spaced(self.category)
        said = self.counts.casefold()
        if not category or any(part in said for part in (category, "kill", "wound", "captur", "casualt", "missing", "lost")):
            return self.counts
        if self.category in ("casualties", "sick"):
            return f"{category} ({self.counts})" if self.counts else category
        return f"{self.counts} {'captured' if self.category == 'materielCaptured' else category}".strip()

    @property
    def scale(self) -> tuple[str, str]:
        """The key of comparable figures: the kind of loss, and people or the counted thing."""
        noun = self.counts.casefold().strip()
        named = self.language is not None and class_of(noun, False, self.language) == PEOPLE
        people = not noun or named or self.category in ("killed", "wounded", "casualties", "captured", "missing")
        kind = "displaced" if self.category == "displaced" else "losses" if self.category else "strength"
        return kind, "people" if people else noun


class Bar(NamedTuple):
    """A bar in hundredths of its scale: certain up to ``sure``, possible up to ``most``; ``open_end`` where no upper bound is given."""

    sure: float
    most: float
    open_end: bool


def read_figure(index: GraphIndex, iri: IRI) -> Figure:
    """The estimate of an IRI."""

    def text(name: str) -> str:
        return index.text(iri, CK.term(name)) or ""

    owner, counts = index.one(iri, CK.term("of")), index.one(iri, CK.term("counts"))
    tag = counts.language if isinstance(counts, Literal) else None
    return Figure(
        iri, _number(text("atLeast")), _number(text("atMost")), text("approximate") == "true", text("counts"), text("category"),
        owner if isinstance(owner, IRI) else None, name_of(index, owner) if owner else "", text("within"), text("accordingTo"),
        find_language(tag) if tag else None, text("scope"), text("total") == "true",
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None


def draw_bars(figures: Iterable[Figure]) -> Mapping[IRI, Bar]:
    """A bar for each figure that has another to be compared with, on the scale of those; the largest bound fills nine tenths of it."""
    scales: dict[tuple[str, str], dict[IRI, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.low is not None or figure.high is not None:
            scales[figure.scale][figure.iri] = figure
    bars: dict[IRI, Bar] = {}
    for group in scales.values():
        largest = max(figure.high or figure.low or 0 for figure in group.values())
        if largest > 0 and len(group) > 1:
            bars |= {figure.iri: _draw(figure, largest) for figure in group.values()}
    return bars


def _draw(figure: Figure, largest: int) -> Bar:
    sure = 90 * (figure.low or 0) / largest
    most = 90 * (figure.high if figure.high is not None else figure.low or 0) / largest
    if figure.high is None:
        most = sure + 8
    return Bar(round(max(sure, _SHORTEST if figure.low else 0), 2), round(max(most, sure, _SHORTEST), 2), figure.high is None)
