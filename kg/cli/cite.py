"""kg cite: how to cite an article, a fact, or the whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kg.cli.io.reading import reading_options, require_text
from kg.cli.io.terminal import CONFORMS_NOT, give_up, require_output
from kg.output.visible import show_safely
from kg.patterns import lazy_pattern

if TYPE_CHECKING:
    from kg.citation.citation import Citation
    from kg.tables.claims import ClaimIndex, ClaimParts

_DATE = lazy_pattern(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
EPILOG = """\b
Examples:
  kg cite graph.nq                                          each article
  kg cite graph.nq --conflict "Battle of Narva"             each fact about a conflict and its sides
  kg cite graph.nq --claim https://w3id.org/conflict-kg/claim/0123456789abcdef --format bibtex
  kg cite graph.nq --dataset "Battles of Narva" --creator "Ada Vey" --format csl"""


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, metavar="GRAPH|ARTICLE...")
@click.option("--claim", "claims", multiple=True, metavar="IRI", help="Cite the words of a claim (repeatable).")
@click.option("--conflict", metavar="NAME|IRI", help="Cite the words of each claim about a conflict and its sides.")
@click.option("--dataset", metavar="TITLE", help="Cite the whole as a dataset of this title.")
@click.option("--creator", "creators", multiple=True, metavar="NAME", help="Who made the dataset (repeatable).")
@click.option("--address", metavar="URL", help="Where the dataset is.")
@click.option("--issued", metavar="DATE", help="When the dataset was published (ISO 8601).")
@click.option("--format", "form", type=click.Choice(("text", "bibtex", "csl")), default="text", show_default=True, help="Form of the citations.")
@reading_options
def cite(
    sources: tuple[str, ...], claims: tuple[str, ...], conflict: str | None, dataset: str | None, creators: tuple[str, ...], address: str | None,
    issued: str | None, form: str, sample: bool, **options: Any,
) -> None:  # fmt: skip
    """Cite each article of GRAPHs or ARTICLEs, or their facts, or the whole: with revision, address, licence, and for facts the exact words."""
    from kg.citation.citation import cite_dataset
    from kg.citation.formats import WRITERS
    from kg.cli.io.graphs import load_triples
    from kg.graph.facts import GraphIndex
    from kg.tables.claims import ClaimIndex

    require_output()
    if not sources and not sample:
        raise click.UsageError("nothing to cite: name a graph or an article, or give --sample")
    if sum((bool(claims), conflict is not None, dataset is not None)) > 1:
        raise click.UsageError("--claim, --conflict and --dataset exclude each other")
    if (creators or address or issued) and dataset is None:
        raise click.UsageError("--creator, --address and --issued are about a dataset; --dataset gives its title")
    require_text([*creators, *filter(None, (dataset, address, issued, conflict))], "--dataset, --creator, --address")
    if issued and not _DATE.fullmatch(issued):
        raise click.BadParameter(f"{issued!r} is no date such as 2026, 2026-11 or 2026-11-29", param_hint="--issued")
    graph = ClaimIndex(GraphIndex(load_triples(sources, sample, **options)))
    if dataset is not None:
        found = [cite_dataset(dataset, creators, address, _articles(graph), issued)]
    elif claims or conflict:
        found = list(_facts(graph, claims, conflict))
    else:
        found = list(_articles(graph))
    for text in WRITERS[form](found):
        sys.stdout.write(show_safely(text) if form == "text" else text)


def _articles(graph: ClaimIndex) -> Iterator[Citation]:
    from kg.citation.citation import cite_article
    from kg.rdf.terms import CK, RDF_TYPE

    articles = (iri for iri in graph.index.subjects() if CK.term("Article") in graph.index.all(iri, RDF_TYPE))
    yield from sorted((cite_article(graph, iri) for iri in articles), key=lambda one: (one.title, one.revision or "", one.key))


def _facts(graph: ClaimIndex, claims: tuple[str, ...], conflict: str | None) -> Iterator[Citation]:
    from kg.citation.citation import cite_fact

    chosen = [claim for claim in graph.claims if claim.iri in claims or (conflict and _is_about(graph, claim, conflict))]
    missing = [iri for iri in claims if iri not in {claim.iri for claim in chosen}]
    if missing or not chosen:
        give_up(f"there is no claim {show_safely(missing[0])}" if missing else f"no claim is about a conflict named {conflict!r}", CONFORMS_NOT)
    yield from filter(None, (cite_fact(graph, claim) for claim in chosen))


def _is_about(graph: ClaimIndex, claim: ClaimParts, wanted: str) -> bool:
    context = graph.context(claim.subject)
    return not graph.is_naming(claim) and wanted.casefold() in (str(context.conflict_iri).casefold(), (context.conflict or "").casefold())
