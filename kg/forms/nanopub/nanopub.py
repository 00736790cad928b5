"""A nanopublication: four named graphs, named by the hash of what they say (https://nanopub.net/guidelines/working_draft/). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.forms.nanopub.trusty import artifact_code
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import IRI, RDF_TYPE, Literal, Namespace, Triple
from kg.values import dataclass

NP = Namespace("http://www.nanopub.org/nschema#")
NPX = Namespace("http://purl.org/nanopub/x/")
NANOPUBLICATION = NP.term("Nanopublication")
ASSERTION, PROVENANCE, PUBINFO = "assertion", "provenance", "pubinfo"
HEAD = "Head"
PARTS = {NP.term("hasAssertion"): ASSERTION, NP.term("hasProvenance"): PROVENANCE, NP.term("hasPublicationInfo"): PUBINFO}
FOLDER = "np/"
# It stands where the hash will, while that is computed.
_PENDING = "RA.not-known-yet"


class NanopubError(ValueError):
    """Nanopublications that cannot be made or read; the message names the node or the nanopublication."""


class Own(str):
    """A node of the nanopublication itself, whose IRI is known only when the rest is: "" is the nanopublication, else the name of its part."""

    __slots__ = ()


Said = tuple[Own, IRI, "IRI | Literal | Own"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a nanopublication is to say: the data of its parts, and in ``said`` what each part says of the nanopublication itself."""

    assertion: tuple[Triple, ...] = ()
    provenance: tuple[Triple, ...] = ()
    pubinfo: tuple[Triple, ...] = ()
    said: tuple[tuple[str, Said], ...] = ()


@dataclass(frozen=True, slots=True)
class Nanopub:
    """A nanopublication: its IRI, and its graphs by name, each with its triples in order: head, assertion, provenance, publication info."""

    iri: IRI
    parts: tuple[tuple[IRI, tuple[Triple, ...]], ...]

    def graphs(self) -> Iterator[ArticleGraph]:
        """Its four graphs, to be written under their names."""
        return (ArticleGraph(name, triples) for name, triples in self.parts)

    def quads(self) -> Iterator[Quad]:
        """All it says."""
        return (Quad(triple, name) for name, triples in self.parts for triple in triples)


def publish(draft: Draft, base: str) -> Nanopub:
    """The nanopublication that says what a draft does; its IRI is ``base`` + "np/" + the hash."""
    pending = _assemble(draft, f"{base}{FOLDER}{_PENDING}")
    return _assemble(draft, f"{base}{FOLDER}{artifact_code(pending.quads(), _PENDING)}")


def _assemble(draft: Draft, iri: str) -> Nanopub:
    names = {name: IRI(f"{iri}#{name}") for name in (HEAD, ASSERTION, PROVENANCE, PUBINFO)} | {"": IRI(iri)}
    data = {ASSERTION: draft.assertion, PROVENANCE: draft.provenance, PUBINFO: draft.pubinfo}
    said: dict[str, list[Triple]] = {HEAD: [Triple(names[""], RDF_TYPE, NANOPUBLICATION)], ASSERTION: [], PROVENANCE: [], PUBINFO: []}
    said[HEAD] += (Triple(names[""], predicate, names[part]) for predicate, part in PARTS.items())
    for part, (subject, predicate, value) in draft.said:
        said[part].append(Triple(names[subject], predicate, names[value] if isinstance(value, Own) else value))
    graphs = tuple(ArticleGraph.of(names[part], (*said[part], *data.get(part, ()))) for part in said)
    return Nanopub(names[""], tuple((graph.name, graph.triples) for graph in graphs))


def say(part: str, subject: str, predicate: IRI, values: Iterable[IRI | Literal | Own]) -> Iterator[tuple[str, Said]]:
    """What a part says of the nanopublication, or of one of its parts (``subject``)."""
    return ((part, (Own(subject), predicate, value)) for value in values)
