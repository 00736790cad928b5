"""kg compare: compare a linked graph with Wikidata."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from kg.cli.io.reading import check_base
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.graph.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.graph.facts import GraphIndex
    from kg.link.giveback.candidates import Candidate
    from kg.link.giveback.compare import Comparison
    from kg.link.giveback.links import Links


@click.command(epilog="\b\nExample:\n  kg compare linked.nq --wikidata latest-all.json.bz2 -o comparison.tsv --rdf comparison.nq")
@click.argument("graph", metavar="GRAPH")
@click.option("--wikidata", required=True, metavar="DUMP", help="Wikidata's JSON dump, or items in its format (.json, .gz, .bz2).")
@click.option("-o", "--output", default="-", show_default=True, metavar="OUT", help="The table (tab-separated).")
@click.option("--rdf", "rdf_path", metavar="FILE", help="Also write the comparison as N-Quads.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def compare(graph: str, wikidata: str, output: str, rdf_path: str | None, base: str, quiet: bool) -> None:
    """Compare the claims about linked entities of GRAPH with Wikidata, which agrees, is coarser, contradicts, or has nothing (missing)."""
    from kg.link.giveback.compare import COLUMNS, make_comparison_graphs
    from kg.output.files import PublishError, open_output
    from kg.rdf.ntriples import to_lines

    base = check_base(base)
    found = load_comparison(graph, wikidata, quiet=quiet).compared
    try:
        with open_output(output) as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(each.cells() for each in found)
        if rdf_path:
            with open_output(rdf_path) as out:
                for part in make_comparison_graphs(found, base):
                    out.writelines(sorted(to_lines(part.triples, part.name)))
    except PublishError as error:
        give_up(str(error), UNREADABLE)
    if not quiet:
        counts = Counter(each.verdict for each in found)
        say(", ".join(f"{verdict}: {counts[verdict]}" for verdict in ("agrees", "coarser", "contradicts", "missing")), colour="green")


@dataclass(frozen=True)
class Loaded:
    """A linked graph with what it could tell Wikidata, and how that compares."""

    index: GraphIndex
    links: Links
    candidates: tuple[Candidate, ...]
    compared: tuple[Comparison, ...]


def load_comparison(graph: str, wikidata: str, *, quiet: bool) -> Loaded:
    """Read a linked graph and its linked items, and compare them. Ends the command if either cannot be read."""
    from kg.graph.facts import GraphIndex
    from kg.link.giveback.compare import compare as compare_graph
    from kg.link.giveback.compare import read_candidates
    from kg.link.giveback.links import Links
    from kg.link.index.dump import read_entities_of_dump
    from kg.link.index.sources import SourceError
    from kg.profiles.reading import read_expanded
    from kg.rdf.reading import GraphReadError

    try:
        index = GraphIndex(read_expanded(graph))
        links = Links(index)
        if not links.items:
            give_up(f"{graph}: no entity is linked to Wikidata; kg link does that", UNREADABLE)
        wanted = set(links.items.values())
        entities = read_entities_of_dump(wikidata, wanted)
        candidates = tuple(one for one in read_candidates(index, links) if one.qid in entities)
        if (absent := len(wanted - entities.keys())) and not quiet:
            say(f"{wikidata}: {absent} of {len(wanted)} linked items are not in it; nothing is said of them (kg items gets them)", colour="yellow")
        return Loaded(index, links, candidates, compare_graph(candidates, entities, index))
    except (GraphReadError, SourceError, OSError) as error:
        give_up(str(error), UNREADABLE)
