"""Reports of kg validate for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib.namespace import RDF, SH
from shape_breaks import GOOD, Break

from kg.cli import main
from kg.rdf.ntriples import to_lines
from kg.validation.reports import count_met

BAD = (
    Break("Conflict-outcome", "datatype", swap=('"Lowland victory"@en', '"Lowland victory"')),
    Break("Conflict-hasSide", "class", plus="<conflict/Battle_of_Orvel_Bridge> ck:hasSide <place/Orvel>"),
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.nt").write_text("".join(to_lines(GOOD)), encoding="utf-8")
    Path("empty.nt").write_text("")
    Path("other.nt").write_text("<http://a/a> <http://a/b> <http://a/c> .\n")
    for number, change in enumerate(BAD):
        Path(f"bad{number}.nt").write_text("".join(to_lines(change.graph())), encoding="utf-8")


def kg_validate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


@pytest.mark.usefixtures("files")
def test_totals_end_the_table() -> None:
    result = kg_validate("good.nt", "bad0.nt", "bad1.nt")
    assert result.exit_code == 1
    assert (
        result.stderr.splitlines()[-1] == "3 graphs: 1 conform, 2 do not; 3 results by shape: Conflict-hasSide 1, Conflict-outcome 1, FactHasClaim 1"
    )
    assert kg_validate("good.nt", "good.nt").stderr.splitlines()[-1] == "2 graphs: all conform"
    assert kg_validate("good.nt").stderr == "good.nt: conforms\n"


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", ["empty.nt", "other.nt"])
def test_a_graph_in_which_the_shapes_meet_nothing_is_told(name: str) -> None:
    result = kg_validate(name)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        0, f"{name}: nothing in it is of a class of the ontology, so there was nothing to check",
    )  # fmt: skip
    assert json.loads(kg_validate(name, "--format", "json").stdout)["graphs"][0]["met"] == 0


@pytest.mark.usefixtures("files")
def test_json() -> None:
    result = kg_validate("good.nt", "bad0.nt", "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["totals"] == {"graphs": 2, "conforming": 1, "results": 1, "byShape": {"Conflict-outcome": 1}}
    good, bad = told["graphs"]
    assert good == {"file": "good.nt", "conforms": True, "met": count_met(GOOD), "results": []}
    assert bad["results"] == [
        {
            "focus": "https://w3id.org/conflict-kg/conflict/Battle_of_Orvel_Bridge",
            "path": "https://w3id.org/conflict-kg/ontology#outcome",
            "message": "An outcome of a conflict is text with its language.",
            "severity": "Violation",
            "value": "Lowland victory",
            "constraint": "DatatypeConstraintComponent",
            "shape": "Conflict-outcome",
            "evidence": [{"exact": "Lowland victory", "start": 176, "end": 191, "article": "Battle of Orvel Bridge"}],
            "value_is_iri": False,
        }
    ]


@pytest.mark.usefixtures("files")
def test_turtle_is_a_report_of_shacl() -> None:
    graph = rdflib.Graph().parse(data=kg_validate("good.nt", "bad1.nt", "--format", "turtle").stdout, format="turtle")
    assert sorted(bool(value) for value in graph.objects(None, SH.conforms)) == [False, True]
    found = {
        (
            str(graph.value(result, SH.sourceShape)).rpartition("#")[2],
            str(graph.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
            graph.value(result, SH.value),
        )
        for result in graph.subjects(RDF.type, SH.ValidationResult)
    }
    orvel = rdflib.URIRef("https://w3id.org/conflict-kg/place/Orvel")
    assert found == {("Conflict-hasSide", "ClassConstraintComponent", orvel), ("FactHasClaim", "SPARQLConstraintComponent", None)}


@pytest.mark.usefixtures("files")
def test_what_cannot_be_read_is_named_and_the_others_are_checked() -> None:
    result = kg_validate("none.nt", "good.nt", "--format", "json")
    assert (result.exit_code, "none.nt" in result.stderr) == (3, True)
    assert [graph["file"] for graph in json.loads(result.stdout)["graphs"]] == ["good.nt"]
