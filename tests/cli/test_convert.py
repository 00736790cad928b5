"""kg convert and kg build --profile as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.rdf.canonical import canonical_hash
from kg.rdf.reading import read_graph
from kg.store.embedded import load_files
from kg.store.loading import load_folder
from kg.store.store import StoreError

COUNT = "SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a <https://w3id.org/conflict-kg/ontology#Claim> }"

STATED = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> SELECT ?claim ?s ?p ?o
WHERE { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } ORDER BY ?claim"""


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


FORMS = [("rdf12", extension) for extension in ("ttl", "nt", "nq", "trig.gz")] + [
    ("nanopub", extension) for extension in ("trig", "nq", "trig.gz", "nq.gz")
]


@pytest.mark.parametrize("source", ["full.nq", "compact.nq"])
@pytest.mark.parametrize(("form", "extension"), FORMS)
def test_other_forms_and_back(source: str, form: str, extension: str, graphs: Path, tmp_path: Path) -> None:
    other, back = tmp_path / f"other.{extension}", tmp_path / "back.nq"
    result = run("convert", graphs / source, "-o", other, "--form", form)
    assert result.exit_code == 0, result.output
    assert ("nanopublications →" in result.stderr) == (form == "nanopub")
    assert run("convert", other, "-o", back).exit_code == 0
    assert back.read_bytes() == (graphs / "full.nq").read_bytes()
    assert canonical_hash(read_graph(back)) == canonical_hash(read_graph(graphs / "full.nq"))


@pytest.mark.parametrize(("form", "extension"), [("rdf12", "nq"), ("rdf12", "trig"), ("nanopub", "nq"), ("nanopub", "trig")])
def test_other_forms_keep_the_names_of_graphs(form: str, extension: str, graphs: Path, tmp_path: Path) -> None:
    plain, other, back = tmp_path / "plain.nq", tmp_path / f"other.{extension}", tmp_path / "back.nq"
    assert run("convert", graphs / "named.nq", "-o", plain).exit_code == 0
    assert run("convert", graphs / "named.nq", "-o", other, "--form", form).exit_code == 0
    assert run("convert", other, "-o", back).exit_code == 0
    assert back.read_bytes() == plain.read_bytes()


def test_a_form_may_go_with_a_profile_and_to_standard_output(graphs: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.ttl"
    assert run("convert", graphs / "full.nq", "-o", short, "--form", "rdf12", "--profile", "compact").exit_code == 0
    assert read_graph(short) == read_graph(graphs / "compact.nq")
    assert run("convert", graphs / "full.nq", "-o", "-", "--form", "rdf12", "-q").stdout.startswith('VERSION "1.2"')
    assert "this: a np:Nanopublication" in run("convert", graphs / "full.nq", "-o", "-", "--form", "nanopub", "-q").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["full.nq", "-o", "x.jsonld", "--form", "rdf12"], 2, "jsonld is not written as RDF 1.2; these are: turtle, nquads, trig, ntriples"),
        (["full.nq", "-o", "x.ttl", "--form", "nanopub"], 2, "nanopublications are written as trig or nquads, not as turtle"),
        (["full.nq", "-o", "x.nq", "--form", "nanopub", "--profile", "facts"], 2, "nanopublications are made of a full graph"),
        (["facts.nq", "-o", "x.nq", "--form", "nanopub"], 3, "the graph is in the facts profile, which has no claims"),
        (["named.nq", "-o", "x.ttl", "--form", "rdf12"], 2, "turtle-rdf12 has no named graphs"),
    ],
)
def test_forms_that_cannot_be_written(arguments: list[str], code: int, message: str, graphs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graphs)
    result = run("convert", *arguments)
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert not (graphs / arguments[2]).exists()


def test_a_nanopublication_that_was_changed_is_named(graphs: Path, tmp_path: Path) -> None:
    nanopubs, changed = tmp_path / "nanopubs.nq", tmp_path / "changed.nq"
    assert run("convert", graphs / "full.nq", "-o", nanopubs, "--form", "nanopub").exit_code == 0
    text = nanopubs.read_text(encoding="utf-8")
    changed.write_text(text.replace('"2017-02-07"', '"2017-02-08"', 1), encoding="utf-8")
    line = next(line for line in text.splitlines() if '"2017-02-07"' in line)
    result = run("convert", changed, "-o", tmp_path / "x.nq")
    assert result.exit_code == 3
    assert f"{changed}: {line.rpartition('<')[2].partition('#')[0]}: the nanopublication was changed" in result.stderr
    assert not (tmp_path / "x.nq").exists()


@pytest.mark.parametrize("extension", ["ttl", "nq", "trig"])
def test_rdf12_is_plain_in_every_command_and_store(extension: str, graphs: Path, tmp_path: Path) -> None:
    other = tmp_path / f"other.{extension}"
    assert run("convert", graphs / "full.nq", "-o", other, "--form", "rdf12").exit_code == 0
    assert run("facts", other, "--format", "csv").stdout == run("facts", graphs / "full.nq", "--format", "csv").stdout
    assert run("validate", other).exit_code == 0
    count = len(read_graph(graphs / "full.nq"))
    assert load_folder([str(other)], tmp_path / "store").quads == count
    assert load_files([str(other)]).select(STATED).rows == load_files([str(graphs / "full.nq")]).select(STATED).rows != ()


def test_a_reifier_of_two_triples_is_not_loaded(tmp_path: Path) -> None:
    twice = tmp_path / "twice.ttl"
    twice.write_text("PREFIX : <x:> << :a :b :c ~ :r >> . << :a :b :d ~ :r >> .", encoding="utf-8")
    with pytest.raises(StoreError, match="x:r reifies two triples"):
        load_folder([str(twice)], tmp_path / "store")
    assert not (tmp_path / "store").exists()
