"""Writing claims as triples: the direct triple, the claim, its evidence, and the article version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.domain.licence import ASSUMED, NOT_EVALUATED, infer_licence, own_licence, read_licence
from kg.domain.ontology import version_iri
from kg.domain.sites import contributors_of, host_of, is_elsewhere
from kg.graph.claims import Mapped
from kg.graph.evidence import WORDS, Stretch, evidence_iri, find_passages, passage_triples, words_triples
from kg.graph.iris import Minter, name_segment
from kg.graph.provenance import Provenance
from kg.graph.references import reference_triples
from kg.model.article import Article, Source
from kg.model.claim import Claim
from kg.model.text import Span
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CC, CK, DCT, IRI, LANG_STRING, PROV, RDF, RDF_TYPE, RDFS, SCHEMA, WD, XSD, Literal, Triple

_SOFTWARE = "https://w3id.org/conflict-kg/software/conflict-kg/"


def make_graph(article: Article, mapped: Mapped, provenance: Provenance) -> ArticleGraph:
    """Write claims and descriptions of one article as triples, with its provenance and licence."""
    minter = Minter(provenance.base, article.source.title, article.source.sha256, language=article.source.language)
    triples: set[Triple] = {Triple(d.subject, d.predicate, d.object) for d in mapped.descriptions}
    spans: set[Span] = set()
    for claim in mapped.claims:
        triples.update(_claim_triples(claim, article.source, minter))
        spans.update(map(article.source.cite, claim.evidence))
    triples.update(_evidence_triples(spans, article.source, minter.article()))
    triples.update(reference_triples(article, mapped.claims, minter))
    name, (licence, rights) = minter.part("graph"), licence_of(article, provenance)
    triples.update(_article_triples(article, mapped.topic, minter, licence, rights))
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
        cited = source.cite(span)
        yield Triple(iri, CK.term("evidence"), evidence_iri(minter.article(), WORDS, cited.start, cited.end))
    for reference in claim.references:
        yield Triple(iri, CK.term("reference"), reference)
    for words in claim.comments:
        yield Triple(iri, RDFS.term("comment"), Literal(words, LANG_STRING, source.language))


def _evidence_triples(spans: Iterable[Span], source: Source, article: IRI) -> Iterator[Triple]:
    """The evidence of all claims, and the passages that it stands in."""
    written, offset = source.written, source.offset
    passages = find_passages(written, (Span(span.start - offset, span.end - offset) for span in spans))

    def stretch(span: Span) -> Stretch:
        return Stretch(span.start + offset, span.end + offset, written[span.start : span.end])

    for words, passage in passages.items():
        yield from words_triples(article, stretch(words), stretch(passage))
    for passage in set(passages.values()):
        yield from passage_triples(article, stretch(passage))


def _article_triples(article: Article, topic: IRI, minter: Minter, licence: IRI, rights: str) -> Iterator[Triple]:
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
    yield Triple(iri, CC.term("attributionName"), Literal(contributors_of(source.url or "", _footer(source))))
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


def _footer(source: Source) -> str:
    """What an article says of its licence."""
    return " ".join(source.text[source.licence.start : source.licence.end].split()) if source.licence else ""


def licence_of(article: Article, provenance: Provenance) -> tuple[IRI, str]:
    """The licence of an article, and a sentence on its source."""
    words = _footer(article.source)
    if provenance.licence:
        return IRI(provenance.licence), "The licence is as told by whoever made this graph."
    stated = read_licence(words)
    inferred = infer_licence(stated, article.source.url, article.source.timestamp)
    if inferred:
        told = f"The source says: {words}, without a version" if stated else "The source states no licence"
        day = (article.source.timestamp or "")[:10]
        return IRI(inferred.iri), f"{told}; version {inferred.version} is inferred from the date of the revision, {day}."
    if stated is None and is_elsewhere(article.source.url or ""):
        told = f"The source states no licence, and that of {host_of(article.source.url or '')} is not known."
        return IRI(NOT_EVALUATED.iri), told
    if stated is None:
        told = "The source states no licence; Wikipedia's text is under Creative Commons Attribution-ShareAlike, version not stated."
        return IRI(ASSUMED.iri), told
    version = f"version {stated.version}" if stated.version else "version not stated"
    return IRI(stated.iri), f"The source says: {words} ({version})"


def provenance_triples(article: IRI, version: str) -> Iterator[Triple]:
    """What the graph of an article version and the run that made it always say of each other, by IRIs alone."""
    graph, run = IRI(f"{article}#graph"), IRI(f"{article}#extraction")
    changed = f"Changed: statements were extracted from the article and restructured as RDF by conflict-kg {version}."
    yield Triple(graph, RDF_TYPE, PROV.term("Entity"))
    yield Triple(graph, DCT.term("source"), article)
    yield Triple(graph, PROV.term("wasDerivedFrom"), article)
    yield Triple(graph, PROV.term("wasGeneratedBy"), run)
    yield Triple(graph, CK.term("changes"), Literal(changed, LANG_STRING, "en"))
    yield Triple(article, CK.term("changes"), Literal(changed, LANG_STRING, "en"))
    yield Triple(run, RDF_TYPE, PROV.term("Activity"))
    yield Triple(run, PROV.term("used"), article)
    yield Triple(run, PROV.term("wasAssociatedWith"), software_iri(version))


def software_iri(version: str) -> IRI:
    """The IRI of this software in a version."""
    return IRI(_SOFTWARE + name_segment(version))


def _run_triples(graph: IRI, minter: Minter, provenance: Provenance, licence: IRI) -> Iterator[Triple]:
    software = software_iri(provenance.version)
    yield from provenance_triples(minter.article(), provenance.version)
    yield Triple(graph, DCT.term("license"), IRI(own_licence(licence)))
    yield Triple(graph, DCT.term("conformsTo"), version_iri())
    if provenance.time:
        yield Triple(minter.part("extraction"), PROV.term("endedAtTime"), Literal(provenance.time, str(XSD.term("dateTime"))))
    yield Triple(software, RDF_TYPE, PROV.term("SoftwareAgent"))
    yield Triple(software, RDFS.term("label"), Literal(f"conflict-kg {provenance.version}"))
    yield Triple(software, SCHEMA.term("softwareVersion"), Literal(provenance.version))
