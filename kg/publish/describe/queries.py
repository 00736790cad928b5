"""Example queries: as files that run as they are, as data (sh:SPARQLExecutable), and their answers, made in advance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.patterns import lazy_pattern
from kg.publish.describe.release import Release
from kg.publish.describe.statements import DCAT, SH, a, plain, state, words
from kg.query.named import KINDS, NamedQuery
from kg.rdf.terms import DCT, RDFS, SCHEMA, Triple

# An answer of more rows is not made in advance: such queries list everything, which the dumps and tables hold already.
MOST_ROWS = 10_000
# These list every claim with its words, as the dumps and tables/facts.csv do: they are never answered in advance.
UNANSWERED = frozenset({"evidence", "evidence-of"})
_ORDER = lazy_pattern(r"ORDER BY [^\n]*")


def order_in_full(text: str, variables: Sequence[str]) -> str:
    """The query with the text of every variable of its answer behind its own order, so that each store gives the same rows in the same order: what
    cannot be compared, such as a year and a day, is equal to some stores. ValueError for a query without an order."""
    ordered = list(_ORDER.finditer(text))
    if not ordered:
        raise ValueError("a query whose answer is published needs an order")
    more = "".join(f" STR(?{name})" for name in variables)
    return text[: ordered[-1].end()] + more + text[ordered[-1].end() :]


def describe_queries(release: Release, texts: Iterable[tuple[NamedQuery, str]], answered: frozenset[str]) -> Iterator[Triple]:
    """Each query as sh:SPARQLExecutable with its text, its file, and the file of its answer where there is one (its name is in ``answered``)."""
    for query, text in texts:
        taken = "".join(f" {parameter.name}: {KINDS[parameter.kind]}. {parameter.words}" for parameter in query.parameters)
        node, files = release.file_iri(query_path(query.name)), [release.address(query_path(query.name))]
        yield from state(
            node,
            a(SH.term("SPARQLExecutable"), SH.term("SPARQLSelectExecutable")),
            (RDFS.term("label"), words(query.title)),
            (RDFS.term("comment"), words(query.description + (f" Parameters, to be given with VALUES:{taken}" if taken else ""))),
            (DCT.term("identifier"), plain(query.name)),
            (DCT.term("isPartOf"), release.iri),
            (SCHEMA.term("url"), files),
            (DCAT.term("downloadURL"), files),
            (RDFS.term("seeAlso"), release.address(answer_path(query.name)) if query.name in answered else None),
            (SH.term("select"), plain(text)),
        )


def query_path(name: str) -> str:
    """The file of a query."""
    return f"queries/{name}.rq"


def answer_path(name: str) -> str:
    """The file of its answer."""
    return f"answers/{name}.csv"
