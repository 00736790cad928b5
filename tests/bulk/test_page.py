from __future__ import annotations

import json
from pathlib import Path

import pytest
from bulk_dumps import HEAD, battle, filler, page, write_dump
from click.testing import CliRunner

from kg.bulk.made import Made, Place, Setting
from kg.bulk.page import make_page
from kg.cli import main
from kg.graph.provenance import Provenance
from kg.read.mediawiki.site import Site
from kg.version import __version__

SETTING = Setting("dump.xml.bz2", Site.of(HEAD), Provenance("https://w3id.org/conflict-kg/", __version__), True, 60)
PLACE = Place(400, 17)


def test_a_page_gives_the_quads_of_a_build(tmp_path: Path) -> None:
    made = make_page(battle("Battle of Zell"), PLACE, {}, SETTING)
    dump = write_dump(tmp_path / "dump.xml.bz2", [[battle("Battle of Zell"), filler(1)]])
    CliRunner().invoke(main, ["build", str(dump), "-o", str(tmp_path / "one.nq"), "--named-graphs", "-q"], catch_exceptions=False)
    assert made.quads == (tmp_path / "one.nq").read_text()
    assert made.articles == 1
    assert made.claims == made.quads.count("conflict-kg/ontology#Claim>")


def test_links_lead_where_redirects_do() -> None:
    made = make_page(battle("Battle of Zell"), PLACE, {"Varn": "Varn Republic"}, SETTING)
    assert "<https://w3id.org/conflict-kg/group/Varn_Republic>" in made.quads
    assert "<https://w3id.org/conflict-kg/group/Varn>" not in made.quads


def issue(made: Made) -> dict[str, object]:
    told: dict[str, object] = json.loads(made.issues)
    return told


def test_a_damaged_page_is_an_issue_with_its_place() -> None:
    made = make_page(battle("Battle of Zell").replace(b"</text>", b""), PLACE, {}, SETTING)
    told = issue(made)
    message = told.pop("message")
    assert told == {"article": "Battle of Zell", "file": "dump.xml.bz2", "code": "unreadable", "stream": 400, "offset": 17}
    assert "is not well-formed XML" in str(message)
    assert (made.quads, made.articles, made.issue_count) == ("", 0, 1)


def test_a_page_that_takes_too_long_or_breaks_us_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_: object) -> None:
        while True:
            pass

    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("kg.pipeline.run.build_article", wait)
    made = make_page(battle("Battle of Zell"), PLACE, {}, SETTING._replace(limit=0.2))
    assert "takes more than 0.2 s to build" in str(issue(made)["message"])
    monkeypatch.setattr("kg.pipeline.run.build_article", fail)
    assert "RuntimeError: broken" in str(issue(make_page(battle("Battle of Zell"), PLACE, {}, SETTING))["message"])


def test_a_page_out_of_the_domain_gives_nothing() -> None:
    assert make_page(filler(1), PLACE, {}, SETTING) == Made()
    assert make_page(page("Talk:X", "{{Infobox military conflict|conflict=X}}").replace(b"<ns>0", b"<ns>1"), PLACE, {}, SETTING) == Made()
