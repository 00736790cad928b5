"""The description for catalogues: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), fit for DCAT-AP 3.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.publish.agents import Agent
from kg.publish.describe.release import Release, all_releases_iri, is_packed, media_type_of
from kg.publish.describe.statements import DCAT, SPDX, VCARD, Value, a, date, plain, state, typed, words
from kg.publish.describe.titles import describe_layer, title_of_file, title_of_layer
from kg.publish.describe.vocabularies import AUTHORITY, IANA, load_vocabularies
from kg.publish.release import File, Layer
from kg.rdf.terms import DCT, FOAF, GEO, IRI, PROV, RDFS, SKOS, Literal, Triple, mend_iri

_PUBLIC = AUTHORITY.term("access-right/PUBLIC")
_GZIP = IANA.term("application/gzip")
_SHA256 = SPDX.term("checksumAlgorithm_sha256")


def describe_catalogue(release: Release) -> Iterator[Triple]:
    """A catalogue of one dataset where its publisher is known (DCAT-AP demands one), the dataset, a part for each layer, and their distributions."""
    if release.publisher:
        yield from state(
            release.part("catalogue"),
            a(DCAT.term("Catalog")),
            (DCT.term("title"), words(f"Catalogue of {release.config.title}")),
            (DCT.term("description"), words(f"The dataset “{release.config.title}” in version {release.config.version}.")),
            (DCT.term("publisher"), _agent_iri(release, release.publisher, "publisher")),
            (DCAT.term("dataset"), (release.iri, *map(release.part, release.layers))),
        )
    yield from _describe_dataset(release)
    for layer in release.layers.values():
        yield from _describe_part(release, layer)
    for file in release.data_files:
        yield from _describe_file(release, file)
    yield from _describe_agents(release)
    yield from _describe_coverage(release)
    yield from _describe_terms(release)


def _describe_dataset(release: Release) -> Iterator[Triple]:
    config, dataset = release.config, release.dataset
    languages = load_vocabularies().languages
    yield from state(
        release.iri,
        a(DCAT.term("Dataset")),
        (DCT.term("title"), words(config.title)),
        (DCT.term("description"), words(release.description)),
        (DCT.term("identifier"), (plain(str(release.iri)), plain(f"https://doi.org/{config.doi}" if config.doi else ""))),
        (DCAT.term("version"), plain(config.version)),
        (DCAT.term("isVersionOf"), all_releases_iri(config.base)),
        (DCAT.term("previousVersion"), release.previous),
        (DCT.term("issued"), date(dataset.issued)),
        (DCT.term("creator"), (_agent_iri(release, agent, f"creator-{number}") for number, agent in enumerate(release.creators, 1))),
        (DCT.term("publisher"), _agent_iri(release, release.publisher, "publisher") if release.publisher else None),
        (DCAT.term("contactPoint"), release.part("contact") if config.contact else None),
        (DCAT.term("keyword"), map(words, release.keywords)),
        (DCAT.term("theme"), load_vocabularies().theme[0]),
        (DCT.term("language"), (languages[code] for code in release.languages if code in languages)),
        (DCT.term("accessRights"), _PUBLIC),
        *_licence(release, release.licences, "rights"),
        (DCT.term("conformsTo"), _ontology(release)),
        (DCT.term("temporal"), release.part("temporal") if release.coverage.start else None),
        (DCT.term("spatial"), release.part("spatial") if release.coverage.box else None),
        (DCAT.term("landingPage"), release.landing_page),
        (PROV.term("wasGeneratedBy"), release.part("publication")),
        (DCT.term("hasPart"), map(release.part, release.layers)),
        (DCAT.term("distribution"), (distribution_iri(release, file) for file in release.data_files)),
    )
    yield from state(
        all_releases_iri(config.base), a(DCAT.term("Dataset")), *_named(config.title, release.description), (DCAT.term("hasVersion"), release.iri)
    )


def _named(title: str, description: str) -> tuple[tuple[IRI, Value], ...]:
    return (DCT.term("title"), words(title)), (DCT.term("description"), words(description))


def _describe_part(release: Release, layer: Layer) -> Iterator[Triple]:
    """A layer: a dataset of its own, since its licence and what it holds are its own. Its checksum is that of its canonical form (RDFC-1.0)."""
    files = [file for file in release.data_files if file.layer == layer.name]
    yield from state(
        release.part(layer.name),
        a(DCAT.term("Dataset")),
        *_named(f"{release.config.title}: {title_of_layer(layer.name)}", describe_layer(layer)),
        (DCT.term("isPartOf"), release.iri),
        (DCAT.term("version"), plain(release.config.version)),
        *_licence(release, layer.licence, f"rights-{layer.name}"),
        (DCAT.term("distribution"), (distribution_iri(release, file) for file in files)),
    )


def distribution_iri(release: Release, file: File) -> IRI:
    """The name of a distribution; the file itself has another."""
    return release.part(file.path)


def _describe_file(release: Release, file: File) -> Iterator[Triple]:
    medium = load_vocabularies().media.get(media_type_of(file))
    distribution, checksum = distribution_iri(release, file), release.part(f"{file.path}-sha256")
    yield from state(
        distribution,
        a(DCAT.term("Distribution")),
        (DCT.term("title"), words(title_of_file(file))),
        (DCT.term("identifier"), plain(file.path)),
        *_licence(release, file.licence, f"rights-{file.path}"),
        (DCAT.term("accessURL"), release.address(file.path)),
        (DCAT.term("downloadURL"), release.address(file.path)),
        (DCAT.term("mediaType"), medium.iana if medium else None),
        (DCT.term("format"), medium.file_type if medium else None),
        (DCAT.term("compressFormat"), _GZIP if is_packed(file) else None),
        (DCAT.term("byteSize"), typed(file.bytes, "nonNegativeInteger")),
        (DCT.term("issued"), date(release.dataset.issued)),
        (SPDX.term("checksum"), checksum),
    )
    yield from state(
        checksum,
        a(SPDX.term("Checksum")),
        (SPDX.term("algorithm"), _SHA256),
        (SPDX.term("checksumValue"), typed(file.sha256, "hexBinary")),
    )


def _licence(release: Release, licences: Iterable[str], rights: str) -> tuple[tuple[IRI, Value], ...]:
    """The licence; several are told as a statement of rights, since DCAT-AP allows one licence."""
    listed = tuple(licences)
    if len(listed) == 1:
        return ((DCT.term("license"), IRI(listed[0])),)
    return ((DCT.term("rights"), release.part(rights)),) if listed else ()


def _describe_agents(release: Release) -> Iterator[Triple]:
    named = [(agent, f"creator-{number}") for number, agent in enumerate(release.creators, 1)]
    for agent, name in (*named, *([(release.publisher, "publisher")] if release.publisher else [])):
        yield from state(_agent_iri(release, agent, name), a(FOAF.term("Agent")), (FOAF.term("name"), plain(agent.name)))
    if contact := release.config.contact:
        address = mend_iri(contact) if ":" in contact else mend_iri(f"mailto:{contact}")
        yield from state(
            release.part("contact"),
            a(VCARD.term("Kind")),
            (VCARD.term("fn"), plain((release.publisher or Agent(release.config.title)).name)),
            (VCARD.term("hasEmail" if address.startswith("mailto:") else "hasURL"), address),
        )


def _agent_iri(release: Release, agent: Agent, name: str) -> IRI:
    return mend_iri(agent.iri) if agent.iri else release.part(name)


def _describe_coverage(release: Release) -> Iterator[Triple]:
    coverage = release.coverage
    if coverage.start:
        yield from state(
            release.part("temporal"),
            a(DCT.term("PeriodOfTime")),
            (DCAT.term("startDate"), date(coverage.start)),
            (DCAT.term("endDate"), date(coverage.end)),
        )
    if coverage.box:
        shape = "centroid" if coverage.wkt.startswith("POINT") else "bbox"
        yield from state(release.part("spatial"), a(DCT.term("Location")), (DCAT.term(shape), Literal(coverage.wkt, str(GEO.term("wktLiteral")))))


def _ontology(release: Release) -> IRI:
    return IRI(f"https://w3id.org/conflict-kg/ontology/{release.dataset.ontology_version}")


def _describe_terms(release: Release) -> Iterator[Triple]:
    """What validators want to know of names that are not ours: their classes, and labels for people."""
    known = load_vocabularies()
    theme, label = known.theme
    yield from state(theme, a(SKOS.term("Concept")), (SKOS.term("prefLabel"), words(label)), (SKOS.term("inScheme"), AUTHORITY.term("data-theme")))
    yield from state(AUTHORITY.term("data-theme"), a(SKOS.term("ConceptScheme")), (DCT.term("title"), words("Data theme")))
    yield from state(_PUBLIC, a(DCT.term("RightsStatement")), (RDFS.term("label"), words("public")))
    yield from state(_ontology(release), a(DCT.term("Standard")), (DCT.term("title"), words("Ontology of armed conflicts")))
    yield from state(release.landing_page, a(FOAF.term("Document")))
    yield from state(release.part("publication"), a(PROV.term("Activity")))
    yield from state(_SHA256, a(SPDX.term("ChecksumAlgorithm")))
    yield from state(_GZIP, a(DCT.term("MediaType")))
    for code in release.languages:
        if code in known.languages:
            yield from state(known.languages[code], a(DCT.term("LinguisticSystem")))
    media = [known.media[name] for name in sorted({media_type_of(file) for file in release.data_files}) if name in known.media]
    for medium in media:
        if medium.iana:
            yield from state(medium.iana, a(DCT.term("MediaType")))
        if medium.file_type:
            yield from state(medium.file_type, a(DCT.term("MediaTypeOrExtent")), (RDFS.term("label"), words(medium.words)))
    yield from _describe_licences(release)


def _describe_licences(release: Release) -> Iterator[Triple]:
    """Licences as documents, and each statement of several."""
    several = {"rights": release.licences}
    several |= {f"rights-{layer.name}": layer.licence for layer in release.layers.values()}
    several |= {f"rights-{file.path}": file.licence for file in release.data_files}
    for licence in sorted({licence for listed in several.values() for licence in listed}):
        yield from state(IRI(licence), a(DCT.term("LicenseDocument")))
    for name, listed in several.items():
        if len(listed) > 1:
            told = f"Parts are under different licences, and each says which: {', '.join(listed)}."
            yield from state(
                release.part(name), a(DCT.term("RightsStatement")), (RDFS.term("label"), words(told)), (RDFS.term("seeAlso"), map(IRI, listed))
            )
