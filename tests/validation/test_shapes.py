"""The shapes: a graph that uses every term conforms; for each constraint there is a change that breaks it, and it alone, in both engines.

pySHACL takes half a second for a graph, the fast engine some milliseconds. So the fast engine looks at each change by itself, and pySHACL at graphs
with several changes that have no node in common: there both engines must say the same of the same nodes.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import rdflib
import shacl
from rdflib.namespace import RDF, SH
from shape_breaks import BREAKS, COMPONENTS, GOOD, Break, ids_of, parse

import kg.validation.shapes
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, IRI, RDF_TYPE, RDFS, Literal, Triple
from kg.resources import shapes_text
from kg.validation.shapes import SHAPES, Report, conforms_by_fast_engine, validate, validate_by_fast_engine, validate_by_reference

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/conflict-kg/"
NEW_CLAIM = f"{BASE}claim/new"


Found = set[tuple[str, str, str]]
"""Shape, constraint, and the node that it is about."""


@cache
def compiled_shapes() -> shacl.Shapes:
    return shacl.Shapes.from_turtle(shapes_text())


def find_fast(triples: frozenset[Triple]) -> Found:
    found = set()
    for result in compiled_shapes().validate_text("".join(to_lines(triples)), format="ntriples").results:
        node = result.value if "SPARQL" in result.component else result.focus_node
        found.add((str(result.source_shape).strip("<>").removeprefix(SHAPES), result.component, str(node).strip("<>")))
    return found


class Batch:
    """Changes made to one graph; no node is touched by two of them."""

    def __init__(self) -> None:
        self.changes: list[Break] = []
        self.nodes: set[IRI | Literal] = set()
        self.minus: set[Triple] = set()
        self.plus: set[Triple] = set()

    def take(self, change: Break) -> bool:
        """Add a change, unless it touches what another does."""
        minus, plus, nodes = footprint(change)
        if self.changes and (nodes & self.nodes or len(self.changes) == 20):
            return False
        self.changes.append(change)
        self.nodes |= nodes
        self.minus |= minus
        self.plus |= plus
        return True


@cache
def footprint(change: Break) -> tuple[frozenset[Triple], frozenset[Triple], frozenset[IRI | Literal]]:
    """The triples that a change takes away and adds, and the nodes that it touches: those of the triples, and what leads to one of another class.

    Of what is added only the subjects count; a new claim gets an IRI of its own.
    """
    graph, own = change.graph(), IRI(f"{BASE}claim/new-{BREAKS.index(change)}")
    minus = GOOD - graph
    plus = frozenset(Triple(*(own if node == NEW_CLAIM else node for node in triple)) for triple in graph - GOOD)
    nodes = {node for triple in minus for node in (triple.subject, triple.object) if triple.predicate != RDF_TYPE or node == triple.subject}
    nodes |= {triple.subject for triple in plus}
    retyped = {triple.subject for triple in minus | plus if triple.predicate == RDF_TYPE}
    nodes |= {triple.subject for triple in GOOD if triple.object in retyped}
    return minus, plus, frozenset(node for node in nodes if not isinstance(node, Literal))


def changed(change: Break) -> frozenset[Triple]:
    """The good graph with a change."""
    minus, plus, _ = footprint(change)
    return (GOOD - minus) | plus


@cache
def found_alone(change: Break) -> Found:
    """What the fast engine finds in the graph of one change."""
    return find_fast(changed(change))


def make_batches() -> list[Batch]:
    batches: list[Batch] = []
    for change in BREAKS:
        if not any(batch.take(change) for batch in batches):
            batches.append(Batch())
            assert batches[-1].take(change)
    return batches


def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_text(), format="turtle")


def local(node: rdflib.term.Node) -> str:
    return str(node).rpartition("#")[2]


def constraints() -> set[tuple[str, str]]:
    """Every constraint of the shapes file that is looked at on its own account: shape and SHACL parameter."""
    graph = shapes()
    aims = {shape for target in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf) for shape in graph.subjects(target)}
    named = aims | {shape for shape in graph.objects(None, SH.property) if isinstance(shape, rdflib.URIRef)}
    return {(local(shape), local(parameter)) for shape in named for parameter in graph.predicates(shape) if local(parameter) in COMPONENTS}


def test_the_good_graph_conforms_in_both_engines() -> None:
    assert conforms_by_fast_engine(GOOD)
    assert validate_by_reference(GOOD) == Report(True)
    assert validate(GOOD) == Report(True)
    assert str(validate(GOOD)) == "Conforms."


@pytest.mark.parametrize("validates", [conforms_by_fast_engine, lambda graph: validate_by_reference(graph).conforms], ids=["fast", "reference"])
def test_a_side_may_be_called_as_one_of_its_remarks(validates: Callable[[frozenset[Triple]], bool]) -> None:
    """A side's label, which no claim stands behind, is no second statement of the remark."""
    label, remark = RDFS.term("label"), next(triple for triple in GOOD if triple.predicate == CK.term("strengthRemark"))
    others = {triple for triple in GOOD if (triple.subject, triple.predicate) != (remark.subject, label)}
    assert validates(frozenset({*others, Triple(remark.subject, label, remark.object)}))


