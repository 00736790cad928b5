"""Where the release comes from, in PROV-O (https://www.w3.org/TR/prov-o/): what was read, by which software, and what came of it; without times."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.triples import software_iri
from kg.publish.dataset import ArticleEntry
from kg.publish.describe.release import Release
from kg.publish.describe.statements import SPDX, a, date, plain, state, typed, words
from kg.publish.describe.titles import title_of_layer
from kg.publish.release import LINKS, ONTOLOGY
from kg.rdf.terms import CK, DCT, IRI, OWL, PROV, RDFS, SCHEMA, Literal, Triple, mend_iri

_SHA256 = SPDX.term("checksumAlgorithm_sha256")
_RDFC = IRI("https://www.w3.org/TR/rdf-canon/")


def describe_run(release: Release) -> Iterator[Triple]:
    """The activity, its software and inputs, each with the sha256 of its file, and each layer that was generated, with its canonical hash."""
    dataset, run = release.dataset, release.part("publication")
    software = software_iri(dataset.software_version)
    ontology = IRI(f"https://w3id.org/conflict-kg/ontology/{dataset.ontology_version}")
    yield from state(
        run,
        a(PROV.term("Activity")),
        (RDFS.term("label"), words(f"Publication of {release.config.title}, version {release.config.version}")),
        (PROV.term("wasAssociatedWith"), software),
        (PROV.term("used"), (ontology, *(entry.article for entry in dataset.articles))),
        (PROV.term("generated"), (release.iri, *map(release.part, release.layers))),
    )
    yield from state(
        software,
        a(PROV.term("SoftwareAgent")),
        (RDFS.term("label"), plain(f"conflict-kg {dataset.software_version}")),
        (SCHEMA.term("softwareVersion"), plain(dataset.software_version)),
    )
    yield from state(ontology, a(PROV.term("Entity")), (OWL.term("versionInfo"), plain(dataset.ontology_version)))
    yield from state(
        release.iri,
        a(PROV.term("Entity")),
        (DCT.term("title"), words(release.config.title)),
        (DCT.term("issued"), date(dataset.issued)),
        (PROV.term("wasGeneratedBy"), run),
        (PROV.term("wasRevisionOf"), release.previous),
    )
    yield from _describe_layers(release, run)
    for entry in dataset.articles:
        yield from _describe_input(entry)


def _describe_layers(release: Release, run: IRI) -> Iterator[Triple]:
    articles = tuple(entry.article for entry in release.dataset.articles)
    for layer in release.layers.values():
        node, checksum = release.part(layer.name), release.part(f"{layer.name}-rdfc10")
        yield from state(
            node,
            a(PROV.term("Entity")),
            (DCT.term("title"), words(title_of_layer(layer.name))),
            (PROV.term("wasGeneratedBy"), run),
            (PROV.term("wasDerivedFrom"), () if layer.name in (LINKS, ONTOLOGY) else articles),
            (SPDX.term("checksum"), checksum if layer.rdfc10_sha256 else None),
        )
        if layer.rdfc10_sha256:
            yield from state(
                checksum,
                a(SPDX.term("Checksum")),
                (RDFS.term("label"), words("sha256 of the canonical N-Quads (RDFC-1.0)")),
                (DCT.term("conformsTo"), _RDFC),
                (SPDX.term("algorithm"), _SHA256),
                (SPDX.term("checksumValue"), typed(layer.rdfc10_sha256, "hexBinary")),
            )


def _describe_input(entry: ArticleEntry) -> Iterator[Triple]:
    yield from state(
        entry.article,
        a(PROV.term("Entity")),
        (DCT.term("title"), Literal(entry.title, language=entry.language) if entry.title and entry.language else plain(entry.title)),
        (CK.term("sha256"), plain(entry.sha256)),
        (CK.term("revision"), plain(entry.revision)),
        (DCT.term("modified"), date(entry.modified)),
        (CK.term("retrieved"), date(entry.retrieved)),
        (SCHEMA.term("url"), mend_iri(entry.address) if entry.address else None),
        (DCT.term("license"), IRI(entry.licence) if entry.licence else None),
    )
    yield from state(entry.graph, a(PROV.term("Entity")), (PROV.term("wasDerivedFrom"), entry.article))
