"""All differences of two sides, which wait in a temporary file so that memory stays flat: read them as often as wanted."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from kg.diff.causes import Reasons, Terms, read_ontology
from kg.diff.compare import compare_pages
from kg.diff.difference import Difference
from kg.diff.renames import Renames
from kg.diff.shared import Seen, compare_shared, differing_things, read_shared
from kg.diff.sides.graphs import Side
from kg.diff.tally import Tally
from kg.rdf.formats import find_format
from kg.rdf.reading import parse_graph
from kg.resources import ontology_text


def compare(old: Side, new: Side) -> Iterator[Difference]:
    """The differences of two sides: those of articles in the order of their pages, then of merges, links and Wikidata. GraphReadError, OSError.

    Of releases one article at a time is in memory, with what both say of merges, links and Wikidata.
    """
    beside = read_shared(old.shared()), read_shared(new.shared())
    seen = Seen(differing_things(*beside))
    renames = Renames(beside[0].replaced, beside[1].replaced)
    yield from compare_pages(old.pages(), new.pages(), Reasons(renames, {**_own_ontology(), **old.ontologies(), **new.ontologies()}), seen)
    yield from compare_shared(*beside, seen)


def _own_ontology() -> dict[str, Terms]:
    """The ontology of this version of the software."""
    return read_ontology(parse_graph(ontology_text().encode(), find_format("turtle"), "the ontology"))


class Changes:
    """Differences with their counts and the names of both sides."""

    def __init__(self, old: str, new: str, file: IO[bytes]) -> None:
        self.old, self.new, self.tally = old, new, Tally()
        self._file = file

    def add(self, difference: Difference) -> None:
        """Put a difference behind the others."""
        self.tally.add(difference)
        pickle.dump(difference, self._file)

    def __iter__(self) -> Iterator[Difference]:
        """All differences, from the first on. One reader at a time."""
        self._file.seek(0)
        for _ in range(self.tally.total):
            yield pickle.load(self._file)


@contextmanager
def collect(old: Side, new: Side) -> Iterator[Changes]:
    """Compare two sides and keep what differs until the block ends. GraphReadError, OSError."""
    with tempfile.TemporaryFile(prefix="kg-") as file:
        changes = Changes(old.name, new.name, file)
        for difference in compare(old, new):
            changes.add(difference)
        yield changes