@pytest.mark.slow
@pytest.mark.parametrize("ontology", [(), ("-e", "ontology/conflict-kg.ttl")], ids=["shapes", "shapes-and-ontology"])
def test_the_good_graph_conforms_by_the_stock_command(ontology: tuple[str, ...]) -> None:
    command = (sys.executable, "-m", "pyshacl", "-s", "shapes/conflict-kg-shapes.ttl", *ontology, "tests/data/good.ttl")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Validation Report\nConforms: True\n")


def test_every_constraint_has_a_change_that_breaks_it() -> None:
    assert {(change.shape, change.parameter) for change in BREAKS} == constraints()


@pytest.mark.parametrize("change", BREAKS, ids=ids_of)
def test_a_change_breaks_its_constraint_and_no_other(change: Break) -> None:
    assert not conforms_by_fast_engine(changed(change))
    assert {(shape, constraint) for shape, constraint, _ in found_alone(change)} == change.broken


@cache
def words_of_messages() -> dict[str, str]:
    """What the message of each shape begins with, before anything is put into it."""
    graph = shapes()
    return {local(node): str(message).partition("{")[0] for node, message in graph.subject_objects(SH.message)}


@pytest.mark.slow
@pytest.mark.parametrize("batch", make_batches(), ids=lambda batch: f"{ids_of(batch.changes[0])} and {len(batch.changes) - 1} more")
def test_both_engines_say_the_same_and_results_carry_the_message_of_their_shape(batch: Batch) -> None:
    graph = frozenset((GOOD - batch.minus) | batch.plus)
    report = validate(graph)
    found = {(result.shape, result.constraint, result.focus) for result in report.results}
    assert found == find_fast(graph)
    told = validate_by_fast_engine(graph)
    assert told
    # A query that finds a word where the path of a result stands, no IRI, has none in the report of the fast engine.
    assert set(told.results) == {replace(result, path=None) if result.path and ":" not in result.path else result for result in report.results}
    assert found >= set().union(*map(found_alone, batch.changes))
    assert {(shape, constraint) for shape, constraint, _ in found} == set().union(*(change.broken for change in batch.changes))
    for result in report.results:
        words = words_of_messages()[f"{result.shape}-query" if result.constraint == "SPARQLConstraintComponent" else result.shape]
        assert words
        assert result.message.startswith(words)


def test_the_reference_tells_what_is_wrong() -> None:
    change = BREAKS[0]
    report = validate(change.graph())
    assert not report.conforms
    assert {(result.shape, result.constraint) for result in report.results} == change.broken


