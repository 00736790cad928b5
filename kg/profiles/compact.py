"""From the full profile to the compact one and back, without loss. Pure.

What is not as kg build writes it stays as it is: so any graph can be made compact, and comes out again as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph.evidence import PASSAGE, QUOTE, WORDS, Stretch, evidence_iri, passage_triples, read_evidence_iri, words_triples
from kg.profiles.claims import EVIDENCE, ProfileError, is_claim, is_short, lengthen, shorten
from kg.profiles.evidence import Passages, regular_passages, regular_words
from kg.profiles.naming import LINKED_AT, NAMED_AT, fold, unfold
from kg.profiles.nodes import Node, Properties, gather, only_text, spread
from kg.profiles.provenance import restore, told_by_iris
from kg.rdf.terms import CK, DCT, IRI, OA, PROV, RDF_TYPE, Literal, Triple, sort_triples

COMPACT = CK.term("CompactProfile")
_CONFORMS_TO, _EXACT = DCT.term("conformsTo"), OA.term("exact")
_REFERENCE = "/reference/"


def to_compact(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """A full graph in the compact profile, sorted."""
    nodes = gather(triples)
    known = told_by_iris(nodes)
    kept = [triple for triple in _shortened(nodes) if triple not in known]
    return sort_triples((*kept, *_declared(nodes)))


def _shortened(nodes: Mapping[IRI, Properties]) -> Iterator[Triple]:
    passages = regular_passages(nodes)
    words = regular_words(nodes, passages)
    claims = {iri: said for iri, said in nodes.items() if is_claim(said) and any(map(_article_of, said.get(EVIDENCE, ())))}
    folded = fold(claims, nodes, words, passages)
    yield from folded.triples
    named = {triple.object for triple in folded.triples}
    stood_on = {node for iri, said in nodes.items() if iri not in folded.claims for node in said.get(EVIDENCE, ())}
    regular = {evidence_iri(article, PASSAGE, passage.start, passage.end): passage for article, passage in passages}
    quotes = {_quote_of(iri) for iri in words}
    for iri, said in nodes.items():
        if iri in folded.claims or iri in quotes:
            continue
        if iri in claims:
            yield from spread(iri, shorten(said))
        elif iri in regular:
            yield Triple(iri, _EXACT, Literal(regular[iri].text))
        elif iri not in words:
            yield from spread(iri, {name: values for name, values in said.items() if name != RDF_TYPE} if _is_reference(iri, said) else said)
        elif iri in stood_on or iri not in named:
            yield Triple(iri, _EXACT, Literal(words[iri].text))


def _is_reference(iri: IRI, said: Properties) -> bool:
    """Whether a node is a cited work, as its IRI says."""
    return _REFERENCE in iri and said.get(RDF_TYPE, [CK.term("Reference")]) == [CK.term("Reference")]


def _quote_of(words: IRI) -> IRI:
    place = read_evidence_iri(words)
    assert place is not None
    return evidence_iri(place[0], QUOTE, place[2], place[3])


def _article_of(node: Node) -> IRI | None:
    place = read_evidence_iri(node) if isinstance(node, IRI) else None
    return place[0] if place else None


def _declared(nodes: Mapping[IRI, Properties]) -> Iterator[Triple]:
    """That the graphs are compact: of each article version that something of was, or may have been, shortened."""
    graphs = {graph for graph, said in nodes.items() if PROV.term("wasGeneratedBy") in said}
    articles = {article for iri, said in nodes.items() for node in (iri, *said.get(EVIDENCE, ())) if (article := _article_of(node))}
    yield from (Triple(graph, _CONFORMS_TO, COMPACT) for graph in graphs | {IRI(f"{article}#graph") for article in articles})


def is_compact(triples: Iterable[Triple]) -> bool:
    """Whether a graph, or a part of it, says that it is in the compact profile."""
    return any(triple.predicate == _CONFORMS_TO and triple.object == COMPACT for triple in triples)


def to_full(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """A compact graph in the full profile, sorted; what is full already stays so. ProfileError where something is missing."""
    nodes = gather(triples)
    passages = Passages(_short_stretches(nodes, PASSAGE))
    named = [Triple(iri, name, value) for iri, said in nodes.items() for name in (NAMED_AT, LINKED_AT) for value in said.get(name, ())]
    full: list[Triple] = []
    for article, passage in passages:
        full += passage_triples(article, passage)
    for article, words in (*_short_stretches(nodes, WORDS), *_named_words(named, passages)):
        full += _words(article, words, passages)
    for claim, said in unfold(named, nodes, passages).items():
        full += spread(claim, said)
    full += restore((iri for iri, said in nodes.items() if COMPACT in said.get(_CONFORMS_TO, ())), nodes)
    for iri, said in nodes.items():
        if not _is_short_stretch(iri, said):
            full += spread(iri, lengthen(iri, said) if is_short(said) else _without_profile(said))
            if RDF_TYPE not in said and not is_short(said) and _is_reference(iri, said):
                full.append(Triple(iri, RDF_TYPE, CK.term("Reference")))
    return sort_triples(full)


def _is_short_stretch(iri: IRI, said: Properties) -> bool:
    return said.keys() == {_EXACT} and read_evidence_iri(iri) is not None


def _short_stretches(nodes: Mapping[IRI, Properties], part: str) -> Iterator[tuple[IRI, Stretch]]:
    for iri, said in nodes.items():
        place, text = read_evidence_iri(iri), only_text(said, _EXACT)
        if place and place[1] == part and text is not None and _is_short_stretch(iri, said):
            yield place[0], Stretch(place[2], place[3], text)


def _named_words(named: Iterable[Triple], passages: Passages) -> Iterator[tuple[IRI, Stretch]]:
    for triple in named:
        place = read_evidence_iri(str(triple.object))
        words = passages.words(place[0], place[2], place[3]) if place else None
        if place is None or words is None:
            raise ProfileError(f"{triple.subject}: there is no passage in this graph for {triple.object}")
        yield place[0], words


def _words(article: IRI, words: Stretch, passages: Passages) -> Iterator[Triple]:
    passage = passages.around(article, words.start, words.end)
    if passage is None or passages.words(article, words.start, words.end) != words:
        raise ProfileError(f"{evidence_iri(article, WORDS, words.start, words.end)}: no passage in this graph has these words at their place")
    return words_triples(article, words, passage)


def _without_profile(said: Properties) -> Properties:
    kept = {name: [value for value in values if (name, value) != (_CONFORMS_TO, COMPACT)] for name, values in said.items()}
    return {name: values for name, values in kept.items() if name not in (NAMED_AT, LINKED_AT)}
