"""Inputs without an article of the domain: each is named with its reason, a named one is an error, and nothing is written of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wiki_pages import export, page

import kg
from kg.cli import main
from kg.read.text import article as text_article

ARTICLE = "Battle of Esk\n\nThe Battle of Esk was fought on 4 May 1701 between Varn and Esk.\n"
QUERY = "PREFIX ck: <https://w3id.org/conflict-kg/ontology#>\nSELECT ?war ?start WHERE { ?war ck:start ?start }\n"
SCRIPT = "#!/bin/sh\n# Fetches the articles.\nfor page in war battle; do curl -s https://example.org/$page; done\n"
README = "# war-tools\n\nTools that turn articles on armed conflicts into tables.\n\n## Install\n\nRun pip install war-tools.\n"


def build(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)], input=stdin)


@pytest.mark.parametrize("words", ["hello\n", QUERY, SCRIPT, README], ids=["hello", "query", "script", "readme"])
@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_text_that_is_no_article_gives_no_graph(words: str, quiet: tuple[str, ...], tmp_path: Path) -> None:
    out, issues = tmp_path / "x.ttl", tmp_path / "issues.jsonl"
    result = build("-", "-o", out, "--issues", issues, *quiet, stdin=words)
    assert (result.exit_code, out.exists()) == (3, False)
    assert result.stderr.startswith("error: -: no article about a conflict: ")
    assert "; nothing is written of it\n" in result.stderr
    assert "no-conflict" in [json.loads(line)["code"] for line in issues.read_text(encoding="utf-8").splitlines()]
    assert "Wikipedia contributors" not in result.stdout


def test_a_lead_alone_is_read(tmp_path: Path) -> None:
    result = build("-", "-o", tmp_path / "x.nt", stdin=ARTICLE.partition("\n\n")[2])
    assert result.exit_code == 0
    assert ("start", "1701-05-04") in {(fact.what, fact.value) for fact in kg.facts(tmp_path / "x.nt")}


def test_an_export_without_an_infobox_says_how_many_pages_it_has(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(export(page("Town", "{{Infobox settlement|name=T}}"), page("River", "It flows.")))
    result = build(path, "-o", tmp_path / "x.ttl")
    assert (result.exit_code, (tmp_path / "x.ttl").exists()) == (3, False)
    assert result.stderr == f"error: {path}: read 2 pages: none has an infobox of the domain; nothing is written of it\n"


def test_a_folder_names_each_file_that_gives_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in {"a.txt": ARTICLE, "b.txt": "hello\n", "c.rq": QUERY}.items():
        (folder / name).write_text(words, encoding="utf-8")
    (folder / "d.xml").write_bytes(export(page("Town", "No box."), page("River", "It flows.")))
    result = build(folder, "-o", tmp_path / "x.nt")
    assert result.exit_code == 0
    assert [line.partition(": ")[2] for line in result.stderr.splitlines() if line.startswith("passed over: ")] == [
        f"{folder / 'b.txt'}: no article about a conflict: neither an infobox nor a lead",
        f"{folder / 'c.rq'}: of no form that is known, so it was not read (--form NAME reads it as one)",
        f"{folder / 'd.xml'}: read 2 pages: none has an infobox of the domain",
    ]
    assert {fact.article for fact in kg.facts(tmp_path / "x.nt")} == {"Battle of Esk"}
    (folder / "a.txt").unlink()
    alone = build(folder, "-o", tmp_path / "y.nt")
    assert (alone.exit_code, (tmp_path / "y.nt").exists()) == (3, False)
    assert f"error: {folder}: no article in it; nothing is written of it" in alone.stderr.splitlines()


def test_many_files_are_not_all_named(tmp_path: Path) -> None:
    for number in range(15):
        (tmp_path / f"{number:02d}.txt").write_text("hello\n", encoding="utf-8")
    (tmp_path / "99.txt").write_text(ARTICLE, encoding="utf-8")
    result = build(tmp_path, "-o", "-")
    assert result.exit_code == 0
    assert result.stderr.count("passed over: ") == 10
    assert "… and 5 more were passed over\n" in result.stderr


def test_a_named_input_that_gives_nothing_is_an_error_beside_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.md"
    good.write_text(ARTICLE, encoding="utf-8")
    bad.write_text(README, encoding="utf-8")
    result = build(bad, good, "-o", tmp_path / "x.nt")
    assert (result.exit_code, (tmp_path / "x.nt").exists()) == (3, True)
    assert [line.partition(":")[0] for line in result.stderr.splitlines() if line.startswith("error")] == ["error"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_defect_of_a_reader_costs_its_file_alone(jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise KeyError(76)

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.wiki").write_text("{{Infobox battle\n| conflict = Battle of Lund\n| date = 4 May 1701\n}}\n", encoding="utf-8")
    monkeypatch.setattr(text_article, "split_lines", fail)
    result = build(folder, "-o", tmp_path / "x.nt", "-j", jobs)
    assert result.exit_code == 3
    assert f"error: {folder / 'a.txt'}: a defect of conflict-kg kept it from being read: KeyError: 76 (" in result.stderr
    assert {fact.article for fact in kg.facts(tmp_path / "x.nt")} == {"Battle of Lund"}


def test_facts_of_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["facts", str(tmp_path / "a.txt")])
    assert result.exit_code == 3
    assert result.stderr.startswith(f"error: {tmp_path / 'a.txt'}: no article about a conflict: neither an infobox nor a lead\n")


@pytest.mark.parametrize("text", ["{{Fen War}}", "{{Fen War infobox|x=y}}\n", "<!-- nothing -->", "[[Category:Wars]]"])
def test_a_page_without_words_whose_title_is_that_of_a_conflict(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.wiki"
    page.write_text(text)
    result = build(page, "--form", "wikitext", "--title", "Battle of Hollen", "-o", tmp_path / "x.nt")
    assert (result.exit_code, result.stderr.startswith(f"error: {page}: "), "a defect" in result.stderr) == (3, True, False)
    assert not (tmp_path / "x.nt").exists()
