"""kg convert and kg build --profile as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.rdf.reading import read_graph
from kg.store.embedded import load_files
from kg.store.loading import load_folder

COUNT = "SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a <https://w3id.org/conflict-kg/ontology#Claim> }"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profiles")
    for profile in ("full", "compact", "facts"):
        assert run("build", "--sample", "-q", "-o", folder / f"{profile}.nq", "--profile", profile).exit_code == 0
    assert run("build", "--sample", "-q", "-o", folder / "named.nq", "--profile", "compact", "--named-graphs").exit_code == 0
    return folder


@pytest.mark.parametrize("extension", ["nq", "ttl", "jsonld", "rdf", "nq.gz"])
def test_full_to_compact_to_full(extension: str, graphs: Path, tmp_path: Path) -> None:
    compact, back = tmp_path / f"compact.{extension}", tmp_path / "back.nq"
    result = run("convert", graphs / "full.nq", "-o", compact, "--profile", "compact")
    assert result.exit_code == 0, result.output
    assert "triples in" in result.stderr
    assert read_graph(compact) == read_graph(graphs / "compact.nq")
    assert run("convert", compact, "-o", back).exit_code == 0
    assert back.read_bytes() == (graphs / "full.nq").read_bytes()


def test_names_of_graphs_stay(graphs: Path, tmp_path: Path) -> None:
    full, trig = tmp_path / "full.nq", tmp_path / "full.trig"
    assert run("convert", graphs / "named.nq", "-o", full).exit_code == 0
    assert all(line.endswith("#graph> .") for line in full.read_text(encoding="utf-8").splitlines())
    assert read_graph(full) == read_graph(graphs / "full.nq")
    assert run("convert", full, "-o", trig).exit_code == 0
    assert "#graph> {" in trig.read_text(encoding="utf-8") or ":graph {" in trig.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["facts.nq", "-o", "x.nq", "--profile", "full"], 3, "no claims"),
        (["named.nq", "-o", "x.ttl"], 2, "has no named graphs"),
        (["named.nq", "full.nq", "-o", "x.trig"], 2, "write a .nq file"),
        (["full.nq", "-o", "folder/"], 2, "name a file"),
        (["no.nq", "-o", "x.nq"], 3, "no.nq"),
        (["full.nq", "-o", "full.nq"], 2, ""),
    ],
)
def test_what_cannot_be_converted(arguments: list[str], code: int, message: str, graphs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graphs)
    before = (graphs / "full.nq").read_bytes()
    result = run("convert", *arguments)
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert not (graphs / "x.nq").exists()
    assert (graphs / "full.nq").read_bytes() == before


def test_facts_are_trees_with_claims_of_time_behind_them(graphs: Path, tmp_path: Path) -> None:
    assert run("convert", graphs / "full.nq", "-o", tmp_path / "facts.jsonld", "--profile", "facts").exit_code == 0
    conflict, *others = json.loads((tmp_path / "facts.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert (conflict["type"], conflict["start"], conflict["resultKind"]) == ("Conflict", "2017-01-20", "victory")
    side = conflict["hasSide"][1]
    assert side["losses"][0]["atLeast"] == 107
    assert conflict["victor"] == side["id"]
    assert "claim" not in json.dumps(conflict)
    assert [other["until"] for other in others if other.get("type") == "rdf:Statement" and other["subject"] == side["id"]] == ["2017-02-07"]


@pytest.mark.parametrize("name", ["compact.nq", "named.nq"])
def test_a_compact_graph_is_expanded_where_it_is_read(name: str, graphs: Path, tmp_path: Path) -> None:
    listed = run("facts", graphs / "full.nq", "--format", "csv")
    assert run("facts", graphs / name, "--format", "csv").stdout == listed.stdout
    assert run("validate", graphs / name).exit_code == 0
    [claims] = load_files([str(graphs / "full.nq")]).select(COUNT).rows
    assert load_files([str(graphs / name)]).select(COUNT).rows == (claims,)
    assert load_folder([str(graphs / name)], tmp_path / "store").quads == len(read_graph(graphs / "full.nq"))


def test_a_compact_graph_that_lacks_something_is_refused(graphs: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.nq"
    lines = (graphs / "compact.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    cut.write_text("".join(line for line in lines if "#passage-" not in line), encoding="utf-8")
    for arguments in (("validate", cut), ("facts", cut), ("query", "outcome", cut), ("convert", cut, "-o", tmp_path / "x.nq")):
        result = run(*arguments)
        assert result.exit_code == 3, (arguments, result.output)
        assert "passage" in result.stderr


def test_lines_that_stand_twice_and_blank_nodes_of_others_disturb_nothing(graphs: Path, tmp_path: Path) -> None:
    twice, blank = tmp_path / "twice.nq", tmp_path / "blank.nt"
    twice.write_bytes((graphs / "compact.nq").read_bytes() * 2)
    blank.write_text('_:b <http://ex.org/p> "x" .\n')
    assert run("convert", twice, "-o", tmp_path / "full.nq").exit_code == 0
    assert (tmp_path / "full.nq").read_bytes() == (graphs / "full.nq").read_bytes()
    assert run("merge", twice, "-o", tmp_path / "undone.nq", "--undo").exit_code == 0
    assert read_graph(tmp_path / "undone.nq") == read_graph(graphs / "full.nq")
    assert load_folder([str(blank), str(twice)], tmp_path / "store").quads == len(read_graph(graphs / "full.nq")) + 1
