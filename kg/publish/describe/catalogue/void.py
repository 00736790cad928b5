"""The description of the graphs in VoID (https://www.w3.org/TR/void/): what is in them, by counts that queries give too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.graph.iris import digest
from kg.publish.describe.catalogue.statistics import Statistics
from kg.publish.describe.release import Release, media_type_of
from kg.publish.describe.statements import DCAT, DESCRIBING, FORMATS, VOID, a, count, date, plain, state, words
from kg.publish.describe.titles import title_of_layer
from kg.rdf.terms import DCT, FOAF, IRI, Triple

WIKIDATA = IRI("http://www.wikidata.org/entity/Q2013")
_FORMATS = {"application/n-quads": "N-Quads", "application/trig": "TriG", "text/turtle": "Turtle", "application/ld+json": "JSON-LD"}
_EXAMPLES = 5


def describe_void(release: Release, whole: Statistics, layers: Mapping[str, Statistics]) -> Iterator[Triple]:
    """The whole, which is the full layer with the links, and each layer of data as a subset with its own counts, dumps and licence."""
    config, root = release.config, release.iri
    yield from state(
        release.file_iri("metadata/void.ttl"),
        a(VOID.term("DatasetDescription")),
        (DCT.term("title"), words(f"VoID description of {config.title}, version {config.version}")),
        (FOAF.term("primaryTopic"), root),
    )
    yield from state(
        root,
        a(VOID.term("Dataset")),
        (DCT.term("title"), words(config.title)),
        (DCT.term("description"), words(release.description)),
        (DCAT.term("version"), plain(config.version)),
        (DCT.term("issued"), date(release.dataset.issued)),
        (DCT.term("license"), map(IRI, release.licences)),
        (VOID.term("uriSpace"), plain(config.base)),
        (VOID.term("documents"), count(len(release.dataset.articles))),
        (VOID.term("exampleResource"), _examples(release)),
        (VOID.term("vocabulary"), map(IRI, whole.vocabularies)),
        (VOID.term("subset"), (release.part(name) for name in layers)),
    )
    yield from _describe_counts(release, root, "", whole)
    for name, statistics in layers.items():
        yield from _describe_layer(release, name, statistics)


def _describe_layer(release: Release, name: str, statistics: Statistics) -> Iterator[Triple]:
    layer = release.layers[name]
    dumps = [file for file in release.data_files if file.layer == name and media_type_of(file) in _FORMATS]
    yield from state(
        release.part(name),
        a(VOID.term("Dataset")),
        (DCT.term("title"), words(title_of_layer(name))),
        (DCT.term("license"), map(IRI, layer.licence)),
        (VOID.term("feature"), dict.fromkeys(FORMATS.term(_FORMATS[media_type_of(file)]) for file in dumps)),
        (VOID.term("dataDump"), (release.address(file.path) for file in dumps)),
    )
    yield from _describe_counts(release, release.part(name), f"{name}-", statistics)


def _describe_counts(release: Release, dataset: IRI, prefix: str, counted: Statistics) -> Iterator[Triple]:
    """Counts of a graph and its partitions. ``prefix`` begins the names of the partitions."""
    properties = [(release.part(f"{prefix}property-{_short(part.property)}"), part) for part in counted.properties]
    classes = [(release.part(f"{prefix}class-{_short(part.name)}"), part) for part in counted.classes]
    yield from state(
        dataset,
        (VOID.term("triples"), count(counted.triples)),
        (VOID.term("entities"), count(counted.entities)),
        (VOID.term("distinctSubjects"), count(counted.subjects)),
        (VOID.term("distinctObjects"), count(counted.objects)),
        (VOID.term("properties"), count(len(properties))),
        (VOID.term("classes"), count(len(classes))),
        (VOID.term("classPartition"), (name for name, _ in classes)),
        (VOID.term("propertyPartition"), (name for name, _ in properties)),
    )
    for name, class_part in classes:
        yield from state(
            name,
            (VOID.term("class"), IRI(class_part.name)),
            (VOID.term("entities"), count(class_part.entities)),
            (VOID.term("triples"), count(class_part.triples)),
        )
    for name, part in properties:
        yield from state(
            name,
            (VOID.term("property"), IRI(part.property)),
            (VOID.term("triples"), count(part.triples)),
            (VOID.term("distinctSubjects"), count(part.subjects)),
            (VOID.term("distinctObjects"), count(part.objects)),
        )
    yield from _describe_links(release, dataset, prefix, counted)


def _describe_links(release: Release, dataset: IRI, prefix: str, counted: Statistics) -> Iterator[Triple]:
    """A linkset for each property that leads to items of Wikidata."""
    for predicate, triples in counted.links:
        linkset = release.part(f"{prefix}linkset-{_short(predicate)}")
        yield from state(dataset, (VOID.term("subset"), linkset))
        yield from state(
            linkset,
            a(VOID.term("Linkset")),
            (VOID.term("linkPredicate"), IRI(predicate)),
            (VOID.term("subjectsTarget"), dataset),
            (VOID.term("objectsTarget"), WIKIDATA),
            (VOID.term("triples"), count(triples)),
        )
    if counted.links:
        yield from state(
            WIKIDATA, a(VOID.term("Dataset")), (DCT.term("title"), words("Wikidata")), (FOAF.term("homepage"), IRI("https://www.wikidata.org/"))
        )


def _examples(release: Release) -> tuple[IRI, ...]:
    """The first articles' versions: things that surely are described."""
    return tuple(entry.article for entry in release.dataset.articles[:_EXAMPLES])


def _short(iri: str) -> str:
    """A name for a property or class within the description: prefix and local name, or a hash where no prefix of ours fits."""
    for prefix, namespace in DESCRIBING.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isalnum():
            return f"{prefix}-{local}"
    return digest(iri)
