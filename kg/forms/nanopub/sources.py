"""What a nanopublication is made from: the article version or other entity that its words are of, its licence, whom to credit, and the run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.forms.nanopub.nanopub import NanopubError
from kg.profiles.nodes import Node, Properties
from kg.rdf.terms import CC, CK, DCT, IRI, OA, PROV, RDF_TYPE, SCHEMA, Literal, Triple
from kg.values import dataclass

_LICENCE = DCT.term("license")
# Whoever passes the words on must say whose they are, under which licence, and that they were changed (CC BY-SA 4.0, section 3(a)).
_CREDITS = (
    RDF_TYPE, DCT.term("title"), DCT.term("license"), CC.term("attributionName"), CC.term("attributionURL"), SCHEMA.term("url"),
    CK.term("revision"), CK.term("sha256"), CK.term("changes"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words of a nanopublication are from.

    ``entity`` is the article version, or the graph where it is of none; ``licences`` are those of what is made of it, with IRIs; ``credits`` what the
    graph says of the article and its licence, ``agents`` what it says of the software; ``run`` is the activity, ``time`` when it ended.
    """

    entity: IRI
    licences: tuple[Node, ...]
    names: tuple[Node, ...] = ()
    addresses: tuple[Node, ...] = ()
    credits: tuple[Triple, ...] = ()
    run: IRI | None = None
    time: tuple[Node, ...] = ()
    software: tuple[IRI, ...] = ()
    agents: tuple[Triple, ...] = ()


class Sources:
    """The sources of a graph, by article version.

    ``nodes`` is what the graph says of each node, ``name`` its name where it has one, and ``licence`` that of the data that it is kept with: what is
    of no article and has no licence of its own is under it (what was made one, for example).
    """

    def __init__(self, nodes: Mapping[IRI, Properties], name: IRI | None, licence: IRI | None) -> None:
        self._nodes, self._name, self._licence = nodes, name, licence
        self._known: dict[IRI, Source] = {}
        self._fallback: Source | None = None

    def of(self, entity: IRI | None, what: str) -> Source:
        """The source of what is of an article version, or of none (None). NanopubError, which names ``what``, where no licence is told."""
        if entity is not None and entity not in self._known and _LICENCE in self._nodes.get(entity, {}):
            self._known[entity] = self._read(entity)
        found = self._known.get(entity) if entity is not None else None
        return found or self._of_graph(what)

    def _read(self, article: IRI) -> Source:
        """Of an article version: the licence of its graph, which may be of a later version than that of the article. Of another entity: its own."""
        said = self._nodes[article]
        graph, run = self._nodes.get(IRI(f"{article}#graph"), {}), IRI(f"{article}#extraction")
        ran = self._nodes.get(run, {})
        software = tuple(node for node in ran.get(PROV.term("wasAssociatedWith"), ()) if isinstance(node, IRI))
        return Source(
            article,
            tuple(graph.get(_LICENCE) or said[_LICENCE]),
            tuple(said.get(CC.term("attributionName"), ())),
            tuple(said.get(CC.term("attributionURL"), ())),
            tuple(Triple(article, name, value) for name in _CREDITS for value in said.get(name, ())),
            run if ran else None,
            tuple(ran.get(PROV.term("endedAtTime"), ())),
            software,
            tuple(Triple(agent, name, value) for agent in software for name, values in self._nodes.get(agent, {}).items() for value in values),
        )

    def _of_graph(self, what: str) -> Source:
        """Of a graph that is of no article, or of several: its own licence, else the one of all its articles, else that of the data around it."""
        if self._fallback is None:
            own = {value for value in self._nodes.get(self._name, {}).get(_LICENCE, ()) if isinstance(value, IRI)} if self._name else set()
            within = licences_of(Triple(node, _LICENCE, value) for node, said in self._nodes.items() for value in said.get(_LICENCE, ()))
            licences = own or within or ({self._licence} if self._licence else set())
            if len(licences) != 1:
                told = f"{len(licences)} licences are told for its graph" if licences else "no licence is told for its graph"
                raise NanopubError(f"{what}: {told}, and a nanopublication has one")
            entity = self._name or min(node for node, said in self._nodes.items() if _LICENCE in said)
            self._fallback = Source(entity, tuple(licences))
        return self._fallback


def licences_of(triples: Iterable[Triple]) -> set[IRI]:
    """The licences of the graphs of articles, which are named after them."""
    found = (triple for triple in triples if triple.predicate == _LICENCE and triple.subject.endswith("#graph"))
    return {triple.object for triple in found if isinstance(triple.object, IRI)}


def article_of(nodes: Mapping[IRI, Properties], evidence: Iterable[Node]) -> IRI | None:
    """The article version that evidence is of; None where it is of several or none."""
    articles = {value for node in evidence if isinstance(node, IRI) for value in nodes.get(node, {}).get(OA.term("hasSource"), ())}
    found = next(iter(articles)) if len(articles) == 1 else None
    return None if isinstance(found, Literal) else found
