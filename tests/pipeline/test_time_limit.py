"""An article that takes too long to read or to build is given up, and named; the others are built."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from wiki_pages import BOX, page

from kg.api import build
from kg.cli import main
from kg.model.article import Article
from kg.pipeline import run as running
from kg.pipeline.article import Built, build_article
from kg.pipeline.run import GivenUpError, Outcome
from kg.read.error import ReadError
from kg.read.mediawiki import dump
from kg.read.registry import ReadOptions
from kg.read.text import article as text_reader

SLOW, LIMIT = "Battle B", 0.2
EXPORT = "<mediawiki>" + "".join(page(title) for title in ("Battle A", SLOW, "Battle C")) + "</mediawiki>"


def spin() -> None:
    while True:
        pass


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(EXPORT)
    return path


@pytest.fixture
def slow_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(article: Article, *rest: object) -> Built:
        if article.source.title == SLOW:
            spin()
        return build_article(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "build_article", slow)


def told(found: Outcome | ReadError | Exception, folder: Path) -> str:
    return found.built.article.source.title if isinstance(found, Outcome) else str(found).replace(str(folder), "")


@pytest.mark.usefixtures("slow_building")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_takes_too_long_to_build(export: Path, jobs: int) -> None:
    from kg.graph.provenance import Provenance

    found = list(running.run([str(export)], ReadOptions(time_limit=LIMIT), Provenance("https://example.org/", "1"), check=False, jobs=jobs))
    message = "/export.xml: 'Battle B' takes more than 0.2 s to build and is given up (--time-limit)"
    assert [told(one, export.parent) for one in found] == ["Battle A", message, "Battle C"]
    assert isinstance(found[1], GivenUpError)


@pytest.mark.usefixtures("slow_building")
def test_the_command_names_it_writes_the_others_and_fails(export: Path) -> None:
    out = export.with_name("out")
    result = CliRunner().invoke(main, ["build", str(export), "-o", str(out), "--time-limit", str(LIMIT), "-q"])
    assert (result.exit_code, "'Battle B' takes more than 0.2 s to build and is given up" in result.stderr) == (3, True)
    assert sorted(path.name for path in out.glob("*.ttl")) == ["Battle_A.ttl", "Battle_C.ttl"]


def test_a_page_that_takes_too_long_to_read(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = dump.read_wikitext

    def slow(text: str, **options: str) -> Article:
        if options["title"] == SLOW:
            spin()
        return real(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(dump, "read_wikitext", slow)
    found = list(build(export, options=ReadOptions(time_limit=LIMIT), check=False))
    message = "/export.xml:9: 'Battle B' takes more than 0.2 s to read and is given up (--time-limit)"
    assert [told(one, export.parent) for one in found] == ["Battle A", message, "Battle C"]


def test_a_file_that_takes_too_long_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reader, "find_layout", lambda *_: spin())
    (tmp_path / "a.txt").write_text("Battle A\n\nThe Battle A was fought in 1701.")
    (tmp_path / "b.wiki").write_text(BOX.format(name=SLOW))
    found = list(build(tmp_path, options=ReadOptions(time_limit=LIMIT), check=False))
    assert [told(one, tmp_path) for one in found] == ["/a.txt: it takes more than 0.2 s to read and is given up (--time-limit)", SLOW]
