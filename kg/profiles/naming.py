"""Claims that name things in the compact profile: two properties from the thing to the words, in place of a claim for each name. Pure.

``ck:namedAt`` leads to words that name the thing: one of its further names, or else they stand for its label, which they are or show (a flag).
``ck:linkedAt`` leads to a link to its page: it stands for the claim of the page's title, and where no words stand for the label, for the claim of
the label too. What cannot be told so keeps its claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.graph.evidence import Stretch, read_evidence_iri
from kg.graph.iris import digest
from kg.profiles.claims import CERTAINTY, EVIDENCE, OBJECT, PREDICATE, RULE, SUBJECT, ProfileError, lengthen
from kg.profiles.evidence import Passages
from kg.profiles.nodes import Node, Properties, only, only_iri, only_text
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, RDFS, SKOS, Literal, Triple

NAMED_AT, LINKED_AT = CK.term("namedAt"), CK.term("linkedAt")
_LABEL, _ALSO, _TITLE = RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")
_PARTS = frozenset({RDF_TYPE, SUBJECT, PREDICATE, OBJECT, CERTAINTY, RULE, EVIDENCE})
_NAME, _LINK = "name", "link"

Naming = dict[IRI, Properties]
"""Naming claims by IRI."""


class Version(NamedTuple):
    """What the IRIs of an article version's claims are made of, and the language of its names."""

    base: str
    title: str
    sha256: str
    language: str

    def claim(self, subject: IRI, predicate: IRI, value: Node) -> IRI:
        """The IRI of a claim without qualifiers (docs/iris.md)."""
        return IRI(f"{self.base}claim/{digest(self.title, self.sha256, str(subject), str(predicate), repr(value))}")


def read_version(article: IRI, nodes: Mapping[IRI, Properties]) -> Version | None:
    """An article version of a graph; None where the graph does not tell what is needed."""
    said = nodes.get(article, {})
    title, sha256 = only(said, DCT.term("title")), only_text(said, CK.term("sha256"))
    head, found, _ = article.partition("article/")
    if not isinstance(title, Literal) or not title.language or not sha256 or not found:
        return None
    primary = title.language.partition("-")[0]
    return Version(head if primary == "en" else head.removesuffix(f"{primary}/"), title.value, sha256, title.language)


class Folded(NamedTuple):
    """Claims that are left out, and the triples that stand for them."""

    claims: frozenset[IRI]
    triples: frozenset[Triple]


def fold(claims: Mapping[IRI, Properties], nodes: Mapping[IRI, Properties], words: Mapping[IRI, Stretch], passages: Passages) -> Folded:
    """The naming claims that two properties can stand for: those that come out again as they were."""
    groups: dict[tuple[IRI, IRI], Naming] = defaultdict(dict)
    for iri, said in claims.items():
        thing, article = only_iri(said, SUBJECT), _article(said, words)
        if thing and article and set(said) == _PARTS and only_iri(said, PREDICATE) in (_LABEL, _ALSO, _TITLE):
            groups[thing, article][iri] = {**said, EVIDENCE: sorted(said[EVIDENCE], key=str)}
    folded: set[IRI] = set()
    triples: set[Triple] = set()
    for (thing, article), naming in groups.items():
        for kept in _choices(naming) if read_version(article, nodes) else ():
            made = _at(thing, kept)
            labelled = any(only_iri(said, PREDICATE) == _LABEL for iri, said in naming.items() if iri not in kept)
            if kept and unfold_thing(thing, article, made, nodes, passages, labelled=labelled) == kept:
                folded |= kept.keys()
                triples |= made
                break
    return Folded(frozenset(folded), frozenset(triples))


def _article(said: Properties, words: Mapping[IRI, Stretch]) -> IRI | None:
    """The article version that all words of a claim are of; None where they are of several, or cannot be told by their place."""
    places = {place[0] for node in said.get(EVIDENCE, ()) if isinstance(node, IRI) and node in words and (place := read_evidence_iri(node))}
    return next(iter(places)) if len(places) == 1 and all(node in words for node in said[EVIDENCE]) else None


