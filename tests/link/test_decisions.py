"""kg link and kg review: decisions as SSSOM, reviews obeyed and kept, licences apart, the same bytes again."""

import subprocess
import sys
from pathlib import Path

import pytest
from link_graphs import BASE, run, write_inputs

from kg.link.sssom import SssomError, read_rows, write_rows
from kg.rdf.reading import read_graph
from kg.rdf.terms import OWL, SKOS, WD

OTTO, LOFT = (f"{BASE}article/Battle_of_Hollen/person/{name}" for name in ("Otto_Rein", "Peder_Loft"))


def link(folder: Path, *more: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    graph, index = str(folder / "graph.ttl"), str(folder / "x.idx")
    result = run("link", graph, "--index", index, "-o", str(folder / "linked.nq"), "--decisions", str(folder / "links.sssom.tsv"), *more)
    assert result.exit_code == 0, result.output
    triples = read_graph(folder / "linked.nq")
    found = []
    for predicate in (SKOS.term("exactMatch"), OWL.term("sameAs")):
        found.append({(t.subject.removeprefix(BASE), str(t.object).removeprefix(WD)) for t in triples if t.predicate == predicate})
    return found[0], found[1]


LINKS = {
    ("conflict/Battle_of_Hollen", "Q11"),
    ("conflict/Varnish_War", "Q14"),
    ("group/Norland", "Q12"),
    ("place/Hollen", "Q13"),
    ("article/Battle_of_Hollen/person/Otto_Rein", "Q21"),
}


def test_links_and_abstentions(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    assert link(tmp_path) == (LINKS, set())
    rows = read_rows((tmp_path / "links.sssom.tsv").read_text(encoding="utf-8"))
    assert {(row["subject_label"], row["predicate_id"], row["object_id"]) for row in rows if row["confidence"] != "1"} == {
        ("Otto Rein", "skos:exactMatch", "wikidata:Q21"),
        ("Peder Loft", "skos:closeMatch", "wikidata:Q22"),
        ("Peder Loft", "skos:closeMatch", "wikidata:Q23"),
        ('Ann Só "X"', "skos:exactMatch", "sssom:NoTermFound"),
    }


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    names = ("linked.nq", "links.sssom.tsv")
    link(tmp_path)
    before = [(tmp_path / name).read_bytes() for name in names]
    link(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == before


def test_linking_a_linked_graph_gives_the_same(tmp_path: Path) -> None:
    _, index = write_inputs(tmp_path)
    link(tmp_path)
    run("link", str(tmp_path / "linked.nq"), "--index", index, "-o", str(tmp_path / "again.nq"))
    assert (tmp_path / "again.nq").read_bytes() == (tmp_path / "linked.nq").read_bytes()


def test_licences_stay_apart(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    link(tmp_path)
    lines = (tmp_path / "linked.nq").read_text(encoding="utf-8").splitlines()
    graphs = {name: [line for line in lines if line.endswith(f"<{BASE}graph/{name}> .")] for name in ("links", "wikidata")}
    assert all("publicdomain/zero" in "".join(found) for found in graphs.values())
    assert all(line.startswith((f"<{BASE}graph/wikidata>", "<https://en.wikipedia.org/wiki/")) for line in graphs["wikidata"])
    assert [line for line in lines if "exactMatch> <http://www.wikidata.org" in line and line not in graphs["links"]] == []


def edit(folder: Path, object_id: str, **cells: str) -> None:
    """What a human does in a table editor."""
    path = folder / "links.sssom.tsv"
    rows = [row.replace(**cells) if row["object_id"] == object_id else row for row in read_rows(path.read_text(encoding="utf-8"))]
    path.write_text(write_rows(rows, BASE), encoding="utf-8")


def test_reviews_are_obeyed_and_kept(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    link(tmp_path)
    edit(tmp_path, "wikidata:Q23", reviewer_label="Ada")
    edit(tmp_path, "wikidata:Q21", reviewer_label="Ada", predicate_modifier="Not")
    accepted = ("article/Battle_of_Hollen/person/Peder_Loft", "Q23")
    expected = (LINKS - {("article/Battle_of_Hollen/person/Otto_Rein", "Q21")} | {accepted}, {accepted})
    assert link(tmp_path) == expected
    assert link(tmp_path) == expected
    rows = read_rows((tmp_path / "links.sssom.tsv").read_text(encoding="utf-8"))
    assert [(row["object_id"], row["predicate_modifier"]) for row in rows if row["reviewer_label"] == "Ada"] == [
        ("wikidata:Q21", "Not"),
        ("wikidata:Q23", ""),
    ]


def test_review_in_the_terminal(tmp_path: Path) -> None:
    write_inputs(tmp_path)
    link(tmp_path)
    result = run("review", str(tmp_path / "links.sssom.tsv"), "--reviewer", "Ada", given="2\n")
    assert result.exit_code == 0, result.output
    assert link(tmp_path)[1] == {("article/Battle_of_Hollen/person/Peder_Loft", "Q23")}
    assert run("review", str(tmp_path / "links.sssom.tsv")).output == "Nothing to review.\n"


@pytest.mark.slow
def test_decisions_are_valid_sssom(tmp_path: Path) -> None:
    pytest.importorskip("sssom", reason="sssom is not installed")
    code = (
        "import sys, logging\n"
        "from sssom.parsers import parse_sssom_table, to_mapping_set_document\n"
        "from sssom.validators import validate\n"
        "table = parse_sssom_table(sys.argv[1])\n"
        "reports = validate(table, fail_on_error=True)\n"
        "print(len(reports), len(to_mapping_set_document(table).mapping_set.mappings))\n"
    )
    write_inputs(tmp_path)
    link(tmp_path)
    edit(tmp_path, "wikidata:Q23", reviewer_label="Ada", mapping_justification="semapv:ManualMappingCuration")
    link(tmp_path)
    rows = read_rows((tmp_path / "links.sssom.tsv").read_text(encoding="utf-8"))
    command = [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "links.sssom.tsv")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout.split()[-1:] == [str(len(rows))], result.stderr
    assert "not well-formed" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{graph}", "-o", "{folder}/x.nq"], 2, "--index"),
        (["{graph}", "--index", "{index}", "-o", "{folder}/x.ttl"], 2, "N-Quads"),
        (["{graph}", "--index", "{graph}", "-o", "{folder}/x.nq"], 3, "not an index"),
        (["{folder}/absent.nq", "--index", "{index}", "-o", "{folder}/x.nq"], 3, "absent.nq"),
        (["{graph}", "--index", "{index}", "-o", "{folder}/x.nq", "--decisions", "{index}"], 3, "UTF-8"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    graph, index = write_inputs(tmp_path)
    result = run("link", *(argument.format(graph=graph, index=index, folder=tmp_path) for argument in arguments))
    assert (result.exit_code, words in result.output) == (code, True), result.output


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(SssomError, match="object_id"):
        read_rows("subject_id,object\nx,y\n")
