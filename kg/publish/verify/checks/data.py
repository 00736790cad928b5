"""What goes with the data: ontology, shapes, context, licences of layers and files, and the counts of the manifest."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable

from kg.domain.ontology import ontology_version
from kg.graph.facts import NAMING
from kg.publish.data.ontology import canonical_with_blank_nodes, make_frame
from kg.publish.release import FACTS, FULL, LINKS, MANIFEST, ONTOLOGY
from kg.publish.verify.checks.articles import layer_file
from kg.publish.verify.failure import BrokenError, Failure, Found, Gap
from kg.publish.verify.graphs import graph_of, is_article, read_layer
from kg.publish.verify.opened import Opened, to_text
from kg.rdf.terms import CK, DCT, RDF, RDF_TYPE
from kg.resources import context_text, facts_profile_text, ontology_text, shapes_text

_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_ISSUES = "metadata/issues.jsonl"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_OURS = {
    "data/ontology.ttl": ontology_text, "data/shapes.ttl": shapes_text, "data/facts-profile.ttl": facts_profile_text,
    "data/context.jsonld": context_text, "data/frame.jsonld": make_frame,
}  # fmt: skip


def check_ontology(opened: Opened) -> Found:
    """That ontology, shapes, context and frame are those of the version that the manifest tells."""
    if opened.manifest.ontology_version != ontology_version():
        yield Gap(f"this program has version {ontology_version()} of the ontology, the release {opened.manifest.ontology_version}")
        return
    for path, text in _OURS.items():
        try:
            if opened.read_text(path) != text():
                yield Failure(path, f"is not that of version {ontology_version()}, which the manifest tells")
        except BrokenError as error:
            yield error.failure
    # Only what is known to be ours is put into canonical form, which takes for ever for some graphs that are made to do so.
    lines = canonical_with_blank_nodes(ontology_text(), shapes_text())
    for layer in opened.manifest.layers:
        if layer.name == ONTOLOGY and (layer.triples, layer.rdfc10_sha256) != (len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()):
            yield Failure(MANIFEST, "the layer ontology has another count, or another RDFC-1.0 hash, than ontology and shapes have")


def check_licences(opened: Opened) -> Found:
    """That each layer is under the licences that its graphs state, and each file under those of its layer; nothing but links is under CC0."""
    layers = {layer.name: layer for layer in opened.manifest.layers}
    stated = _stated(opened)
    for name in (FACTS, FULL, LINKS):
        if name not in layers:
            continue
        told = set(layers[name].licence)
        if told != stated[name]:
            yield Failure(MANIFEST, f"the layer {name} is under {_list(told)} by the manifest, under {_list(stated[name])} by its graphs")
        if (_CC0 in told) != (name == LINKS) or (name == LINKS and len(told) != 1):
            yield Failure(MANIFEST, f"the layer {name} is under {_list(told)}: links are under CC0, and nothing else is")
    if ONTOLOGY in layers and set(layers[ONTOLOGY].licence) != {_CC_BY}:
        yield Failure(MANIFEST, f"the ontology is under {_list(set(layers[ONTOLOGY].licence))}, not under {_CC_BY}")
    for path, file in opened.listed.items():
        if not file.licence:
            yield Failure(path, "has no licence in the manifest")
        elif file.layer in layers and not set(file.licence) <= set(layers[file.layer].licence):
            yield Failure(path, f"is under {_list(set(file.licence))}, its layer {file.layer} under {_list(set(layers[file.layer].licence))}")
        elif _CC0 in file.licence and file.layer != LINKS:
            yield Failure(path, "is under CC0, as nothing but links is")


def _stated(opened: Opened) -> dict[str, set[str]]:
    """The licences that the graphs of each layer state of themselves."""
    found: dict[str, set[str]] = {}
    for layer in (FACTS, FULL, LINKS):
        found[layer] = set()
        for line in read_layer(opened, layer):
            name = graph_of(line)
            if line.startswith(start := f"<{name}> <{DCT.term('license')}> <"):
                found[layer].add(line[len(start) : line.index("> ", len(start))])
    return found


def _list(licences: set[str]) -> str:
    return ", ".join(sorted(licences)) or "no licence"


def check_counts(opened: Opened) -> Found:
    """That the manifest counts articles, conflicts, claims, facts (claims that do more than name) and triples of articles as the data do."""
    found = _count(read_layer(opened, FULL))
    for name, count in found.items():
        told = opened.manifest.counts.get(name)
        if told != count:
            yield Failure(MANIFEST, f"counts {'no' if told is None else f'{told:,}'} {name}, where {layer_file(opened, FULL)} has {count:,}")


def _count(lines: Iterable[str]) -> dict[str, int]:
    """Counts by a look at each line: the terms of canonical lines stand between single blanks."""
    articles, conflicts = set[str](), set[str]()
    claims = facts = triples = 0
    conflict, claim = (f"<{CK.term(name)}>" for name in ("Conflict", "Claim"))
    of_type, of_property = f"<{RDF_TYPE}>", f"<{RDF.term('predicate')}>"
    naming = {f"<{name}>" for name in NAMING}
    for line in lines:
        subject, predicate, value = line.split(" ", 3)[:3]
        if is_article(graph := graph_of(line)):
            articles.add(graph)
            triples += 1
        if predicate == of_type:
            claims += value == claim
            if value == conflict:
                conflicts.add(subject)
        elif predicate == of_property:
            facts += value not in naming
    return {"articles": len(articles), "conflicts": len(conflicts), "claims": claims, "facts": facts, "triples": triples}


def check_rows(opened: Opened) -> Found:
    """That files whose rows the manifest counts (CSV, JSON lines) have so many, and that it counts the issues that are listed."""
    for path, file in opened.listed.items():
        if file.counted == "rows" and opened.has(path) and path.endswith((".csv", ".jsonl")):
            try:
                rows = _count_rows(opened, path)
            except BrokenError as error:
                yield error.failure
                continue
            if rows != file.count:
                yield Failure(path, f"has {rows:,} rows, not {file.count:,} as the manifest says")
            if path == _ISSUES and rows != opened.manifest.counts.get("issues"):
                yield Failure(MANIFEST, f"counts {opened.manifest.counts.get('issues')} issues, where {path} lists {rows:,}")


def _count_rows(opened: Opened, path: str) -> int:
    """The records of CSV below its head, the lines of JSON lines."""
    lines = (to_text(line, path, number) for number, line in enumerate(opened.read_lines(path), 1))
    if path.endswith(".jsonl"):
        return sum(1 for _ in lines)
    try:
        return sum(1 for _ in csv.reader(lines)) - 1
    except csv.Error as error:
        raise BrokenError(Failure(path, f"is no CSV: {error}")) from error
