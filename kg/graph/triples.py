"""Writing claims as triples: the direct triple, the claim, its evidence, and the article version."""

from __future__ import annotations

from collections.abc import Iterator

from kg.domain.licence import ASSUMED, infer_licence, own_licence, read_licence
from kg.graph.claims import Mapped
from kg.graph.iris import Minter, name_segment
from kg.graph.references import reference_triples
from kg.model.article import Article, Source
from kg.model.claim import Claim
from kg.model.text import Span
from kg.patterns import lazy_pattern
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CC, CK, DCT, IRI, LANG_STRING, OA, PROV, RDF, RDF_TYPE, RDFS, SCHEMA, WD, XSD, Literal, Triple
from kg.values import dataclass

_CONTEXT = 80
_SENTENCE_BORDER = lazy_pattern(r"[\r\n]+|(?<=[.!?]) (?=[A-Z]|$)")
_SOFTWARE = "https://w3id.org/conflict-kg/software/conflict-kg/"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Provenance of a run: the base IRI, the software version, the time (xsd:dateTime; None: not recorded), and the licence.

    ``licence`` is the licence IRI of the articles where the user names one; else CC BY-SA with its version "not stated".
    """

    base: str
    version: str
    time: str | None = None
    licence: str | None = None
    attribution: str = "Wikipedia contributors"


def make_graph(article: Article, mapped: Mapped, provenance: Provenance) -> ArticleGraph:
    """Write claims and descriptions of one article as triples, with its provenance and licence."""
    minter = Minter(provenance.base, article.source.title, article.source.sha256, language=article.source.language)
    triples: set[Triple] = {Triple(d.subject, d.predicate, d.object) for d in mapped.descriptions}
    spans: set[Span] = set()
    for claim in mapped.claims:
        triples.update(_claim_triples(claim, article.source, minter))
        spans.update(claim.evidence)
    for span in spans:
        triples.update(_evidence_triples(article.source.cite(span), article.source, minter))
    triples.update(reference_triples(article, mapped.claims, minter))
    name, (licence, rights) = minter.part("graph"), _licence(article, provenance)
    triples.update(_article_triples(article, mapped.topic, minter, licence, rights, provenance.attribution))
    triples.update(_run_triples(name, minter, provenance, licence))
    return ArticleGraph.of(name, triples, article.source.title)


def _claim_triples(claim: Claim, source: Source, minter: Minter) -> Iterator[Triple]:
    yield Triple(claim.subject, claim.predicate, claim.object)
    qualifiers = [f"{name} {value!r}" for name, value in claim.qualifiers]
    iri = minter.claim(claim.subject, claim.predicate, repr(claim.object), *qualifiers)
    yield Triple(iri, RDF_TYPE, CK.term("Claim"))
    yield Triple(iri, RDF.term("subject"), claim.subject)
    yield Triple(iri, RDF.term("predicate"), claim.predicate)
    yield Triple(iri, RDF.term("object"), claim.object)
    yield Triple(iri, CK.term("certainty"), CK.term("Inferred" if claim.basis else "Stated"))
    yield Triple(iri, CK.term("rule"), Literal(claim.rule))
    if claim.basis:
        yield Triple(iri, CK.term("basis"), Literal(claim.basis))
    for name, value in claim.qualifiers:
        yield Triple(iri, name, value)
    for span in claim.evidence:
        yield Triple(iri, CK.term("evidence"), _evidence(source.cite(span), minter))
    for reference in claim.references:
        yield Triple(iri, CK.term("reference"), reference)
    for words in claim.comments:
        yield Triple(iri, RDFS.term("comment"), Literal(words, LANG_STRING, source.language))


def _evidence(span: Span, minter: Minter) -> IRI:
    return minter.part(f"char-{span.start}-{span.end}")


def _evidence_triples(span: Span, source: Source, minter: Minter) -> Iterator[Triple]:
    written, own = source.written, Span(span.start - source.offset, span.end - source.offset)
    evidence, position, quote = (minter.part(f"{part}-{span.start}-{span.end}") for part in ("char", "position", "quote"))
    yield Triple(evidence, RDF_TYPE, OA.term("SpecificResource"))
    yield Triple(evidence, OA.term("hasSource"), minter.article())
    yield Triple(evidence, OA.term("hasSelector"), position)
    yield Triple(evidence, OA.term("hasSelector"), quote)
    yield Triple(position, RDF_TYPE, OA.term("TextPositionSelector"))
    yield Triple(position, OA.term("start"), _integer(span.start))
    yield Triple(position, OA.term("end"), _integer(span.end))
    yield Triple(quote, RDF_TYPE, OA.term("TextQuoteSelector"))
    yield Triple(quote, OA.term("exact"), Literal(written[own.start : own.end]))
    before, after = surroundings(written, own)
    for name, words in (("prefix", before), ("suffix", after)):
        if words:
            yield Triple(quote, OA.term(name), Literal(words))


def surroundings(text: str, span: Span) -> tuple[str, str]:
    """The context of a span in its sentence or line, before and after: at most 80 characters each, to find and understand the quote."""
    before = _SENTENCE_BORDER.split(text[max(0, span.start - _CONTEXT) : span.start])[-1]
    after = _SENTENCE_BORDER.split(text[span.end : span.end + _CONTEXT])[0]
    if len(before) == _CONTEXT:
        before = before.partition(" ")[2]
    if len(after) == _CONTEXT:
        after = after.rpartition(" ")[0]
    return before, after


def _integer(number: int) -> Literal:
    return Literal(str(number), str(XSD.term("integer")))


def _article_triples(article: Article, topic: IRI, minter: Minter, licence: IRI, rights: str, attribution: str) -> Iterator[Triple]:
    source, iri = article.source, minter.article()
    title = Literal(source.title, LANG_STRING, source.language)
    yield Triple(topic, CK.term("describedIn"), iri)
    yield Triple(iri, RDF_TYPE, CK.term("Article"))
    yield Triple(iri, DCT.term("isVersionOf"), minter.page())
    yield Triple(iri, DCT.term("title"), title)
    yield Triple(iri, RDFS.term("label"), title)
    yield Triple(iri, DCT.term("language"), Literal(source.language))
    yield Triple(iri, CK.term("sha256"), Literal(source.sha256))
    yield Triple(iri, CK.term("form"), Literal(source.form))
    yield Triple(iri, DCT.term("license"), licence)
    yield Triple(iri, DCT.term("rights"), Literal(rights, LANG_STRING, "en"))
    yield Triple(iri, CC.term("attributionName"), Literal(attribution))
    if source.url:
        yield Triple(iri, CC.term("attributionURL"), IRI(source.url))
        yield Triple(iri, SCHEMA.term("url"), IRI(source.url))
    if source.item:
        yield Triple(iri, SCHEMA.term("about"), WD.term(source.item))
    if source.revision:
        yield Triple(iri, CK.term("revision"), Literal(source.revision))
    for predicate, time in ((DCT.term("modified"), source.timestamp), (CK.term("retrieved"), source.retrieved)):
        if time:
            yield Triple(iri, predicate, Literal(time, str(XSD.term("dateTime" if "T" in time else "date"))))


def _licence(article: Article, provenance: Provenance) -> tuple[IRI, str]:
    """The licence of an article, and a sentence on its source."""
    footer = article.source.licence
    words = " ".join(article.source.text[footer.start : footer.end].split()) if footer else ""
    if provenance.licence:
        return IRI(provenance.licence), "The licence is as told by whoever made this graph."
    stated = read_licence(words)
    inferred = infer_licence(stated, article.source.url, article.source.timestamp)
    if inferred:
        told = f"The source says: {words}, without a version" if stated else "The source states no licence"
        day = (article.source.timestamp or "")[:10]
        return IRI(inferred.iri), f"{told}; version {inferred.version} is inferred from the date of the revision, {day}."
    if stated is None:
        told = "The source states no licence; Wikipedia's text is under Creative Commons Attribution-ShareAlike, version not stated."
        return IRI(ASSUMED.iri), told
    version = f"version {stated.version}" if stated.version else "version not stated"
    return IRI(stated.iri), f"The source says: {words} ({version})"


def _run_triples(graph: IRI, minter: Minter, provenance: Provenance, licence: IRI) -> Iterator[Triple]:
    run, article, software = minter.part("extraction"), minter.article(), IRI(_SOFTWARE + name_segment(provenance.version))
    yield Triple(graph, RDF_TYPE, PROV.term("Entity"))
    yield Triple(graph, DCT.term("source"), article)
    yield Triple(graph, PROV.term("wasDerivedFrom"), article)
    yield Triple(graph, PROV.term("wasGeneratedBy"), run)
    yield Triple(graph, DCT.term("license"), IRI(own_licence(licence)))
    changed = f"Changed: statements were extracted from the article and restructured as RDF by conflict-kg {provenance.version}."
    yield Triple(graph, CK.term("changes"), Literal(changed, LANG_STRING, "en"))
    yield Triple(article, CK.term("changes"), Literal(changed, LANG_STRING, "en"))
    yield Triple(run, RDF_TYPE, PROV.term("Activity"))
    yield Triple(run, PROV.term("used"), article)
    yield Triple(run, PROV.term("wasAssociatedWith"), software)
    if provenance.time:
        yield Triple(run, PROV.term("endedAtTime"), Literal(provenance.time, str(XSD.term("dateTime"))))
    yield Triple(software, RDF_TYPE, PROV.term("SoftwareAgent"))
    yield Triple(software, RDFS.term("label"), Literal(f"conflict-kg {provenance.version}"))
    yield Triple(software, SCHEMA.term("softwareVersion"), Literal(provenance.version))
