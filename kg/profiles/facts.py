"""The facts profile: what is so, without claims, evidence and references; of each article version what must be named. Pure.

What limits a fact in time stays, as an rdf:Statement about it: it would else say more than the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph.evidence import read_evidence_iri
from kg.profiles.nodes import Properties, gather, spread
from kg.rdf.terms import CC, CK, DCT, IRI, OA, PROV, RDF, RDF_TYPE, SCHEMA, Triple, sort_triples

FACTS = CK.term("FactsProfile")
LIMITS = (CK.term("from"), CK.term("until"), CK.term("asOf"))
_STATEMENT = RDF.term("Statement")
_ABOUT = (RDF.term("subject"), RDF.term("predicate"), RDF.term("object"))
_LEFT_OUT = frozenset(
    {CK.term("Reference"), CK.term("Passage"), CK.term("Merge"), OA.term("SpecificResource"), PROV.term("Activity"), PROV.term("SoftwareAgent")}
)
_OF_ARTICLE = (
    RDF_TYPE, DCT.term("title"), DCT.term("license"), CC.term("attributionName"), CC.term("attributionURL"), SCHEMA.term("url"), CK.term("revision"),
)  # fmt: skip
_CONFORMS_TO = DCT.term("conformsTo")
_OF_GRAPH = (DCT.term("source"), DCT.term("license"))


def to_facts(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """A full graph in the facts profile, sorted."""
    return sort_triples(_facts(gather(triples)))


def is_facts(triples: Iterable[Triple]) -> bool:
    """Whether a graph, or a part of it, says that it is in the facts profile."""
    return any(triple.predicate == _CONFORMS_TO and triple.object == FACTS for triple in triples)


def has_claims(triples: Iterable[Triple]) -> bool:
    """Whether there is a claim in a graph, as there is none in the facts profile."""
    return any(triple.predicate == RDF_TYPE and triple.object == CK.term("Claim") for triple in triples)


def _facts(nodes: Mapping[IRI, Properties]) -> Iterator[Triple]:
    for iri, said in nodes.items():
        types = said.get(RDF_TYPE, ())
        if CK.term("Claim") in types:
            yield from spread(iri, _limits(said))
        elif CK.term("Article") in types:
            yield from spread(iri, _only(said, _OF_ARTICLE))
            yield Triple(IRI(f"{iri}#graph"), _CONFORMS_TO, FACTS)
        elif PROV.term("wasGeneratedBy") in said:
            yield from spread(iri, {**_only(said, _OF_GRAPH), _CONFORMS_TO: [*said.get(_CONFORMS_TO, ()), FACTS]})
        elif not _LEFT_OUT.intersection(types) and read_evidence_iri(iri) is None:
            yield from spread(iri, said)


def _limits(said: Properties) -> Properties:
    """What a claim says about the time of its fact; nothing where it does not."""
    return {RDF_TYPE: [_STATEMENT], **_only(said, (*_ABOUT, *LIMITS))} if any(limit in said for limit in LIMITS) else {}


def _only(said: Properties, wanted: Iterable[IRI]) -> Properties:
    return {name: said[name] for name in wanted if name in said}
