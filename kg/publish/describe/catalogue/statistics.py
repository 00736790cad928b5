"""Counting what VoID tells of a graph, in one pass over its sorted lines with flat memory."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.rdf.terms import RDF_TYPE, WD
from kg.values import dataclass

Sort = Callable[[Iterable[bytes]], Iterable[bytes]]
_TYPE = f"<{RDF_TYPE}>".encode()
_ITEM = f"<{WD}".encode()


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


def distinct_triples(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The triples of canonical N-Quads in code point order, each once though several graphs hold it: what stands before the name of the graph."""
    before = b""
    for line in lines:
        triple = line[: line.rindex(b" <")]  # No name of a graph, which stands last, holds a space.
        if triple != before:
            before = triple
            yield triple


def count_graph(files: Iterable[Iterable[bytes]], base: str, sort: Sort) -> Statistics:
    """Count the union of the graphs of some dumps, each canonical N-Quads in code point order in which every line names its graph.

    ``sort`` gives distinct lines in code point order: the distinct objects of a property need another order than the dump has.
    """
    counter = _Counter(base)
    objects, before, of_property = 0, b"", Counter[bytes]()
    for pair in sort(counter.count(distinct_triples(heapq.merge(*files)))):
        value, _, name = pair.rpartition(b" ")
        of_property[name] += 1
        if value != before:
            before = value
            objects += 1
    properties = tuple(
        PropertyPart(_iri(name), triples, counter.property_subjects[name], of_property[name + b"\n"])
        for name, triples in sorted(counter.properties.items())
    )
    classes = tuple(ClassPart(_iri(name), entities, counter.class_triples[name]) for name, entities in sorted(counter.classes.items()))
    links = tuple((_iri(name), number) for name, number in sorted(counter.links.items()))
    return Statistics(counter.properties.total(), counter.entities, counter.subjects, objects, properties, classes, links)


def _iri(written: bytes) -> str:
    return written[1:-1].decode()


class _Counter:
    """Counts triples as they pass, subject by subject."""

    def __init__(self, base: str) -> None:
        self.base = f"<{base}".encode()
        self.subjects = self.entities = 0
        self.properties, self.property_subjects = Counter[bytes](), Counter[bytes]()
        self.classes, self.class_triples, self.links = Counter[bytes](), Counter[bytes](), Counter[bytes]()

    def count(self, triples: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on the object and property of each triple as a line."""
        about, used, types = b"", list[bytes](), list[bytes]()
        for triple in triples:
            subject, predicate, value = triple.split(b" ", 2)
            if subject != about:
                self._close(about, used, types)
                about, used, types = subject, [], []
            used.append(predicate)
            if predicate == _TYPE:
                types.append(value)
            elif value.startswith(_ITEM):
                self.links[predicate] += 1
            yield b"%b %b\n" % (value, predicate)
        self._close(about, used, types)

    def _close(self, subject: bytes, used: list[bytes], types: list[bytes]) -> None:
        """Take down what the triples about a subject were; there are none before the first."""
        if not used:
            return
        self.subjects += 1
        self.entities += subject.startswith(self.base)
        for name in used:
            self.properties[name] += 1
        for name in set(used):
            self.property_subjects[name] += 1
        for name in types:
            self.classes[name] += 1
            self.class_triples[name] += len(used)
