"""What a graph says of each page, in a form that can be compared with another graph. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.graph.facts import GraphIndex, Node, local_name, plain
from kg.profiles.compact import COMPACT
from kg.profiles.facts import FACTS
from kg.rdf.terms import CK, DCT, IRI, OA, OWL, PROV, RDF, RDF_TYPE, RDFS, SCHEMA, SKOS, WD, Literal, Triple
from kg.tables.claims import ClaimIndex, ClaimParts

Said = frozenset[tuple[str, Node]]
"""Properties with their values."""

_CLAIM = frozenset({RDF_TYPE, RDF.term("subject"), RDF.term("predicate"), RDF.term("object"), CK.term("evidence")})
_REFERENCE = CK.term("reference")
# Nodes that are no things of the world but tell of claims and articles.
_APPARATUS = frozenset(
    {CK.term(name) for name in ("Claim", "Article", "Passage", "Reference", "Merge")}
    | {
        OA.term("SpecificResource"),
        OA.term("TextQuoteSelector"),
        PROV.term("Entity"),
        PROV.term("Activity"),
        PROV.term("SoftwareAgent"),
        OWL.term("Axiom"),
    }
)
# What linking says of things is compared apart (kg/diff/shared.py).
LINKING = frozenset({OWL.term("sameAs"), SKOS.term("exactMatch"), SKOS.term("closeMatch"), DCT.term("isReplacedBy")})
_TOLD_APART = LINKING | {CK.term("describedIn")}


class Statement(NamedTuple):
    """A claim: ``content`` is what is said of its value where that is a figure or a point, ``details`` are its qualifiers and how it was read,
    ``quotes`` the words that it stands on."""

    iri: str
    subject: IRI
    predicate: IRI
    object: Node
    content: Said
    details: Said
    quotes: tuple[str, ...]
    parts: ClaimParts


class Version(NamedTuple):
    """An article version with its claims. ``software`` and ``ontology`` are empty where not told; ``descriptions`` are what the page's graphs say of
    things without a claim, of its newest version only. What describes the version is in ``graph`` under its IRI."""

    iri: str
    sha256: str
    revision: str | None
    software: frozenset[str]
    ontology: frozenset[str]
    statements: tuple[Statement, ...]
    descriptions: dict[str, Said]
    graph: ClaimIndex


class Page(NamedTuple):
    """All versions of a page, the newest last."""

    iri: str
    versions: tuple[Version, ...]


def page_of(version: str) -> str:
    """The page that an article version, or a part of it such as its graph, is of."""
    return version.partition("#")[0].rpartition("/")[0]


def read_pages(triples: Iterable[Triple]) -> Iterator[Page]:
    """The pages of a full graph, by their IRIs.

    Where it holds one page, all things that it describes are that page's; where it holds several, those that stand below it: others say the same.
    """
    index = ClaimIndex(GraphIndex(triples))
    statements: dict[str, list[Statement]] = defaultdict(list)
    articles = [subject for subject in index.index.subjects() if CK.term("Article") in index.index.all(subject, RDF_TYPE)]
    for claim in index.claims:
        source = index.source_of(claim.iri)
        statements[source or ""].append(_statement(index.index, claim))
    pages: dict[str, set[str]] = defaultdict(set)
    for iri in {*articles, *statements}:
        pages[page_of(iri)].add(iri)
    described = _describe(index.index, pages)
    for page in sorted(pages):
        versions = sorted((_version(index, iri, statements.get(iri, ())) for iri in pages[page]), key=_age)
        yield Page(page, (*versions[:-1], versions[-1]._replace(descriptions=described[page])))


def _statement(index: GraphIndex, claim: ClaimParts) -> Statement:
    value = claim.object
    content = _said(index, value) if isinstance(value, IRI) and _is_below(value, claim.subject) else frozenset()
    details = frozenset((name, _cited(index, node) if name == _REFERENCE else node) for name, node in _said(index, claim.iri) if name not in _CLAIM)
    quotes = tuple(quote.words for quote in claim.quotes)
    return Statement(claim.iri, claim.subject, claim.predicate, value, content, details, quotes, claim)


def _cited(index: GraphIndex, reference: Node) -> Node:
    """A cited work by all that the article says of it: its IRI is made in other ways by other versions of the software."""
    told = sorted((local_name(name), plain(value)) for name, value in _said(index, plain(reference)) if name != RDF_TYPE)
    return Literal(told[0][1] if len(told) == 1 else "; ".join(f"{name} {words}" for name, words in told)) if told else reference


def _is_below(value: str, subject: str) -> bool:
    """Whether a value is a figure or a point of its subject, which its IRI names by its content."""
    return value.startswith(f"{subject}/") and value[len(subject) + 1 :].partition("/")[0] in ("strength", "losses", "size", "geometry")


def _said(index: GraphIndex, subject: str) -> Said:
    return frozenset((name, value) for name, values in index.said(subject).items() for value in values)


def _age(version: Version) -> tuple[int, str, str]:
    return len(version.revision or ""), version.revision or "", version.iri


def _version(index: ClaimIndex, iri: str, statements: Iterable[Statement]) -> Version:
    graph, run = f"{iri}#graph", f"{iri}#extraction"
    text = index.index.text
    agents = index.index.all(run, PROV.term("wasAssociatedWith"))
    software = frozenset(text(plain(agent), SCHEMA.term("softwareVersion")) or plain(agent) for agent in agents)
    ontology = frozenset(map(str, index.index.all(graph, DCT.term("conformsTo")))) - {COMPACT, FACTS}
    own = text(iri, CK.term("sha256")) or iri
    return Version(iri, own, text(iri, CK.term("revision")), software, ontology, tuple(statements), {}, index)


def _describe(index: GraphIndex, pages: Iterable[str]) -> dict[str, dict[str, Said]]:
    """What is said of things without a claim, by the page that the things belong to."""
    claimed = {
        (index.one(claim, RDF.term("subject")), index.one(claim, RDF.term("predicate")), value)
        for claim in index.claims()
        for value in index.all(claim, RDF.term("object"))
    }
    owners = {page: page for page in pages}
    only = next(iter(owners)) if len(owners) == 1 else ""
    for subject in index.subjects():
        for version in index.all(subject, CK.term("describedIn")):
            owners.setdefault(subject, page_of(plain(version)))
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for subject in index.subjects():
        types = index.all(subject, RDF_TYPE)
        owner = only or _owner(subject, owners)
        if owner and types and not _APPARATUS.intersection(types) and not subject.startswith(WD):
            found[owner][subject] = frozenset(
                (name, value) for name, value in _said(index, subject) if name not in _TOLD_APART and (subject, name, value) not in claimed
            )
    return found


def _owner(iri: str, owners: dict[str, str]) -> str:
    """The page that a thing stands below; "" for what articles share."""
    while iri and iri not in owners:
        iri = iri.rpartition("/")[0]
    return owners.get(iri, "")


def describe_name(name: str) -> str:
    """A property in words: its local name."""
    return "class" if name == RDF_TYPE else "label" if name == RDFS.term("label") else local_name(name)
