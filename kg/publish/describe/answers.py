"""The step that writes the example queries and answers them."""

from __future__ import annotations

import csv
import heapq
from itertools import islice
from typing import TYPE_CHECKING, cast

from kg.publish.dataset import Dataset
from kg.publish.describe.catalogue.statistics import distinct_triples
from kg.publish.describe.makers import TURTLE, read_lines, release_of
from kg.publish.describe.queries import MOST_ROWS, UNANSWERED, answer_path, describe_queries, order_in_full, query_path
from kg.publish.describe.statements import to_turtle
from kg.publish.draft import Draft
from kg.publish.release import FULL, LINKS
from kg.query.named import named_queries
from kg.query.run import Question, run_query
from kg.store.cells import csv_cell

if TYPE_CHECKING:
    import pyoxigraph

# So many triples are held in memory, which takes about a gigabyte; more of them on disk.
_MOST_IN_MEMORY = 2_000_000
_SPARQL = "application/sparql-query"


def make_queries(dataset: Dataset, draft: Draft) -> None:
    """queries/NAME.rq, answers/NAME.csv, and queries/queries.ttl, which lists them."""
    import pyoxigraph

    release, store = release_of(dataset, draft), load_merged(draft)
    texts, answered = [], set[str]()
    empty = pyoxigraph.Store()
    for query in named_queries().values():
        solutions = cast("pyoxigraph.QuerySolutions", run_query(empty, Question(query.text)))
        text = order_in_full(query.text, [variable.value for variable in solutions.variables])
        texts.append((query, text))
        draft.write(query_path(query.name), text, _SPARQL, licence=release.licences)
        if query.name not in UNANSWERED and _answer(draft, store, query.name, text, release.licences):
            answered.add(query.name)
    draft.write("queries/queries.ttl", to_turtle(describe_queries(release, texts, frozenset(answered))), TURTLE, licence=release.licences)


def _answer(draft: Draft, store: pyoxigraph.Store, name: str, text: str, licence: tuple[str, ...]) -> bool:
    """Answer a query into its file; False where it has too many rows, so that none is written."""
    solutions = cast("pyoxigraph.QuerySolutions", run_query(store, Question(text)))
    names = [variable.value for variable in solutions.variables]
    rows = [list(map(csv_cell, row)) for row in islice(solutions, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        return False
    with draft.open(answer_path(name), "text/csv", licence=licence, counted="rows") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
        out.count = len(rows)
    return True


def load_merged(draft: Draft) -> pyoxigraph.Store:
    """A store of the merge of the full layer and the links: each triple once, in the default graph.

    Oxigraph returns a triple of the union of named graphs once for each of them, so that queries over it count wrong.
    """
    import pyoxigraph

    layers = [draft.layers[name] for name in (FULL, LINKS) if name in draft.layers]
    large = sum(layer.triples for layer in layers) > _MOST_IN_MEMORY
    store = pyoxigraph.Store(draft.scratch / "store") if large else pyoxigraph.Store()
    merged = draft.scratch / "merged.nt"
    with merged.open("wb") as out:
        out.writelines(triple + b" .\n" for triple in distinct_triples(heapq.merge(*(read_lines(draft, layer) for layer in layers))))
    store.bulk_load(path=merged, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    merged.unlink()
    return store
