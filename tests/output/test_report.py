"""The report of several articles: contents, and parts where there are many."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import kg
from kg.output import report
from kg.output.report import write_report


def write(path: Path, articles: int, article: Path) -> None:
    [outcome] = kg.build(article)
    assert isinstance(outcome, kg.Outcome)
    assert sum(1 for _ in write_report([(outcome.built, outcome.report)] * articles, str(path))) == articles


def links(page: str) -> list[str]:
    return [unquote(link) for link in re.findall(r'<td><a href="([^"]*#a\d+)">', page)]


def test_one_article_has_no_contents_and_few_have_them_on_their_page(hollenfurt: Path, tmp_path: Path) -> None:
    write(tmp_path / "one.html", 1, hollenfurt)
    assert "<nav" not in (tmp_path / "one.html").read_text()
    write(tmp_path / "few.html", 3, hollenfurt)
    page = (tmp_path / "few.html").read_text()
    assert links(page) == ["#a1", "#a2", "#a3"]
    assert re.findall(r'<article id="(\w+)"', page) == ["a1", "a2", "a3"]
    assert "Report: 3 articles" in page


@pytest.mark.parametrize(("articles", "sizes"), [(2, []), (3, [2, 1]), (4, [2, 2]), (5, [2, 2, 1])])
def test_many_articles_stand_in_parts_that_lead_to_each_other(
    articles: int, sizes: list[int], hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST", 2)
    write(tmp_path / "my report.html", articles, hollenfurt)
    parts = [tmp_path / f"my report-{number}.html" for number in range(1, len(sizes) + 1)]
    assert sorted(tmp_path.iterdir()) == sorted([*parts, tmp_path / "my report.html"])
    contents = links((tmp_path / "my report.html").read_text())
    assert len(contents) == articles
    for number, part in enumerate(parts):
        page = part.read_text()
        assert page.count("<article ") == sizes[number]
        ways = {unquote(address) for address in re.findall(r'<a href="([^"#]*)"(?: rel="\w+")?>', page) if address.endswith(".html")}
        near = [other.name for other in parts[max(number - 1, 0) : number + 2] if other != part]
        assert ways == {"my report.html", *near}
        assert set(re.findall(r'<article id="(\w+)"', page)) == {link.partition("#")[2] for link in contents if link.startswith(f"{part.name}#")}


def test_what_is_no_file_of_html_is_one_page(hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST", 2)
    write(tmp_path / "report.txt", 5, hollenfurt)
    assert (tmp_path / "report.txt").read_text().count("<article ") == 5
    assert len(list(tmp_path.iterdir())) == 1


def test_a_report_that_breaks_off_leaves_the_old_one(hollenfurt: Path, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old")
    [outcome] = kg.build(hollenfurt)
    assert isinstance(outcome, kg.Outcome)
    writing = write_report(iter([(outcome.built, outcome.report)] * 2), str(tmp_path / "report.html"))
    next(writing)
    writing.close()  # type: ignore[attr-defined]
    assert (tmp_path / "report.html").read_text() == "old"
