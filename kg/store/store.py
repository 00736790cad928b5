"""What every store can do: tell the triples about things, and answer a query of ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from kg.graph.facts import Node
from kg.rdf.terms import IRI, Triple

BLANK = "urn:blank-node:"


class StoreError(Exception):
    """A store that cannot be opened, reached or written; the message says which and why."""


class Solutions(NamedTuple):
    """The answer to a SELECT: a row has a node for each variable, None where it is not bound.

    A blank node, which our own graphs do not have, is an IRI that begins with kg.store.store.BLANK.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]


class Store(Protocol):
    """A set of triples to read: the union of all named graphs and the default graph."""

    @property
    def version(self) -> str:
        """Changes when the data do; "" where that is not known."""

    def about(self, subjects: Iterable[IRI], predicates: Iterable[IRI] = ()) -> Iterable[Triple]:
        """All triples with one of these subjects, and with one of these predicates if any are told."""

    def mentions(self, objects: Iterable[IRI], limit: int) -> Iterable[Triple]:
        """The triples with one of these objects, no more than ``limit``."""

    def select(self, query: str) -> Solutions:
        """The answer to a SELECT that we wrote ourselves: it is not guarded by limits. QueryError, StoreError."""
