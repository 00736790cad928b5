"""Counting what VoID tells of a graph, in one pass over its sorted lines with flat memory."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kg.rdf.terms import RDF_TYPE, WD
from kg.values import dataclass

Sort = Callable[[Iterable[str]], Iterable[str]]
_TYPE = f"<{RDF_TYPE}>"
_ITEM = f"<{WD}"


class PropertyPart(NamedTuple):
    """The triples of one property."""

    property: str
    triples: int
    subjects: int
    objects: int


class ClassPart(NamedTuple):
    """The things of one class, and the triples about them."""

    name: str
    entities: int
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in a graph, as queries with DISTINCT count it. ``entities`` are the subjects below the base; ``links`` the triples of each property
    that lead to items of Wikidata."""

    triples: int
    entities: int
    subjects: int
    objects: int
    properties: tuple[PropertyPart, ...]
    classes: tuple[ClassPart, ...]
    links: tuple[tuple[str, int], ...]

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The namespaces of properties and classes, sorted."""
        names = [part.property for part in self.properties] + [part.name for part in self.classes]
        return tuple(sorted({name[: (name.find("#") if "#" in name else name.rfind("/")) + 1] for name in names}))


class _Spo(NamedTuple):
    subject: str
    predicate: str
    object: str


def distinct_triples(lines: Iterable[str]) -> Iterator[_Spo]:
    """The triples of canonical N-Quads in code point order, each once though several graphs hold it; terms as they are written."""
    before = ""
    for line in lines:
        triple, _, _ = line.rstrip("\n").rpartition(" <")
        if triple != before:
            before = triple
            subject, predicate, value = triple.split(" ", 2)
            yield _Spo(subject, predicate, value)


def count_graph(files: Iterable[Iterable[str]], base: str, sort: Sort) -> Statistics:
    """Count the union of the graphs of some dumps, each canonical N-Quads in code point order in which every line names its graph.

    ``sort`` gives distinct lines in code point order: the distinct objects of a property need another order than the dump has.
    """
    counter = _Counter(base)
    pairs = sort(counter.count(distinct_triples(heapq.merge(*files))))
    objects, of_property = 0, Counter[str]()
    for _, group in groupby(pairs, key=lambda pair: pair.rpartition(" ")[0]):
        objects += 1
        of_property.update(pair.rpartition(" ")[2].rstrip("\n") for pair in group)
    properties = tuple(
        PropertyPart(name[1:-1], triples, counter.property_subjects[name], of_property[name]) for name, triples in sorted(counter.properties.items())
    )
    classes = tuple(ClassPart(name[1:-1], entities, counter.class_triples[name]) for name, entities in sorted(counter.classes.items()))
    links = tuple((name[1:-1], number) for name, number in sorted(counter.links.items()))
    return Statistics(counter.properties.total(), counter.entities, counter.subjects, objects, properties, classes, links)


class _Counter:
    """Counts triples as they pass, subject by subject."""

    def __init__(self, base: str) -> None:
        self.base = f"<{base}"
        self.subjects = self.entities = 0
        self.properties, self.property_subjects = Counter[str](), Counter[str]()
        self.classes, self.class_triples, self.links = Counter[str](), Counter[str](), Counter[str]()

    def count(self, triples: Iterator[_Spo]) -> Iterator[str]:
        """Pass on the object and property of each triple as a line."""
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            used, types = Counter[str](), list[str]()
            for _, predicate, value in group:
                used[predicate] += 1
                if predicate == _TYPE:
                    types.append(value)
                elif value.startswith(_ITEM):
                    self.links[predicate] += 1
                yield f"{value} {predicate}\n"
            self.subjects += 1
            self.entities += subject.startswith(self.base)
            self.properties.update(used)
            self.property_subjects.update(used.keys())
            self.classes.update(types)
            self.class_triples.update(dict.fromkeys(types, used.total()))
