"""Graphs in which several articles stand together, as those of each article again. Pure.

A claim belongs to the article whose words it stands on; evidence, passages, references, graph and run have the article in their IRIs. A statement
about an entity goes with the claims that make it; one that no claim makes (a class, the bounds of a figure) goes to each article that mentions it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.graph.evidence import read_evidence_iri
from kg.publish.gather.entries import GRAPH, articles_of
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CK, DCT, IRI, RDF, RDF_TYPE, Literal, Triple, sort_triples

_PARTS = tuple(RDF.term(name) for name in ("subject", "predicate", "object"))
_EVIDENCE = CK.term("evidence")

Said = Mapping[IRI, list[tuple[IRI, IRI | Literal]]]


class SplitError(ValueError):
    """A graph that does not tell which of its statements is of which article; the message says why."""


def split_graph(triples: Iterable[Triple]) -> list[ArticleGraph]:
    """The graph of each article version, by name. SplitError where there is no article version, or a claim stands on none."""
    known = tuple(triples)
    articles = articles_of(known)
    if not articles:
        raise SplitError("no article version (ck:Article) is in it, so nobody could tell where its statements come from: build it with kg build")
    if len(articles) == 1:
        return [_named(articles[0], known)]
    said: dict[IRI, list[tuple[IRI, IRI | Literal]]] = defaultdict(list)
    for subject, predicate, value in known:
        said[subject].append((predicate, value))
    owners = _claims_by_article(said, frozenset(articles))
    claimed = {_fact(said[claim]) for claims in owners.values() for claim in claims}
    own = _own_nodes(said, frozenset(articles))
    return [_named(article, _gather(article, (*owners[article], *own[article]), owners[article], said, claimed)) for article in articles]


def _named(article: IRI, triples: Iterable[Triple]) -> ArticleGraph:
    own = sort_triples(triples)
    title = next((triple.object.value for triple in own if triple[:2] == (article, DCT.term("title")) and isinstance(triple.object, Literal)), "")
    return ArticleGraph(IRI(article + GRAPH), own, title)


def _claims_by_article(said: Said, articles: frozenset[IRI]) -> dict[IRI, list[IRI]]:
    found: dict[IRI, list[IRI]] = {article: [] for article in articles}
    for node, own in said.items():
        if (RDF_TYPE, CK.term("Claim")) not in own:
            continue
        places = {place[0] for predicate, value in own if predicate == _EVIDENCE and (place := read_evidence_iri(str(value)))} & articles
        if len(places) != 1:
            raise SplitError(f"the claim {node} stands on the words of {len(places)} of its article versions, so its statements cannot be told apart")
        found[places.pop()].append(node)
    return found


def _fact(own: Iterable[tuple[IRI, IRI | Literal]]) -> Triple | None:
    """The statement that a claim makes."""
    subject, predicate, value = (dict(own).get(part) for part in _PARTS)
    return Triple(subject, predicate, value) if isinstance(subject, IRI) and isinstance(predicate, IRI) and value is not None else None


def _gather(article: IRI, nodes: Iterable[IRI], claims: Iterable[IRI], said: Said, claimed: set[Triple | None]) -> set[Triple]:
    """All that is of one article: its own nodes, the facts that its claims make, and what no claim makes of the entities that they mention."""
    found: set[Triple] = set()
    mentioned: set[IRI] = set()
    for node in nodes:
        for predicate, value in said[node]:
            found.add(Triple(node, predicate, value))
            if isinstance(value, IRI) and predicate not in (_EVIDENCE, RDF_TYPE, _PARTS[1]):
                mentioned.add(value)
    found |= {fact for claim in claims if (fact := _fact(said[claim]))}
    waiting, seen = sorted(mentioned), set(mentioned)
    while waiting:
        node = waiting.pop()
        if _is_of_other(node, article, said):
            continue
        for predicate, value in said.get(node, ()):
            triple = Triple(node, predicate, value)
            if triple in claimed or (predicate == CK.term("describedIn") and value != article):
                continue
            found.add(triple)
            if isinstance(value, IRI) and value not in seen and predicate != RDF_TYPE:
                seen.add(value)
                waiting.append(value)
    return found


def _own_nodes(said: Said, articles: frozenset[IRI]) -> dict[IRI, list[IRI]]:
    """Each article version, with the nodes whose IRIs begin with it."""
    found: dict[IRI, list[IRI]] = {article: [] for article in articles}
    for node in said:
        article = str(node).partition("#")[0]
        if article in articles:
            found[IRI(article)].append(node)
    return found


def _is_of_other(node: IRI, article: IRI, said: Said) -> bool:
    """Whether a node is a claim, an article version, or a part of one: what belongs to one article by itself."""
    own = said.get(node, ())
    return node == article or "#" in node.rpartition("/")[2] or (RDF_TYPE, CK.term("Claim")) in own or (RDF_TYPE, CK.term("Article")) in own