def _choices(naming: Naming) -> Iterator[Naming]:
    """What may be folded, the most first: all naming claims with the usual rules, all but further names, those of links, those of names."""
    usual = {iri: said for iri, said in naming.items() if only_text(said, RULE) in (_NAME, _LINK)}
    yield usual
    yield {iri: said for iri, said in usual.items() if only_iri(said, PREDICATE) != _ALSO}
    for rule in (_LINK, _NAME):
        yield {iri: said for iri, said in usual.items() if only_text(said, RULE) == rule}


def _at(thing: IRI, naming: Naming) -> set[Triple]:
    """The words that name a thing, and the links to its page."""
    return {Triple(thing, LINKED_AT if only_text(said, RULE) == _LINK else NAMED_AT, node) for said in naming.values() for node in said[EVIDENCE]}


def unfold(triples: Iterable[Triple], nodes: Mapping[IRI, Properties], passages: Passages) -> Naming:
    """The naming claims that ``ck:namedAt`` and ``ck:linkedAt`` stand for; ProfileError where they lead to no words."""
    labelled = {key for said in nodes.values() if only_iri(said, PREDICATE) == _LABEL for key in _things(said)}
    groups: dict[tuple[IRI, IRI], list[Triple]] = defaultdict(list)
    for triple in triples:
        place = read_evidence_iri(str(triple.object)) if isinstance(triple.object, IRI) else None
        if place is None:
            raise ProfileError(f"{triple.subject}: {triple.object} is no words of an article version")
        groups[triple.subject, place[0]].append(triple)
    claims: Naming = {}
    for (thing, article), own in groups.items():
        made = unfold_thing(thing, article, own, nodes, passages, labelled=(thing, article) in labelled)
        if made is None:
            raise ProfileError(f"{thing}: the names that {article} gives it cannot be told from this graph")
        claims.update(made)
    return claims


def _things(said: Properties) -> Iterator[tuple[IRI, IRI]]:
    """Whom a claim is about, with each article version that it stands on."""
    thing = only_iri(said, SUBJECT)
    places = (read_evidence_iri(str(node)) for node in said.get(EVIDENCE, ()))
    return ((thing, place[0]) for place in places if thing and place)


def unfold_thing(
    thing: IRI, article: IRI, triples: Iterable[Triple], nodes: Mapping[IRI, Properties], passages: Passages, *, labelled: bool
) -> Naming | None:
    """The naming claims of one thing in one article version; None where the graph does not tell them. ``labelled``: its label has a claim already."""
    version, said = read_version(article, nodes), nodes.get(thing, {})
    if version is None:
        return None
    labels = [value for value in said.get(_LABEL, ()) if isinstance(value, Literal) and value.language == version.language]
    names: dict[tuple[IRI, Node], set[IRI]] = defaultdict(set)
    links: set[IRI] = set()
    for triple in triples:
        place = read_evidence_iri(str(triple.object))
        found = passages.words(place[0], place[2], place[3]) if place else None
        if found is None:
            return None
        if triple.predicate == LINKED_AT:
            links.add(IRI(str(triple.object)))
        else:
            name = Literal(found.text, language=version.language)
            if name not in said.get(_ALSO, ()) or name in labels:
                if len(labels) != 1:
                    return None
                names[_LABEL, labels[0]].add(IRI(str(triple.object)))
            else:
                names[_ALSO, name].add(IRI(str(triple.object)))
    told = {(predicate, value, _NAME): frozenset(at) for (predicate, value), at in names.items()}
    if links:
        titles = said.get(_TITLE, [])
        if len(titles) != 1:
            return None
        told[_TITLE, titles[0], _LINK] = frozenset(links)
        if not labelled and not any(predicate == _LABEL for predicate, _, _ in told):
            if len(labels) != 1:
                return None
            told[_LABEL, labels[0], _LINK] = frozenset(links)
    return {version.claim(thing, predicate, value): _claim(thing, predicate, value, rule, at) for (predicate, value, rule), at in told.items()}


def _claim(thing: IRI, predicate: IRI, value: Node, rule: str, at: Iterable[IRI]) -> Properties:
    short: Properties = {SUBJECT: [thing], PREDICATE: [predicate], OBJECT: [value], RULE: [Literal(rule)], EVIDENCE: list[Node](sorted(at))}
    return lengthen(IRI("urn:claim"), short)
