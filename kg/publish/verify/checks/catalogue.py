"""The description of the graphs (VoID) and of the files (DCAT) against the data and the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from kg.profiles.nodes import Properties, gather, only_iri, only_text
from kg.publish.data.sorting import sort_lines
from kg.publish.describe.catalogue.statistics import Statistics, count_graph
from kg.publish.describe.release import release_iri
from kg.publish.describe.statements import DCAT, SPDX, VOID
from kg.publish.release import FACTS, FULL, LINKS, File
from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.graphs import dumps, read_layer
from kg.publish.verify.opened import Opened
from kg.rdf.terms import DCT, IRI, RDF_TYPE, RDFS, Literal

VOID_FILE, DCAT_FILE = "metadata/void.ttl", "metadata/dcat.ttl"
# What only goes with tables: data dictionaries, and the script that loads them.
_BESIDE = ("-metadata.json", ".sql")
Nodes = Mapping[IRI, Properties]


def check_void(opened: Opened) -> Found:
    """That VoID counts what is in the data: of the whole, which is the full layer with the links, and of each layer."""
    nodes = gather(opened.read_graph(VOID_FILE))
    layers = [name for name in (FACTS, FULL, LINKS) if dumps(opened, name)]
    root = release_iri(opened.manifest.base, opened.manifest.version)
    wanted = {root: [FULL, *([LINKS] if LINKS in layers else [])]} | {IRI(f"{root}#{name}"): [name] for name in layers}
    for dataset, names in wanted.items():
        if dataset not in nodes:
            yield Failure(VOID_FILE, f"does not describe <{dataset}>")
            continue
        counted = _count(opened, names)
        for words in _compare(nodes, dataset, counted):
            yield Failure(VOID_FILE, words)
        licences = {licence for layer in opened.manifest.layers if layer.name == names[0] for licence in layer.licence}
        if set(map(str, nodes[dataset].get(DCT.term("license"), ()))) != licences:
            yield Failure(VOID_FILE, f"<{dataset}> is not under the licence that the manifest gives, {', '.join(sorted(licences))}")
    for dataset, said in nodes.items():
        for address in said.get(VOID.term("dataDump"), ()):
            if find_file(opened, str(address)) is None:
                yield Failure(VOID_FILE, f"<{dataset}> has a dump that is not there: <{address}>")


def _count(opened: Opened, layers: Iterable[str]) -> Statistics:
    names = list(layers)

    def sort(lines: Iterable[bytes]) -> Iterator[bytes]:
        scratch = opened.work / f"void-{'-'.join(names)}"
        scratch.mkdir(exist_ok=True)
        return sort_lines(lines, scratch)

    files = [(line.encode() for line in read_layer(opened, name)) for name in names]
    return count_graph(files, opened.manifest.base, sort)


def _compare(nodes: Nodes, dataset: IRI, counted: Statistics) -> Iterator[str]:
    """What VoID says otherwise than the data."""
    totals = {
        "triples": counted.triples, "entities": counted.entities, "distinctSubjects": counted.subjects, "distinctObjects": counted.objects,
        "properties": len(counted.properties), "classes": len(counted.classes),
    }  # fmt: skip
    for name, number in totals.items():
        told = only_text(nodes[dataset], VOID.term(name))
        if told != str(number):
            yield f"<{dataset}> has {told or 'no number of'} {name}, where the data have {number}"
    parts: dict[str, set[tuple[str, ...]]] = {
        "propertyPartition": {(part.property, str(part.triples), str(part.subjects), str(part.objects)) for part in counted.properties},
        "classPartition": {(part.name, str(part.entities), str(part.triples)) for part in counted.classes},
        "subset": {(name, str(number)) for name, number in counted.links},
    }
    told_by = {
        "propertyPartition": ("property", "triples", "distinctSubjects", "distinctObjects"), "classPartition": ("class", "entities", "triples"),
        "subset": ("linkPredicate", "triples"),
    }  # fmt: skip
    for name, wanted in parts.items():
        told_parts = {_part(nodes, node, told_by[name]) for node in nodes[dataset].get(VOID.term(name), ()) if _is_part(nodes, node, name)}
        for part in sorted(told_parts ^ wanted)[:1]:
            yield f"<{dataset}>, {name}: {' '.join(part)} is {'not in the data' if part in told_parts else 'in the data, but not told'}"


def _is_part(nodes: Nodes, node: IRI | Literal, name: str) -> bool:
    """Subsets are linksets as well as layers, of which only the first are counted as parts."""
    return name != "subset" or (isinstance(node, IRI) and VOID.term("Linkset") in nodes.get(node, {}).get(RDF_TYPE, ()))


def _part(nodes: Nodes, node: IRI | Literal, names: Iterable[str]) -> tuple[str, ...]:
    said = nodes.get(node, {}) if isinstance(node, IRI) else {}
    return tuple(str(only_iri(said, VOID.term(name)) or only_text(said, VOID.term(name)) or "nothing") for name in names)


def find_file(opened: Opened, address: str) -> File | None:
    """The file of the release that an address, or a path, leads to: the one whose path the address ends with; None for none."""
    parts = address.split("/")
    found = (opened.listed.get("/".join(parts[at:])) for at in range(len(parts)))
    return next((file for file in found if file), None)


def check_dcat(opened: Opened) -> Found:
    """That each distribution of DCAT is a file of the release, with its size, checksum and licence, and that each dump and table is one."""
    nodes = gather(opened.read_graph(DCAT_FILE))
    seen = set[str]()
    for node, said in nodes.items():
        for name in ("downloadURL", "accessURL"):
            for address in said.get(DCAT.term(name), ()):
                if find_file(opened, str(address)) is None:
                    yield Failure(DCAT_FILE, f"<{node}> leads to a file that is not there: <{address}>")
        file = find_file(opened, str(only_iri(said, DCAT.term("downloadURL")) or ""))
        if file is not None:
            seen.add(file.path)
            yield from (Failure(DCAT_FILE, f"<{node}>, of {file.path}, {words}") for words in _wrong_distribution(nodes, said, file))
    for path in opened.listed:
        if path.startswith(("data/", "tables/")) and not path.startswith("data/articles/") and not path.endswith(_BESIDE) and path not in seen:
            yield Failure(DCAT_FILE, f"does not list {path}")
    for layer in opened.manifest.layers:
        name = release_iri(opened.manifest.base, opened.manifest.version)
        for node in (IRI(f"{name}#{layer.name}"), *([IRI(name)] if layer.name == FULL else [])):
            if _licences(nodes, nodes.get(node, {})) != set(layer.licence):
                yield Failure(DCAT_FILE, f"<{node}> is not under the licence that the manifest gives, {', '.join(layer.licence)}")


def _wrong_distribution(nodes: Nodes, said: Properties, file: File) -> Iterator[str]:
    size = only_text(said, DCAT.term("byteSize"))
    if size != str(file.bytes):
        yield f"has {size or 'no number of'} bytes, not {file.bytes}"
    checksum = only_iri(said, SPDX.term("checksum"))
    told = only_text(nodes.get(checksum, {}), SPDX.term("checksumValue")) if checksum else None
    if told != file.sha256:
        yield f"has the checksum {told}, not {file.sha256}"
    if _licences(nodes, said) != set(file.licence):
        yield f"is under {', '.join(sorted(_licences(nodes, said))) or 'no licence'}, not under {', '.join(file.licence)}"


def _licences(nodes: Nodes, said: Properties) -> set[str]:
    """The licences of a node: its own, or those that its statement of rights lists."""
    own = {str(value) for value in said.get(DCT.term("license"), ())}
    rights = [value for value in said.get(DCT.term("rights"), ()) if isinstance(value, IRI)]
    return own | {str(value) for node in rights for value in nodes.get(node, {}).get(RDFS.term("seeAlso"), ())}


def check_addresses(opened: Opened) -> Found:
    """That each description in RDF can be read, and that what it names as a file of this release is one."""
    inside = f"{release_iri(opened.manifest.base, opened.manifest.version)}/"
    for path in (*opened.below("metadata/", ".ttl"), *opened.below("queries/", ".ttl")):
        try:
            named = {str(term) for triple in opened.read_graph(path) for term in triple if isinstance(term, IRI) and term.startswith(inside)}
        except BrokenError as error:
            yield error.failure
            continue
        for address in sorted(named):
            if unquote(address.removeprefix(inside).partition("#")[0]) not in opened.folder.sizes:
                yield Failure(path, f"names a file that is not there: <{address}>")
