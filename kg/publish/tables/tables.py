"""The tables of kg/tables over all articles, in every form."""

from __future__ import annotations

from kg.graph.facts import GraphIndex
from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.rdf.terms import Triple, sort_triples
from kg.tables.claims import ClaimIndex
from kg.tables.listing import LISTS
from kg.tables.schema import load_tables
from kg.tables.writing import describe_table, write_csv


def make_tables(dataset: Dataset, draft: Draft) -> None:
    """Write them."""
    triples: set[Triple] = {triple for graph in dataset.read_graphs() for triple in graph.triples}
    triples |= {triple for graph in dataset.read_links() for triple in graph.triples}
    index = ClaimIndex(GraphIndex(sort_triples(triples)))
    for name, listed in LISTS.items():
        rows = tuple(listed(index))
        licences = tuple(sorted({row.licence for row in rows if row.licence}))
        table = load_tables()[name]
        with draft.open(f"tables/{name}.csv", "text/csv", licence=licences, counted="rows") as out:
            write_csv(table, rows, out)
            out.count = len(rows)
        draft.write(f"tables/{name}.csv-metadata.json", describe_table(table, f"{name}.csv", "text/csv", licences), "application/csvm+json")
