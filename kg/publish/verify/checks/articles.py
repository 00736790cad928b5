"""Each article's graph: the same triples in every form, facts that follow from claims, shapes, IRIs, licence. In one pass."""

from __future__ import annotations

from kg.plurals import counted
from kg.profiles.facts import to_facts
from kg.profiles.nodes import only
from kg.publish.release import FACTS, FULL
from kg.publish.verify.failure import Failure, Found
from kg.publish.verify.graphs import JSONLD, TRIG, TURTLE, ArticleParts
from kg.publish.verify.opened import Opened
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CC, DCT

_SHOWN = 300
_STAND = "stand in the full layer"
_FORMS = {TURTLE: ".ttl", JSONLD: ".jsonld"}
_WANTED = (DCT.term("license"), CC.term("attributionName"))


def check_readable(opened: Opened, parts: ArticleParts) -> Found:
    """That each article's files can be read: what cannot be has been told before."""
    yield from ()


def check_article_files(opened: Opened, parts: ArticleParts) -> Found:
    """That an article's Turtle and JSON-LD are there and have the triples of its graph, and that the TriG has."""
    full = parts.lines.get(FULL, frozenset())
    for form, ending in _FORMS.items():
        if form not in parts.files:
            yield Failure("data/articles/", f"no {ending} file has the graph <{parts.name}>")
        else:
            yield from compare(parts.files[form], parts.lines.get(form, frozenset()), full, _STAND)
    if any(".trig" in path for path in opened.listed):
        yield from compare(trig_file(opened), parts.lines.get(TRIG, frozenset()), full, _STAND)


def trig_file(opened: Opened) -> str:
    """The first TriG file."""
    return next(iter(opened.below("data/", ".trig", ".trig.gz")), "data/full.trig.gz")


def compare(file: str, here: frozenset[str], there: frozenset[str], source: str) -> Found:
    """What a file has too much, and what it lacks of a source ("are in the full layer"); one statement of each is shown."""
    if extra := here - there:
        yield Failure(file, f"has {counted(len(extra), 'statement')} too many, which do not {source}: {_show(min(extra))}")
    if missing := there - here:
        yield Failure(file, f"lacks {counted(len(missing), 'statement')}, which {source}: {_show(min(missing))}")


def _show(line: str) -> str:
    return line.strip() if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def check_facts(opened: Opened, parts: ArticleParts) -> Found:
    """That the facts layer has what the facts profile makes of an article's full graph, no more and no less."""
    wanted = frozenset(to_lines(to_facts(parts.triples), parts.name))
    yield from compare(layer_file(opened, FACTS), parts.lines.get(FACTS, frozenset()), wanted, "follow from the full layer")


def layer_file(opened: Opened, layer: str) -> str:
    """The first dump of a layer."""
    return next((path for told in opened.manifest.layers if told.name == layer for path in told.files if ".nq" in path), f"data/{layer}.nq.gz")


def check_shapes(opened: Opened, parts: ArticleParts) -> Found:
    """That an article's full graph conforms to the shapes."""
    from kg.validation.shapes import validate

    for result in validate(parts.triples).results:
        yield Failure(_file_of(opened, parts), f"does not conform to the shapes: {' '.join(str(result).split())[:_SHOWN]}")


def _file_of(opened: Opened, parts: ArticleParts) -> str:
    return parts.files.get(TURTLE) or layer_file(opened, FULL)


def check_iris(opened: Opened, parts: ArticleParts) -> Found:
    """That what an article's graph is about has IRIs under the base of the release."""
    base, software = opened.manifest.base, "https://w3id.org/conflict-kg/software/"
    for subject in sorted({triple.subject for triple in parts.triples}):
        if not subject.startswith((base, software)):
            yield Failure(_file_of(opened, parts), f"<{subject}> is not under the base <{base}>")


def check_attribution(opened: Opened, parts: ArticleParts) -> Found:
    """That an article states one licence and whom to name, and its graph a licence of its own, under which the manifest has the article's files."""
    said, of_graph = parts.nodes.get(parts.article, {}), parts.nodes.get(parts.name, {})
    for node, properties, wanted in ((parts.article, said, _WANTED), (parts.name, of_graph, _WANTED[:1])):
        for predicate in wanted:
            if only(properties, predicate) is None:
                yield Failure(
                    _file_of(opened, parts), f"<{node}> has {len(properties.get(predicate, ()))} values of <{predicate}>, where it needs one"
                )
    licence = only(of_graph, DCT.term("license"))
    for path in parts.files.values():
        if licence is not None and opened.listed[path].licence != (str(licence),):
            told = ", ".join(opened.listed[path].licence) or "none"
            yield Failure(path, f"is under {licence} by its graph, under {told} by the manifest")
