"""The commands, run as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import COMMANDS, main
from kg.cli.facts import choose_words

HEADED = Path(__file__).resolve().parents[1] / "data" / "rows" / "headed-losses.wiki"


def kg_run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".nq", ".trig", ".nt", ".rdf", ".nq.gz"])
def test_build_writes_each_format_and_it_reads_back_alike(suffix: str, hollenfurt: Path, tmp_path: Path) -> None:
    path = tmp_path / f"siege{suffix}"
    result = kg_run("build", hollenfurt, "-o", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 article, " in result.stderr
    [outcome] = kg.build(hollenfurt)
    assert isinstance(outcome, kg.Outcome)
    assert list(kg.facts(path)) == list(kg.facts(outcome.built.graph.triples))


def test_build_into_a_folder_gives_turtle_and_jsonld(hollenfurt: Path, tmp_path: Path) -> None:
    assert kg_run("build", hollenfurt, "--sample", "-o", tmp_path / "out").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        f"{stem}{end}" for stem in ("Idlib_Governorate_clashes_(January–March_2017)", "Siege_of_Hollenfurt") for end in (".jsonld", ".ttl")
    ]


def test_build_reads_standard_input_and_writes_standard_output(hollenfurt: Path) -> None:
    result = kg_run("build", "-", "-o", "-", "--format", "nt", "--quiet", stdin=hollenfurt.read_bytes())
    assert (result.exit_code, result.stderr) == (0, "")
    assert "<https://w3id.org/conflict-kg/conflict/Siege_of_Hollenfurt>" in result.stdout


def test_several_jobs_give_the_same_bytes(hollenfurt: Path, tmp_path: Path) -> None:
    inputs = [hollenfurt, tmp_path / "none.txt", *(tmp_path / f"{n}.txt" for n in range(12))]
    for path in inputs[2:]:
        path.write_text(hollenfurt.read_text().replace("Hollenfurt", f"Hollenfurt{path.stem}"))
    for jobs in ("1", "2"):
        assert kg_run("build", *inputs, "-j", jobs, "-o", tmp_path / f"{jobs}.nq", "--issues", tmp_path / f"{jobs}.jsonl").exit_code == 3
    assert (tmp_path / "1.nq").read_bytes() == (tmp_path / "2.nq").read_bytes()
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_what_a_syntax_cannot_hold_is_told_and_nothing_is_written(hollenfurt: Path, tmp_path: Path) -> None:
    article = tmp_path / "x.txt"
    article.write_text(hollenfurt.read_text().replace("Eskish victory", "Eskish\x01 victory"))
    result = kg_run("build", article, "-o", tmp_path / "x.rdf")
    assert (result.exit_code, "U+0001" in result.stderr, (tmp_path / "x.rdf").exists()) == (3, True, False)
    assert kg_run("build", article, "-o", tmp_path / "x.ttl").exit_code == 0


def test_build_names_a_bad_article_and_writes_the_others(hollenfurt: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"Title\n\n\xff\xfe broken")
    result = kg_run("build", bad, hollenfurt, tmp_path / "none.txt", "-o", tmp_path / "out.nt")
    assert result.exit_code == 3
    assert f"error: {bad}:" in result.stderr
    assert f"error: {tmp_path / 'none.txt'}:" in result.stderr
    assert "1 article, " in result.stderr
    assert (tmp_path / "out.nt").stat().st_size > 10_000


def test_build_writes_nothing_when_nothing_is_good(tmp_path: Path) -> None:
    result = kg_run("build", tmp_path / "none.txt", "-o", tmp_path / "out.nt")
    assert result.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_does_not_conform_is_not_written(hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.pipeline.run
    from kg.validation.shapes import validate

    monkeypatch.setattr(kg.pipeline.run, "validate", lambda triples: validate([t for t in triples if not t.predicate.endswith("sha256")]))
    result = kg_run("build", hollenfurt, "-o", tmp_path / "out.nt")
    assert result.exit_code == 1
    assert "does not conform and is not written" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_defect_is_named_and_the_run_fails(hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("kg.pipeline.article.map_findings", broken)
    result = kg_run("build", hollenfurt, "-o", tmp_path / "out.nt")
    assert result.exit_code == 3
    assert "a defect of conflict-kg kept 'Siege of Hollenfurt' from being built: ZeroDivisionError: oops" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build"], "Missing option '-o'"),
        (["build", "-o", "x.ttl"], "no article"),
        (["build", "--sample", "-o", "x.unknown"], "no format for this file name"),
        (["build", "--sample", "-o", "-", "--format", "yaml"], "no format 'yaml'"),
        (["build", "--sample", "-o", "x.ttl", "--named-graphs"], "has no named graphs"),
        (["build", "--sample", "-o", "x.ttl", "--base", "not an iri"], "--base"),
        (["build", "--sample", "-o", "x.ttl", "--url", "nowhere"], "--url"),
        (["facts"], "nothing to list"),
        (["validate"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["completion", "csh"], "csh"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg_run(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_source_date_epoch_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert kg_run("build", "--sample", "-o", tmp_path / "x.ttl").exit_code == 2


def test_source_date_epoch_is_the_time_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert '"2026-01-01T00:00:00Z"^^xsd:dateTime' in kg_run("build", "--sample", "-o", "-", "-q").stdout


def test_an_output_that_cannot_be_written_ends_with_3(hollenfurt: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = kg_run("build", hollenfurt, "-o", tmp_path / "file" / "out.ttl")
    assert result.exit_code == 3
    assert "out.ttl" in result.stderr


def test_issues_are_written_as_json_lines(tmp_path: Path) -> None:
    kg_run("build", "--sample", "-o", tmp_path / "x.nt", "--issues", tmp_path / "issues.jsonl")
    issues = [json.loads(line) for line in (tmp_path / "issues.jsonl").read_text().splitlines()]
    assert {tuple(issue) for issue in issues} == {("article", "file", "code", "message", "start", "end", "line", "column")}


def test_the_report_marks_every_span_and_leads_to_its_fact(hollenfurt: Path, tmp_path: Path) -> None:
    from lxml import html

    report = tmp_path / "report.html"
    kg_run("build", hollenfurt, "-o", tmp_path / "x.nt", "--report", report)
    page = html.fromstring(report.read_text(encoding="utf-8"))
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    links = {a.get("href") for a in page.iter("a") if a.get("href")}
    assert {link.removeprefix("#") for link in links} <= ids
    assert "".join(page.xpath("//div[@class='source']//text()")) == hollenfurt.read_text(encoding="utf-8").removesuffix("\n") + "\n"
    facts = list(kg.facts(tmp_path / "x.nt"))
    assert len(page.xpath("//section[@aria-label='Facts']//tbody/tr")) == len(facts)
    assert "Conforms to the shapes." in page.text_content()


def test_the_report_escapes_what_an_article_says(tmp_path: Path, hollenfurt: Path) -> None:
    article = tmp_path / "x.txt"
    article.write_text(hollenfurt.read_text().replace("Peder Loft", "Peder <script>alert(1)</script> Loft"), encoding="utf-8")
    kg_run("build", article, "-o", tmp_path / "x.nt", "--report", tmp_path / "report.html")
    assert "<script" not in (tmp_path / "report.html").read_text()


def test_facts_as_csv_and_json_lines_are_the_same(hollenfurt: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg_run("facts", hollenfurt, "--format", "csv").stdout)))
    lines = [json.loads(line) for line in kg_run("facts", hollenfurt, "--format", "jsonl").stdout.splitlines()]
    assert [list(row) for row in rows] == [list(line) for line in lines]
    assert [(row["claim"], row["quote_start"], row["low"]) for row in rows] == [
        (line["claim"], str(line["quote_start"]), "" if line["low"] is None else str(line["low"])) for line in lines
    ]
    assert {(row["side"], row["value"], row["fate"]) for row in rows if row["property"] == "commander"} == {
        ("1", "Otto Rein", "captured"),
        ("1", "Peder Loft", ""),
        ("2", "Knud Hars", ""),
    }


def test_facts_as_a_table(hollenfurt: Path) -> None:
    lines = kg_run("facts", hollenfurt).stdout.splitlines()
    assert lines[1:3] == ["Siege of Hollenfurt", lines[2]]
    assert lines[2].split() == ["side", "what", "value", "detail", "quote"]
    assert any(line.split()[:4] == ["0", "partOf", "War", "of"] for line in lines)


def test_explain_shows_claim_rule_and_sentence(hollenfurt: Path) -> None:
    result = kg_run("explain", hollenfurt, "Otto Rein")
    assert result.exit_code == 0
    assert "side 1 · commander · Otto Rein (Gen., captured)" in result.stdout
    assert "[Gen. Otto Rein (POW)]" in result.stdout


def test_explain_by_iri_of_a_claim(hollenfurt: Path, tmp_path: Path) -> None:
    kg_run("build", hollenfurt, "-o", tmp_path / "x.nt")
    fact = next(fact for fact in kg.facts(tmp_path / "x.nt") if fact.what == "end")
    assert kg_run("explain", tmp_path / "x.nt", fact.claim).stdout.startswith("Siege of Hollenfurt · end · 1701-05-13\n")


def test_explain_nothing(hollenfurt: Path) -> None:
    assert kg_run("explain", hollenfurt, "elephants").exit_code == 1


def test_validate_tells_what_is_wrong_in_words(hollenfurt: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.nt", tmp_path / "bad.nt"
    kg_run("build", hollenfurt, "-o", good)
    assert kg_run("validate", good).exit_code == 0
    bad.write_text("\n".join(line for line in good.read_text().splitlines() if "sha256" not in line) + "\n")
    result = kg_run("validate", good, bad)
    assert result.exit_code == 1
    assert "bad.nt: does not conform, 1 result\n" in result.stderr
    assert "sha256" in result.stdout or "hash" in result.stdout


def test_validate_names_line_and_column_of_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("<a> nonsense .\n")
    result = kg_run("validate", tmp_path / "x.nt")
    assert result.exit_code == 3
    assert f"{tmp_path / 'x.nt'}:1:" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = kg_run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_help_imports_no_command() -> None:
    code = """
import sys
sys.argv = ["kg", "--help"]
from kg.cli import main
try:
    main()
except SystemExit:
    print([name for name in sys.modules if name.startswith("kg.")])
"""
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "['kg.version', 'kg.cli']"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    result = kg_run("completion", shell)
    assert result.exit_code == 0
    assert "_KG_COMPLETE" in result.stdout


def test_the_table_shows_the_words_that_give_a_figure_not_their_heading() -> None:
    facts = [fact for outcome in kg.build(HEADED) if isinstance(outcome, kg.Outcome) for fact in kg.facts(outcome.built.graph.triples)]
    assert {fact.quote for fact in facts if fact.category == "killed"} == {"Navy", "1,200 killed"}
    assert [fact.quote for fact in choose_words(facts) if fact.category == "killed"] == ["1,200 killed"]
