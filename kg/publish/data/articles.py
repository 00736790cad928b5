"""The files of one article, and what it adds to the dumps of all."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from kg.profiles.facts import to_facts
from kg.publish.data.conflicts import told_conflicts
from kg.publish.dataset import ArticleEntry
from kg.publish.release import FULL, File
from kg.publish.writing import About, Folder
from kg.rdf.graph import ArticleGraph
from kg.rdf.jsonld import write_tree
from kg.rdf.ntriples import to_lines
from kg.rdf.order import order_nodes
from kg.rdf.terms import Triple
from kg.rdf.turtle import write_both
from kg.values import dataclass

FACTS_LINES, FULL_LINES, TRIG = ".facts.nq", ".full.nq", ".trig"


class Written(NamedTuple):
    """What was written of a graph: its files, the name of its scratch files, the bytes of each by its ending, its triples, and
    hashes of the conflicts that its claims are about."""

    files: tuple[File, ...]
    stem: str
    sizes: dict[str, int]
    triples: int
    conflicts: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class WriteArticle:
    """Writes the files of an article into the folder of the release, and its lines into a folder of scratch."""

    folder: Folder
    scratch: Path

    def __call__(self, entry: ArticleEntry, graph: ArticleGraph) -> Written:
        """Write them; called in any process."""
        licence = (entry.graph_licence,) if entry.graph_licence else ()
        nodes = order_nodes(graph.triples)
        turtle, trig, tree = StringIO(), StringIO(), StringIO()
        write_both(graph, nodes, turtle, trig)
        write_tree(graph, nodes, tree)
        files = tuple(
            self.folder.write(About(f"data/articles/{entry.stem}.{extension}", media_type, licence, FULL, "triples"), text.encode(), entry.triples)
            for extension, media_type, text in (("ttl", "text/turtle", turtle.getvalue()), ("jsonld", "application/ld+json", tree.getvalue()))
        )
        facts = to_facts(graph.triples)
        return write_parts(graph, entry.stem, self.scratch, trig.getvalue(), facts)._replace(files=files, conflicts=told_conflicts(graph))


def write_parts(graph: ArticleGraph, stem: str, scratch: Path, trig: str, facts: Iterable[Triple] = ()) -> Written:
    """Write what a graph adds to the dumps into scratch files."""
    parts = {FULL_LINES: "".join(to_lines(graph.triples, graph.name)), TRIG: trig + "\n", FACTS_LINES: "".join(to_lines(facts, graph.name))}
    sizes = {ending: (scratch / f"{stem}{ending}").write_bytes(text.encode()) for ending, text in parts.items()}
    return Written((), stem, sizes, len(graph.triples))
