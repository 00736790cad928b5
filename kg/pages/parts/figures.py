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
# Words that say by themselves what became of those who are counted.
_SAYING = {
    "killed": ("dead", "died", "deaths"), "captured": ("prisoner", "pow"), "materielCaptured": ("captur",), "defected": ("desert", "defect"),
    "displaced": ("refugee",), "sick": ("invalid",), "destroyed": ("sunk", "shot down"),
}  # fmt: skip


class Figure(NamedTuple):
    """An estimate: bounds (None where none is given), what is counted, the category of a loss, whose it is, who says so.

    ``language`` is that of what is counted, None where we have no words of it; ``scope`` the heading that it stands under; ``kind`` the kind of
    what is counted, "" where the graph names none; ``adds_up`` whether it is the one figure of its side.
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
    kind: str = ""
    adds_up: bool = False

    @property
    def words(self) -> str:
        """The bounds in words."""
        return show_bounds(self.low, self.high, self.approximate)

    @property
    def unit(self) -> str:
        """What is counted, as written, with the category of loss where the words do not say it ("343 dead", "12 tanks destroyed")."""
        category = "captured" if self.category == "materielCaptured" else spaced(self.category)
        if not category or _says(self.counts, self.category):
            return self.counts
        if self.category in ("casualties", "sick"):
            return f"{self.counts} ({category})" if self.counts else category
        return f"{self.counts} {category}".strip()

    @property
    def said(self) -> str:
        """The whole figure as plain text: bounds, unit, whose it is, the heading that it stands under, who says so."""
        owner, total = (f"of {self.of_name}" if self.of else ""), "in total" if self.total else ""
        scope, source = (f"({self.scope})" if self.scope else ""), f"per {self.according_to}" if self.according_to else ""
        return " ".join(filter(None, (self.words, self.unit, owner, total, scope, source)))

    @property
    def scale(self) -> tuple[str, str]:
        """The key of comparable figures: strength, losses or displaced, and people or the kind of thing that is counted."""
        measure = "displaced" if self.category == "displaced" else "losses" if self.category else "strength"
        return measure, "people" if self.counts_people else self.kind if self.kind not in ("", "otherCounted") else self.counts.casefold().strip()

    @property
    def counts_people(self) -> bool:
        """Whether people are counted: by the kind that the graph names, else by the words."""
        if self.kind:
            return self.kind in ("personnel", "civilians")
        noun = self.counts.casefold().strip()
        named = self.language is not None and class_of(noun, False, self.language) == PEOPLE
        return not noun or named or self.category in ("killed", "wounded", "casualties", "captured", "missing")


def show_bounds(low: int | None, high: int | None, approximate: bool = False) -> str:
    """Bounds in words: "at least 450", "about 1,200–1,500"."""
    least, most = (None if bound is None else f"{bound:,}" for bound in (low, high))
    if least is None or most is None:
        words = f"at least {least}" if least else f"at most {most}" if most else "not counted"
    else:
        words = least if least == most else f"{least}–{most}"
    return f"about {words}" if approximate else words


def _says(counts: str, category: str) -> bool:
    """Whether the words for what is counted say what became of it."""
    said = counts.casefold()
    return any(part in said for part in (spaced(category), "kill", "wound", "captur", "casualt", "missing", "lost", *_SAYING.get(category, ())))


class Bar(NamedTuple):
    """A bar in hundredths of its scale: certain up to ``sure``, possible up to ``most``; ``open_end`` where no upper bound is given.

    ``apart`` marks a bar on another scale than people.
    """

    sure: float
    most: float
    open_end: bool
    apart: bool = False


class Scale(NamedTuple):
    """What a full bar is: the largest bound of the figures that are compared, and what they count."""

    measure: str
    counted: str
    largest: int


class Chart(NamedTuple):
    """The bars of figures by their IRI, and their scales."""

    bars: Mapping[IRI, Bar]
    scales: tuple[Scale, ...]


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
        text("countedKind"), text("addsUp") == "true",
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None


def draw_bars(figures: Iterable[Figure]) -> Chart:
    """A bar for each figure that has another to be compared with, on the scale of those; the largest bound fills nine tenths of it.

    No bar of a part is longer than that of its whole; a part that is said to be larger has none.
    """
    groups: dict[tuple[str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.low is not None or figure.high is not None:
            groups[figure.scale][figure.iri] = figure
    bars: dict[IRI, Bar] = {}
    scales = []
    for (measure, counted), group in groups.items():
        largest = max(figure.high or figure.low or 0 for figure in group.values())
        if largest > 0 and len(group) > 1:
            drawn = {iri: _draw(figure, largest, counted != "people") for iri, figure in group.items()}
            bars |= {figure.iri: bar for figure in group.values() if (bar := _fit(figure, group, drawn))}
            scales.append(Scale(measure, counted, largest))
    return Chart(bars, tuple(scales))


def _fit(figure: Figure, group: Mapping[str, Figure], drawn: Mapping[str, Bar]) -> Bar | None:
    """The bar of a figure, within that of its whole; None where the part is larger than its whole."""
    bar, whole, seen = drawn[figure.iri], group.get(figure.within), {figure.iri}
    while whole is not None and whole.iri not in seen:
        if whole.high is not None and (figure.low or 0) > whole.high:
            return None
        most = drawn[whole.iri].most
        bar = bar._replace(sure=min(bar.sure, most), most=min(bar.most, most))
        seen.add(whole.iri)
        whole = group.get(whole.within)
    return bar


def _draw(figure: Figure, largest: int, apart: bool) -> Bar:
    sure = 90 * (figure.low or 0) / largest
    most = 90 * (figure.high if figure.high is not None else figure.low or 0) / largest
    if figure.high is None:
        most = sure + 8
    return Bar(round(max(sure, _SHORTEST if figure.low else 0), 2), round(max(most, sure, _SHORTEST), 2), figure.high is None, apart)
