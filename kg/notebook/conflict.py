"""A conflict of a graph as one object, which shows itself in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from kg.graph.facts import GraphIndex, plain, shown_value
from kg.language.fold import fold_name
from kg.notebook.plot import What, plot_figures
from kg.notebook.values import ConflictSide, Figure, Party
from kg.rdf.terms import CK, IRI, RDF, RDF_TYPE, RDFS, SKOS, Triple

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict with its sides. ``start``, ``end`` are as precise as the article is ("1645-03-06", "1645-03", "1645"), "" where unknown."""

    iri: str
    name: str
    start: str
    end: str
    places: tuple[Party, ...]
    part_of: tuple[Party, ...]
    outcome: tuple[str, ...]
    sides: tuple[ConflictSide, ...]
    whole: ConflictSide

    def __str__(self) -> str:
        return f"{self.name} ({self.dates})" if self.dates else self.name

    @property
    def dates(self) -> str:
        """From when until when, in one line."""
        return " – ".join(dict.fromkeys(filter(None, (self.start, self.end))))

    def plot(self, what: What = "losses", *, category: str = "", axes: Any = None) -> Any:
        """Draw losses or strength by side: bars up to the lower bounds, error bars up to the upper ones; the axes of matplotlib.

        ``category`` limits losses to one ("killed"). Raises MissingExtraError without matplotlib, ValueError where there is nothing to draw.
        """
        return plot_figures(self, what, category, axes)

    def _repr_html_(self) -> str:
        head = [("Date", [self.dates]), ("Part of", self.part_of), ("Location", self.places), ("Result", self.outcome)]
        facts = "".join(
            f'<tr><th scope="row">{name}</th><td colspan="{len(self.sides) or 1}">{_cell(told)}</td></tr>' for name, told in head if any(told)
        )
        shown = (*self.sides, self.whole) if any(rows(self.whole).values()) else self.sides
        columns = "".join(f'<th scope="col">{escape(side.name if side.number else "Conflict as a whole")}</th>' for side in shown)
        body = "".join(
            f'<tr><th scope="row">{name}</th>{"".join(f"<td>{_cell(rows(side)[name])}</td>" for side in shown)}</tr>'
            for name in rows(self.whole)
            if any(rows(side)[name] for side in shown)
        )
        table = f"<table><tr><td></td>{columns}</tr>{body}</table>" if body else ""
        return f"<section><h3>{escape(self.name)}</h3><table>{facts}</table>{table}</section>"


def rows(side: ConflictSide) -> dict[str, tuple[Party, ...] | tuple[Figure, ...]]:
    """What is said of a side, by the names of the infobox's rows."""
    return {
        "Belligerents": side.belligerents, "Supported by": side.supporters, "Commanders": side.commanders, "Units": side.units,
        "Strength": side.strength, "Losses": side.losses,
    }  # fmt: skip


def _cell(told: Iterable[object]) -> str:
    return "<br>".join(f"<bdi>{escape(str(one))}</bdi>" for one in told)


class ConflictNotFoundError(LookupError):
    """No conflict of this name in the graph, or several; the message names those that there are."""


def find_conflict(triples: Iterable[Triple], wanted: str = "") -> Conflict:
    """The conflict of an IRI or a name; without either, the only one that an article describes. ConflictNotFoundError."""
    index = GraphIndex(triples)
    known = _conflicts(index)
    found = [iri for iri in known if wanted in (iri, *_names(index, iri))] or [
        iri for iri in known if fold_name(wanted) in map(fold_name, _names(index, iri)) and wanted
    ]
    if not wanted:
        found = [iri for iri in known if index.all(iri, CK.term("describedIn"))]
    if len(found) == 1:
        return read_conflict(index, found[0])
    names = sorted({index.label(IRI(iri)) for iri in found or known})
    few = ", ".join(names[:_MOST_NAMED]) + (" ..." if len(names) > _MOST_NAMED else "")
    raise ConflictNotFoundError(
        f"{len(found) or 'no'} conflicts {f'are called {wanted!r}' if wanted else 'have an article'} in the graph, which has: {few or 'none'}"
    )


def read_conflicts(triples: Iterable[Triple]) -> Iterator[Conflict]:
    """The conflicts that articles describe, by name."""
    index = GraphIndex(triples)
    described = (iri for iri in _conflicts(index) if index.all(iri, CK.term("describedIn")))
    yield from (read_conflict(index, iri) for iri in sorted(described, key=lambda iri: (index.label(IRI(iri)), iri)))


def _conflicts(index: GraphIndex) -> list[str]:
    return sorted(subject for subject in index.subjects() if CK.term("Conflict") in index.all(subject, RDF_TYPE))


def _names(index: GraphIndex, iri: str) -> list[str]:
    return [plain(node) for predicate in (RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")) for node in index.all(iri, predicate)]


def read_conflict(index: GraphIndex, iri: str) -> Conflict:
    """What a graph says about a conflict."""
    sides = {iri: 0} | {str(side): int(index.text(str(side), CK.term("number")) or 0) for side in index.all(iri, CK.term("hasSide"))}
    told = _claimed(index, frozenset(sides))
    read = {subject: _read_side(index, subject, number, told) for subject, number in sides.items()}
    return Conflict(
        iri, index.label(IRI(iri)), index.text(iri, CK.term("start")) or "", index.text(iri, CK.term("end")) or "",
        _parties(index, iri, "place", told), _parties(index, iri, "partOf", told), tuple(plain(node) for node in index.all(iri, CK.term("outcome"))),
        tuple(sorted((side for subject, side in read.items() if subject != iri), key=lambda side: side.number)), read[iri],
    )  # fmt: skip


def _claimed(index: GraphIndex, subjects: frozenset[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Rank and fate by subject and object of the claims."""
    told: dict[tuple[str, str], dict[str, str]] = {}
    for claim in index.claims():
        subject, value = (index.text(claim, RDF.term(part)) or "" for part in ("subject", "object"))
        if subject in subjects:
            known = told.setdefault((subject, value), {})
            for name in ("rank", "fate"):
                known[name] = known.get(name) or index.text(claim, CK.term(name)) or ""
    return told


def _read_side(index: GraphIndex, subject: str, number: int, told: dict[tuple[str, str], dict[str, str]]) -> ConflictSide:
    belligerents, supporters, commanders, units = (_parties(index, subject, name, told) for name in ("belligerent", "supporter", "commander", "unit"))
    return ConflictSide(number, belligerents, supporters, commanders, units, _figures(index, subject, "strength"), _figures(index, subject, "losses"))


def _parties(index: GraphIndex, subject: str, name: str, told: dict[tuple[str, str], dict[str, str]]) -> tuple[Party, ...]:
    nodes = index.all(subject, CK.term(name))
    return tuple(Party(index.label(node), plain(node), **told.get((subject, plain(node)), {})) for node in nodes)


def _figures(index: GraphIndex, subject: str, name: str) -> tuple[Figure, ...]:
    return tuple(_figure(index, node) for node in index.all(subject, CK.term(name)) if isinstance(node, IRI))


def _figure(index: GraphIndex, node: IRI) -> Figure:
    low, high, approximate, counts, category = (
        index.text(node, CK.term(name)) for name in ("atLeast", "atMost", "approximate", "counts", "category")
    )
    owner = index.one(node, CK.term("of"))
    return Figure(
        int(low) if low else None, int(high) if high else None, approximate == "true", counts or "", category or "",
        index.label(owner) if owner else "", shown_value(index, node),
    )  # fmt: skip
