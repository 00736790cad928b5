"""kg review: candidates side by side, with the words of the article and descriptions; answers are saved at once and can be taken back."""

import json
from pathlib import Path

import pytest
from link_graphs import BASE, run, write_inputs

from kg.link.sssom import read_rows

LOFT = "article/Battle_of_Hollen/person/Peder_Loft"
ARTICLE = f"{BASE}article/Battle_of_Hollen/abc"
WORDS = f"""
<{BASE}claim/9> a <{BASE}ontology#Claim> ; rdf:subject <{BASE}conflict/Battle_of_Hollen/side/1> ; rdf:predicate ck:commander ;
  rdf:object <{BASE}{LOFT}> ; ck:certainty ck:Stated ; ck:evidence <{ARTICLE}#char-8-18> .
<{ARTICLE}#char-8-18> oa:hasSource <{ARTICLE}> ; oa:hasSelector <{ARTICLE}#quote-8-18> ; ck:passage <{ARTICLE}#passage-0-45> .
<{ARTICLE}#quote-8-18> oa:start 8 ; oa:end 18 ; oa:exact "Peder Loft" .
<{ARTICLE}#passage-0-45> oa:start 0 ; oa:end 45 ; oa:exact "Captain Peder Loft led them\x1b[2J over the fen" .
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    graph, index = write_inputs(tmp_path)
    with Path(graph).open("a", encoding="utf-8") as out:
        out.write(WORDS.replace("\x1b", "\\u001B"))
    run("link", graph, "--index", index, "-o", str(tmp_path / "l.nq"), "--decisions", str(tmp_path / "t.tsv"), "-q")
    return tmp_path / "t.tsv"


def reviewed(table: Path) -> set[tuple[str, str]]:
    rows = read_rows(table.read_text(encoding="utf-8"))
    return {(row["object_id"].removeprefix("wikidata:"), "not" if row.rejected else "yes") for row in rows if row.reviewed}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2\n", {("Q23", "yes")}),
        ("1\n", {("Q22", "yes")}),
        ("n\n", {("Q22", "not"), ("Q23", "not")}),
        ("s\n", set()),
        ("q\n", set()),
    ],
)
def test_answers(table: Path, given: str, expected: set[tuple[str, str]]) -> None:
    result = run("review", str(table), "--reviewer", "Ada", given=given)
    assert result.exit_code == 0, result.output
    assert reviewed(table) == expected


def test_going_back_takes_the_answer_back(table: Path) -> None:
    rows = read_rows(table.read_text(encoding="utf-8"))
    number = len({row["subject_id"] for row in rows if row.qid})
    result = run("review", str(table), "--reviewer", "Ada", "--all", given="y\nb\n" + "s\n" * (number - 1) + "q\n")
    assert result.exit_code == 0, result.output
    assert reviewed(table) == set()
    run("review", str(table), "--reviewer", "Ada", "--all", given="y\n1\nb\n2\nq\n")
    assert reviewed(table) == {("Q21", "yes"), ("Q23", "yes")}


def test_an_accepted_entity_is_not_asked_for_again(table: Path) -> None:
    run("review", str(table), "--reviewer", "Ada", given="2\n")
    assert "Nothing to review" in run("review", str(table)).output


def test_what_is_shown(table: Path, tmp_path: Path) -> None:
    told = {"labels": {"en": {"value": "Peder Loft"}}, "descriptions": {"en": {"value": "painter (1870–1941)"}}}
    (tmp_path / "items.json").write_text(json.dumps({"type": "item", "id": "Q22", **told}), encoding="utf-8")
    result = run("review", str(table), "--graph", str(tmp_path / "l.nq"), "--wikidata", str(tmp_path / "items.json"), given="q\n")
    assert "“Battle of Hollen, commander: Captain [Peder Loft] led them\\x1b[2J over the fen”" in result.output
    assert "1  Peder Loft: painter (1870–1941)  https://www.wikidata.org/wiki/Q22" in result.output
    assert "2  Peder Loft  https://www.wikidata.org/wiki/Q23" in result.output
    assert "same? 1, 2, n, s, q" in result.output


@pytest.mark.parametrize("option", ["--graph", "--wikidata"])
def test_what_cannot_be_read_is_told(table: Path, tmp_path: Path, option: str) -> None:
    (tmp_path / "bad.nq").write_text("<p>\n", encoding="utf-8")
    result = run("review", str(table), option, str(tmp_path / "bad.nq"), given="q\n")
    assert result.exit_code == 3
    assert "bad.nq" in result.output
