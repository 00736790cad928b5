"""kg compare and kg give-back."""

import csv
import json
from pathlib import Path

import pytest
from link_graphs import run, write_dump, write_inputs

from kg.link.giveback.values import Place, Time, place_of_literal, read_value, same_time, time_of_literal
from kg.link.giveback.writing import quote_text


def linked(folder: Path) -> str:
    graph, index = write_inputs(folder)
    run("link", graph, "--index", index, "-o", str(folder / "linked.nq"))
    return str(folder / "linked.nq")


def time(text: str, precision: int, calendar: str = "Q1985727") -> dict[str, object]:
    return {"time": text, "precision": precision, "calendarmodel": f"http://www.wikidata.org/entity/{calendar}"}


@pytest.mark.parametrize(
    ("claims", "property_", "verdict"),
    [
        ({}, "start", "missing"),
        ({"P580": [time("+2017-06-20T00:00:00Z", 11)]}, "start", "agrees"),
        ({"P585": [time("+2017-06-20T00:00:00Z", 11)]}, "start", "agrees"),
        ({"P580": [time("+2017-06-00T00:00:00Z", 10)]}, "start", "coarser"),
        ({"P580": [time("+2017-00-00T00:00:00Z", 9)]}, "start", "coarser"),
        ({"P580": [time("+2017-06-21T00:00:00Z", 11)]}, "start", "contradicts"),
        ({"P580": [time("+2016-00-00T00:00:00Z", 9), time("+2017-06-20T00:00:00Z", 11)]}, "start", "agrees"),
        ({"P580": [time("+2017-06-10T00:00:00Z", 11, "Q1985786")]}, "start", "agrees"),
        ({"P580": [time("+2010-00-00T00:00:00Z", 8)]}, "start", "missing"),
        ({"P276": [{"id": "Q13"}]}, "place", "agrees"),
        ({"P276": [{"id": "Q12"}]}, "place", "coarser"),
        ({"P17": [{"id": "Q12"}]}, "place", "coarser"),
        ({"P276": [{"id": "Q77"}]}, "place", "missing"),
        ({"P710": [{"id": "Q12"}]}, "belligerent", "agrees"),
        ({"P361": [{"id": "Q14"}]}, "partOf", "agrees"),
    ],
)
def test_verdicts(tmp_path: Path, claims: dict[str, list[object]], property_: str, verdict: str) -> None:
    result = run(
        "compare", linked(tmp_path), "--wikidata", write_dump(tmp_path, **claims), "-o", str(tmp_path / "t.tsv"), "--rdf", str(tmp_path / "t.nq")
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader((tmp_path / "t.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert [row["verdict"] for row in rows if row["property"] == property_] == [verdict]
    assert f'bodyValue> "{verdict}"' in (tmp_path / "t.nq").read_text(encoding="utf-8")


def test_what_is_missing_is_given_once_with_its_source(tmp_path: Path) -> None:
    graph, dump = linked(tmp_path), write_dump(tmp_path, P276=[{"id": "Q13"}])
    first = run("give-back", graph, "--wikidata", dump, "-q")
    source = [
        "S1476", 'en:"Days|of "war" | |in Hollen"', "S854", '"https://news.example.org/a%7Cb?c=%22d%22"',
        "S4656", '"https://en.wikipedia.org/w/index.php?title=Battle_of_Hollen&oldid=77"',
    ]  # fmt: skip
    assert [line.split("\t") for line in first.stdout.splitlines()] == [
        ["Q11", "P361", "Q14", *source],
        ["Q11", "P580", "+2017-06-20T00:00:00Z/11", *source],
    ]
    assert run("give-back", graph, "--wikidata", dump, "-q").stdout == ""


def test_wikibase_json(tmp_path: Path) -> None:
    result = run(
        "give-back", linked(tmp_path), "--wikidata", write_dump(tmp_path, P276=[{"id": "Q13"}], P361=[{"id": "Q14"}]), "--format", "json", "-q"
    )
    (item,) = json.loads(result.stdout)
    (claim,) = item["claims"]
    assert (item["id"], claim["mainsnak"]["property"], claim["mainsnak"]["datavalue"]["value"]["time"]) == ("Q11", "P580", "+2017-06-20T00:00:00Z")
    assert [sorted(reference["snaks"]) for reference in claim["references"]] == [["P1476", "P4656", "P854"]]


def test_names_linked_without_review_are_not_given_back(tmp_path: Path) -> None:
    graph = Path(linked(tmp_path))
    text = graph.read_text(encoding="utf-8").replace("BackgroundKnowledgeBasedMatching", "LexicalMatching")
    graph.write_text(text, encoding="utf-8")
    result = run("give-back", str(graph), "--wikidata", write_dump(tmp_path), "-q")
    assert (result.exit_code, result.stdout) == (0, "")
    assert not Path(f"{graph}.given").exists()


NO_WIKIDATA = [
    ("<!DOCTYPE html>\n<p>x</p>\n", "line 1: an HTML page"),
    ("", "line 1: the file is empty"),
    ("\n[\n]\n", "line 1: the file is empty"),
    ("title\tqid\nX\tQ1\n", "line 1: no JSON ('title"),
    ('{"a": 1}\n', "line 1: JSON, but no entity of Wikidata"),
    ('["Q1"]\n', "line 1: JSON, but no entity of Wikidata"),
    ('{\n "a":\n  1,,\n}\n', "line 3, column 5: no JSON"),
    ('[\n{"type": "item", "id": "Q1", "claims": []},\n{"id": "Q11", "claims": "x"}\n]\n', "line 3: Q11: its claims are no object"),
    ('{"type": "item", "id": "Q1"}\n{"id": "Q11", \n', "line 2, column 13: no JSON"),
]


@pytest.mark.parametrize(("text", "message"), NO_WIKIDATA)
@pytest.mark.parametrize("command", ["compare", "give-back"])
def test_a_file_that_is_no_wikidata_is_told(tmp_path: Path, command: str, text: str, message: str) -> None:
    graph, dump = linked(tmp_path), tmp_path / "dump.json"
    dump.write_text(text, encoding="utf-8")
    result = run(command, graph, "--wikidata", str(dump), "-o", str(tmp_path / "out"))
    assert (result.exit_code, (tmp_path / "out").exists()) == (3, False)
    assert f"{dump}: {message}" in result.output


@pytest.mark.parametrize(
    "text",
    [
        '{"entities": {"Q11": {"id": "Q11", "claims": {}}, "Q404": {"id": "Q404", "missing": ""}}}',
        '{\n "entities": {\n  "Q11": {\n   "id": "Q11"\n  }\n }\n}\n',
        '[\n{"id": "Q11", "claims": []}\n]\n',
    ],
)
def test_answers_of_the_api_are_wikidata(tmp_path: Path, text: str) -> None:
    graph, dump = linked(tmp_path), tmp_path / "dump.json"
    dump.write_text(text, encoding="utf-8")
    result = run("give-back", graph, "--wikidata", str(dump))
    assert (result.exit_code, "P361" in result.stdout) == (0, True)
    assert "linked items are not in it" in result.stderr


def test_a_graph_without_links_is_told(tmp_path: Path) -> None:
    graph, _ = write_inputs(tmp_path)
    result = run("compare", graph, "--wikidata", write_dump(tmp_path))
    assert (result.exit_code, "kg link" in result.output) == (3, True)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a\tb\nc\r\nd", '"a b c d"'),
        ('say "x"', '"say "x""'),
        ("a|b", '"a|b"'),
        ("a||b|||c", '"a| |b| | |c"'),
        ("  x  ", '"x"'),
    ],
)
def test_quoting(text: str, quoted: str) -> None:
    assert quote_text(text) == quoted


@pytest.mark.parametrize(
    ("literal", "value", "form"),
    [
        ("2017-06-20", Time(2017, 6, 20, 11), "+2017-06-20T00:00:00Z"),
        ("2017-06", Time(2017, 6, 0, 10), "+2017-06-00T00:00:00Z"),
        ("-0330", Time(-330, 0, 0, 9), "-0331-00-00T00:00:00Z"),
        ("0000", Time(0, 0, 0, 9), "-0001-00-00T00:00:00Z"),
    ],
)
def test_times_there_and_back(literal: str, value: Time, form: str) -> None:
    assert (time_of_literal(literal), value.wikidata, str(value)) == (value, form, literal)
    assert read_value({"value": time(form, value.precision)}) == value
    assert same_time(value, value)


def test_points() -> None:
    assert place_of_literal("POINT(36.2 33.5)") == Place(33.5, 36.2)
    assert place_of_literal("LINESTRING(0 0)") is None
