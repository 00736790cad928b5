"""docs/tables.md: its example is what the program says, and its recipes add up alike, and as SPARQL does."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from table_articles import DATA, triples_of

import kg
from kg.graph.facts import GraphIndex
from kg.notebook.frame import open_graph
from kg.rdf.terms import PREFIXES, Triple
from kg.tables.claims import ClaimIndex
from kg.tables.figures import list_figures
from kg.tables.listing import list_rows
from kg.tables.schema import load_tables
from kg.tables.writing import write_csv

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
BLOCKS = {
    name: dict(re.findall(r"^([A-Za-z ]+)[^\n]*:\n\n```" + name + r"\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
    for name in ("python", "sql", "r", "sparql")
}
ARTICLES = ("tables/ferry-war.wiki", "tables/battle-of-marn.wiki", "articles/siege-of-hollenfurt.txt")


def test_the_example_is_what_the_program_says() -> None:
    shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| [0-9]+ \|", line)]
    rows = list_figures(ClaimIndex(GraphIndex(triples_of(DATA / ARTICLES[0]))))
    told = [[row.side, row.quote, row.measure, row.category, row.counted, row.low, row.high, str(row.adds_up).lower(), row.why_not] for row in rows]
    assert shown == [["" if value is None else str(value) for value in row] for row in told]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Triple, ...]]:
    """The figures of some articles as CSV, and their graph."""
    triples = tuple(dict.fromkeys(triple for article in ARTICLES for triple in triples_of(DATA / article)))
    path = tmp_path_factory.mktemp("figures") / "figures.csv"
    path.write_text(as_csv(triples), encoding="utf-8")
    return path, triples


def as_csv(triples: Iterable[Triple]) -> str:
    out = io.StringIO()
    write_csv(load_tables()["figures"], list_rows("figures", triples), out)
    return out.getvalue()


def add_up(text: str) -> tuple[int, int]:
    """The recipe by Python's own means."""
    rows = [
        row
        for row in csv.DictReader(io.StringIO(text))
        if (row["adds_up"], row["measure"], row["category"], row["counted"]) == ("true", "losses", "killed", "people")
    ]
    low, high = (sum(int(row[bound]) for row in rows if row[bound]) for bound in ("low", "high"))
    return low, high


def ask(triples: Iterable[Triple]) -> tuple[int, int]:
    """The recipe in SPARQL."""
    pytest.importorskip("pyoxigraph", reason="SPARQL needs pyoxigraph")
    [text] = BLOCKS["sparql"].values()
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    [(low, high)] = open_graph(triples).select(prefixes + text).rows
    return int(getattr(low, "value", 0)), int(getattr(high, "value", 0))


def test_sums_by_table_and_by_sparql_are_equal(figures: tuple[Path, tuple[Triple, ...]]) -> None:
    path, triples = figures
    assert add_up(path.read_text(encoding="utf-8")) == ask(triples) == (300 + 40 + 300 + 300, 350 + 40 + 300 + 300)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_recipes_in_python(library: str, figures: tuple[Path, tuple[Triple, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(library, reason=f"the extra that brings {library} is not installed")
    monkeypatch.chdir(figures[0].parent)
    known: dict[str, Any] = {}
    exec(BLOCKS["python"][library], known)
    total = known["total"]
    found = (int(total["low"]), int(total["high"])) if library == "pandas" else total.row(0)
    assert found == add_up(figures[0].read_text(encoding="utf-8"))
    if library == "pandas":
        assert known["by_conflict"].loc[("Battle of Marn", 1), "low"] == 40


def test_recipe_in_duckdb(figures: tuple[Path, tuple[Triple, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    monkeypatch.chdir(figures[0].parent)
    assert duckdb.sql(BLOCKS["sql"]["DuckDB"]).fetchall() == [add_up(figures[0].read_text(encoding="utf-8"))]


def test_recipe_in_r(figures: tuple[Path, tuple[Triple, ...]]) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    packages = subprocess.run([program, "-e", "library(readr); library(dplyr)"], capture_output=True, check=False)
    if packages.returncode:
        pytest.skip("readr or dplyr is not installed")
    code = f"result <- {{{BLOCKS['r']['R with readr and dplyr']}}}\ncat(result$low, result$high)"
    done = subprocess.run([program, "-e", code], cwd=figures[0].parent, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(bound) for bound in add_up(figures[0].read_text(encoding="utf-8"))], done.stderr


def test_sums_over_the_corpus_are_equal_and_no_claim_is_there_twice(corpus: Path) -> None:
    built = kg.build(*sorted((corpus / "xml").iterdir()), check=False)
    triples = tuple(dict.fromkeys(triple for outcome in built if isinstance(outcome, kg.Outcome) for triple in outcome.built.graph.triples))
    for table in ("facts", "figures"):
        claims = [row.claim for row in list_rows(table, triples)]  # type: ignore[union-attr]
        assert len(claims) == len(set(claims)) > 0
    low, high = add_up(as_csv(triples))
    assert (low, high) == ask(triples)
    assert 0 < low <= high
