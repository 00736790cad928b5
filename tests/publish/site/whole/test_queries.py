"""Answers that were made in advance, as pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from page_graph import BASE
from static_site import CONFIG, make_site, read_pages

pytest.importorskip("pyoxigraph")

from kg.publish.site.whole.queries import to_results

CSV = f"conflict,name,when,point,count\n{BASE}conflict/Tarsk_offensive,Tarsk offensive,2014,POINT(21.3 47.5),7\n,,,,2.5\n"


def test_terms_are_told_by_their_form() -> None:
    rows = [line.split(",") for line in CSV.splitlines()]
    found = to_results(rows)
    assert found["head"]["vars"] == ["conflict", "name", "when", "point", "count"]
    first, second = found["results"]["bindings"]
    assert (first["conflict"]["type"], first["name"]) == ("uri", {"type": "literal", "value": "Tarsk offensive"})
    assert first["point"]["datatype"].endswith("wktLiteral")
    assert second == {"count": {"type": "literal", "value": "2.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}}


def test_an_answer_is_a_table_whose_links_lead_to_pages(tmp_path: Path) -> None:
    answer = tmp_path / "answer.csv"
    answer.write_text(CSV, encoding="utf-8")
    make_site(tmp_path / "release", tmp_path / "scratch", replace(CONFIG, answers={"changed-sides": str(answer)}))
    pages = read_pages(tmp_path / "release")
    page = pages["site/queries/changed-sides.html"]
    assert ("a", "../conflict/Tarsk_offensive.html") in page.links
    assert ("a", "../../answers/changed-sides.csv") in page.links
    assert "2 rows" in page.words
    assert "SELECT" in page.words
    others = [made for path, made in pages.items() if path.startswith("site/queries/") and path not in ("site/queries/changed-sides.html",)]
    assert sum("too long to be made in advance" in made.words for made in others) == len(others) - 1
