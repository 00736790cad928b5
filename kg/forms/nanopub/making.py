"""A graph as nanopublications: one for each claim and link, those of what is said of no claim, and an index of them all. Pure.

Together they hold every triple of the graph and no other, but for what they say of themselves: so the graph is had back (kg.forms.nanopub.reading).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.forms.nanopub.nanopub import ASSERTION, NPX, PROVENANCE, PUBINFO, Draft, Nanopub, NanopubError, Said, publish, say
from kg.forms.nanopub.sources import Source, Sources, article_of, licences_of
from kg.forms.nanopub.statements import Statements
from kg.patterns import lazy_pattern
from kg.rdf.terms import CC, CK, DCT, IRI, PROV, RDF_TYPE, Literal, Triple, sort_triples

# A nanopublication is small: servers of them take 1,200 triples, and an index lists 1,000 at most (nanopub-java, NanopubIndex.MAX_SIZE).
_MOST_TRIPLES, _MOST_ELEMENTS = 1000, 1000
_BASE = lazy_pattern(r"((?s:.*?)/)(?:claim|article|link|graph)/(?s:.*)")
_EVIDENCE, _LINKS = CK.term("evidence"), "graph/links"


def to_nanopubs(graphs: Mapping[IRI | None, Iterable[Triple]]) -> Iterator[Nanopub]:
    """The nanopublications of full graphs by their names (None: a graph without one), in the order of these. NanopubError as graph_to_nanopubs."""
    licences = {licence for triples in graphs.values() for licence in licences_of(triples)}
    licence = next(iter(licences)) if len(licences) == 1 else None
    for name in sorted(graphs, key=lambda name: name or ""):
        yield from graph_to_nanopubs(graphs[name], name, licence)


def graph_to_nanopubs(triples: Iterable[Triple], name: IRI | None = None, licence: IRI | None = None) -> Iterator[Nanopub]:
    """The nanopublications of a full graph, each as soon as it is made; the index comes last. ``name`` is that of the graph where it has one.

    ``licence`` is that of the data around the graph, for what has none of its own. NanopubError for what has no licence, and for a graph without an
    IRI that tells the base of the data.
    """
    graph = Statements(sort_triples(triples))
    if not graph.triples:
        return
    base, sources = _base_of(graph, name), Sources(graph.nodes, name, licence)
    used, made = set[Triple](), list[IRI]()
    for draft in _drafts(graph, base, sources, name, used):
        nanopub = publish(draft, base)
        made.append(nanopub.iri)
        yield nanopub
    yield from _index(made, base, sources, graph, name)


def _base_of(graph: Statements, name: IRI | None) -> str:
    """The base of the data, as the IRIs of claims and articles tell it."""
    candidates = (*((name,) if name else ()), *(statement.node for statement in graph.all[:1]), *graph.nodes)
    found = next((match for node in candidates if (match := _BASE.fullmatch(node))), None)
    if found is None:
        raise NanopubError(f"{candidates[0]}: no claim, article, link or graph tells the base of the data")
    return found[1]


def _drafts(graph: Statements, base: str, sources: Sources, name: IRI | None, used: set[Triple]) -> Iterator[Draft]:
    """What each nanopublication is to say: first those of the statements, then what is left."""
    for statement in graph.all:
        evidence = graph.nodes[statement.node].get(_EVIDENCE, ())
        source = sources.of(IRI(base + _LINKS) if statement.linking else article_of(graph.nodes, evidence), statement.node)
        draft = _draft(graph.assertion(statement), graph.provenance(statement), source, name, introduced=statement.node)
        used.update(draft.assertion, draft.provenance, draft.pubinfo)
        yield draft
    left = [triple for triple in graph.triples if triple not in used]
    articles = {node for node, said in graph.nodes.items() if CK.term("Article") in said.get(RDF_TYPE, ())}
    for article, piece in _pieces(left, articles):
        yield _draft(piece, (), sources.of(article, piece[0].subject), name)


def _pieces(triples: list[Triple], articles: set[IRI]) -> Iterator[tuple[IRI | None, list[Triple]]]:
    """Triples by the article version that they are of, no more together than a nanopublication holds; what is said of a node stays together."""
    by_article: dict[IRI | None, dict[IRI, list[Triple]]] = {}
    for triple in triples:
        article = IRI(triple.subject.partition("#")[0])
        by_article.setdefault(article if article in articles else None, {}).setdefault(triple.subject, []).append(triple)
    if len(by_article) == 2 and None in by_article:  # One article: what is said of no other node is of it, too.
        (only,) = by_article.keys() - {None}
        by_article = {only: {**by_article[only], **by_article[None]}}
    for of, nodes in by_article.items():
        piece: list[Triple] = []
        for said in nodes.values():
            if piece and len(piece) + len(said) > _MOST_TRIPLES:
                yield of, piece
                piece = []
            piece += said
        yield of, piece


def _draft(assertion: Iterable[Triple], provenance: Iterable[Triple], source: Source, name: IRI | None, introduced: IRI | None = None) -> Draft:
    """A nanopublication with what every one says: what it is derived from, its licence, whom to credit, and what made it."""
    run = (source.run,) if source.run else ()
    said = (
        *say(PROVENANCE, ASSERTION, PROV.term("wasDerivedFrom"), (source.entity,)),
        *say(PROVENANCE, ASSERTION, PROV.term("wasGeneratedBy"), run),
        *say(PROVENANCE, ASSERTION, DCT.term("isPartOf"), (name,) if name else ()),
        *say(PUBINFO, "", NPX.term("introduces"), (introduced,) if introduced else ()),
        *_published(source),
    )
    return Draft(sort_triples(assertion), sort_triples((*provenance, *source.credits)), source.agents, said)


def _published(source: Source) -> Iterator[tuple[str, Said]]:
    yield from say(PUBINFO, "", DCT.term("license"), source.licences)
    yield from say(PUBINFO, "", DCT.term("creator"), source.software)
    yield from say(PUBINFO, "", DCT.term("created"), source.time)
    yield from say(PUBINFO, "", CC.term("attributionName"), source.names)
    yield from say(PUBINFO, "", CC.term("attributionURL"), source.addresses)


def _index(made: list[IRI], base: str, sources: Sources, graph: Statements, name: IRI | None) -> Iterator[Nanopub]:
    """The index of the nanopublications of a graph; a long one is a chain, of which the last stands for all."""
    articles = [node for node, said in graph.nodes.items() if CK.term("Article") in said.get(RDF_TYPE, ())]
    source = sources.of(articles[0] if len(articles) == 1 else None, "the index")
    titles = [value for value in graph.nodes.get(source.entity, {}).get(DCT.term("title"), ()) if isinstance(value, Literal)]
    before: tuple[IRI, ...] = ()
    for start in range(0, len(made), _MOST_ELEMENTS):
        elements = made[start : start + _MOST_ELEMENTS]
        kinds = [NPX.term("NanopubIndex"), *([NPX.term("IncompleteIndex")] if start + _MOST_ELEMENTS < len(made) else [])]
        said = (
            *say(ASSERTION, "", NPX.term("includesElement"), elements),
            *say(ASSERTION, "", NPX.term("appendsIndex"), before),
            *say(PROVENANCE, ASSERTION, RDF_TYPE, (NPX.term("IndexAssertion"),)),
            *say(PROVENANCE, ASSERTION, PROV.term("wasDerivedFrom"), (source.entity,)),
            *say(PROVENANCE, ASSERTION, DCT.term("isPartOf"), (name,) if name else ()),
            *say(PUBINFO, "", RDF_TYPE, kinds),
            *say(PUBINFO, "", DCT.term("title"), titles),
            *_published(source),
        )
        index = publish(Draft(pubinfo=source.agents, said=said), base)
        before = (index.iri,)
        yield index