def test_the_report_on_a_large_graph_takes_no_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that of the fast engine, which a graph that cannot be read there does not have."""
    graph, asked = BREAKS[0].graph(), []
    monkeypatch.setattr(kg.validation.shapes, "validate_by_reference", lambda graph: asked.append(len(graph)))
    monkeypatch.setattr(kg.validation.shapes, "_LARGE", len(graph) - 1)
    assert {(result.shape, result.constraint) for result in validate(graph).results} == BREAKS[0].broken
    assert asked == []
    monkeypatch.setattr(kg.validation.shapes, "_LARGE", len(graph))
    validate(graph)
    assert asked == [len(graph)]


def test_every_shape_that_reports_has_one_message_in_words() -> None:
    graph = shapes()
    for shape, parameter in constraints():
        node = rdflib.URIRef(SHAPES + (f"{shape}-query" if parameter == "sparql" else shape))
        messages = list(graph.objects(node, SH.message))
        assert [message.language for message in messages] == ["en"], shape
        assert messages[0].endswith("."), shape


def test_every_shape_is_named_and_its_kinds_are_used() -> None:
    graph = shapes()
    kinds = set(graph.subjects(RDF.type, SH.NodeShape)) | set(graph.subjects(RDF.type, SH.PropertyShape))
    assert not [shape for shape in kinds if isinstance(shape, rdflib.BNode)]
    aims = {shape for target in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf) for shape in graph.subjects(target)}
    assert kinds - aims - set(graph.objects()) == set()


DATES = {
    '"1911-05-20"^^xsd:date': True, '"1911-05"^^xsd:gYearMonth': True, '"1911"^^xsd:gYear': True, '"0480"^^xsd:gYear': True,
    '"0000"^^xsd:gYear': True, '"-0330"^^xsd:gYear': True, '"-0330-10"^^xsd:gYearMonth': True, '"-0330-10-01"^^xsd:date': True,
    '"0000-10-01"^^xsd:date': True,
    '"-0330-10-01"': False, '"-0330-10-41"^^xsd:date': False, '"1911-02-29"^^xsd:date': False, '"1911-05-20Z"^^xsd:date': False,
    '"1911-13"^^xsd:gYearMonth': False, '"1911-05"^^xsd:date': False, '"1911"^^xsd:date': False, '"911"^^xsd:gYear': False,
    '"1911-05-20"^^xsd:gYear': False, '"1911"@en': False, '"c. 1911"': False, '1911': False,
}  # fmt: skip
POINTS = {
    '"POINT(-179.5 -89.25)"^^geo:wktLiteral': True, '"POINT (180 90)"^^geo:wktLiteral': True, '"POINT(0 0)"^^geo:wktLiteral': True,
    '"POINT(181 0)"^^geo:wktLiteral': False, '"POINT(0 90.5)"^^geo:wktLiteral': False, '"POINT(0, 0)"^^geo:wktLiteral': False,
    '"0 0"^^geo:wktLiteral': False,
}  # fmt: skip
TIMES = {
    f'"{time}"^^edtf:EDTF': holds for time, holds in {
        "1911": True, "1911-05-03": True, "1911/..": True, "/1911": True, "../1911": True, "0480~": True, "1911~/1912-05": True, "179X": True,
        "17XX/1805": True, "1911-21": True, "-0330-10-01/-0329": True, "1911?": True, "1911/": True, "[1250,1251]": True,
        "[-0321-05,-0320]": True, "[..0900]": True, "[1180~..1185]": True, "[125X,-0099..0000]": True, "[1250": False, "[soon]": False, "[]": False,
        "1911-5": False, "May 1911": False, "1911/1912/1913": False,
        "..": False,
    }.items()
}  # fmt: skip
PERIODS = {
    ('"1911"^^xsd:gYear', '"1911-05-20"^^xsd:date'): True,
    ('"1911-05-20"^^xsd:date', '"1911"^^xsd:gYear'): True,
    ('"1911-05-20"^^xsd:date', '"1911-05-20"^^xsd:date'): True,
    ('"1911-05-21"^^xsd:date', '"1911-05-20"^^xsd:date'): False,
    ('"1911-06"^^xsd:gYearMonth', '"1911-05-20"^^xsd:date'): False,
    ('"1912"^^xsd:gYear', '"1911-05-20"^^xsd:date'): False,
    ('"-0330"^^xsd:gYear', '"-0329"^^xsd:gYear'): True,
    ('"-0329"^^xsd:gYear', '"-0330"^^xsd:gYear'): False,
    ('"-0330-05"^^xsd:gYearMonth', '"-0330-04-03"^^xsd:date'): False,
    ('"-0330-04"^^xsd:gYearMonth', '"-0330-04-03"^^xsd:date'): True,
    ('"-0002"^^xsd:gYear', '"0004"^^xsd:gYear'): True,
    ('"0004"^^xsd:gYear', '"-0002"^^xsd:gYear'): False,
    ('"1912"^^xsd:gYear, "1910"^^xsd:gYear', '"1911"^^xsd:gYear'): True,
    ('"1912"^^xsd:gYear, "1913"^^xsd:gYear', '"1911"^^xsd:gYear'): False,
}
CASES = {
    "dates": ("<case/{0}> ck:dissolved {1}", tuple(DATES.items())),
    "points": ("<case/{0}> geo:asWKT {1} . <of/{0}> geo:hasGeometry <case/{0}>", tuple(POINTS.items())),
    "times": ("<case/{0}> ck:when {1}", tuple(TIMES.items())),
    "periods": ("<case/{0}> ck:start {1} ; ck:end {2}", tuple(PERIODS.items())),
}
ABOUT = {"dates": {"Dissolved", "EarlyDays"}, "points": {"Coordinates"}, "times": {"Conflict-when"}, "periods": {"EndNotBeforeStart"}}


@pytest.mark.parametrize("name", CASES)
def test_values_that_hold_and_values_that_do_not(name: str) -> None:
    pattern, cases = CASES[name]
    turtle = " . ".join(pattern.format(number, *([case] if isinstance(case, str) else case)) for number, (case, _) in enumerate(cases))
    wrong = {f"{BASE}case/{number}" for number, (_, holds) in enumerate(cases) if not holds}
    graph = parse(turtle)
    assert {result.focus for result in validate_by_reference(graph).results if result.shape in ABOUT[name]} == wrong
    report = compiled_shapes().validate_text("".join(to_lines(graph)), format="ntriples")
    found = [result for result in report.results if str(result.source_shape).strip("<>").removeprefix(SHAPES) in ABOUT[name]]
    assert {str(result.value if "SPARQL" in result.component else result.focus_node).strip("<>") for result in found} == wrong
