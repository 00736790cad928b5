"""Damaged pages and dumps at the command line: the good pages are kept, each bad one is named with file and position, the exit code says so."""

from __future__ import annotations

import bz2
import gzip
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from wiki_pages import BOX, export, page

import kg
from kg.cli import main

DATA = Path(__file__).resolve().parents[1] / "data"
GOOD = export(page("Battle A"), page("Battle B"), page("Battle C"))
PAGE = (DATA / "html" / "vector-2022.html").read_bytes()
TABLE = re.search(rb"<table[^>]*infobox.*?</table>", PAGE, re.DOTALL)


class Case(NamedTuple):
    """A file, the articles that come of it, and what is said of it ("" for nothing); the codes of issues."""

    name: str
    data: bytes
    titles: tuple[str, ...]
    says: str = ""
    issues: tuple[str, ...] = ()


def box(value: str) -> bytes:
    return f"{{{{Infobox military conflict\n| conflict = Battle N\n| date = 4 May 1701\n| combatant1 = {value}\n| combatant2 = Esk\n}}}}\n".encode()


def damaged(data: bytes) -> bytes:
    """A bit of the last of two bzip2 streams is wrong."""
    first, second = bz2.compress(data.partition(b"<page>")[0]), bytearray(bz2.compress(b"".join(data.partition(b"<page>")[1:])))
    second[len(second) // 2] ^= 1
    return first + bytes(second)


ENTITIES = b'<!DOCTYPE mediawiki [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
NO_DOCTYPE = "FILE:1: a document type declaration is not allowed in an export"
DELETED = page("Battle A").partition("<text>")[0] + '<text deleted="deleted" /></revision></page>\n'
REDIRECTS = [page(one, f"#REDIRECT [[{other}]]", extra=f'<redirect title="{other}" />') for one, other in (("A", "B"), ("B", "A"))]
ALL = ("Battle A", "Battle B", "Battle C")
CASES = (
    Case("truncated.xml", GOOD[:-220], ("Battle A", "Battle B"), "FILE:19: the file ends inside of the page 'Battle C'"),
    Case("truncated.xml.bz2", bz2.compress(GOOD)[:-30], (), "FILE: the file ends inside of a block of the bzip2 data (at byte 4)"),
    Case("truncated.xml.gz", gzip.compress(GOOD)[:-20], ("Battle A", "Battle B"), "FILE: the file ends inside of the gzip data (at byte "),
    Case("damaged.xml.bz2", damaged(GOOD), (), "FILE: a block of the bzip2 data is damaged (at byte "),
    Case("garbage.xml.bz2", bz2.compress(GOOD) + b"garbage" * 9, ALL, "FILE: there is something else after the end of the bzip2"),
    Case("garbage.xml.gz", gzip.compress(GOOD) + b"junk", ALL, "FILE: there is something else after the end of the gzip"),
    Case("entities.xml", b'<?xml version="1.0"?>' + ENTITIES + GOOD.replace(b"was a", b"&b; was a"), (), NO_DOCTYPE),
    Case("entities.txt", ENTITIES + GOOD.replace(b"was a", b"&b; was a"), (), NO_DOCTYPE),
    Case("doctype.xml", b'<!DOCTYPE mediawiki SYSTEM "http://example.org/x.dtd">' + GOOD, (), NO_DOCTYPE),
    Case("deleted.xml", export(DELETED, page("Battle B")), ("Battle B",), "FILE:3: the text of the page 'Battle A' is deleted or missing"),
    Case("loop.xml", export(*REDIRECTS, page("Battle C", BOX.format(name="Battle C").replace("[[Varn]]", "[[A]]"))), ("Battle C",)),
    Case(
        "twice.xml", export(page("Battle A"), page("Battle A", revision=2), page("Battle B", revision=3), page("Battle B", revision=3)),
        ("Battle A", "Battle A", "Battle B"), "FILE:27: the page 'Battle B' stands twice in the same revision 3",
    ),
    Case("nested.wiki", box("{{nowrap|" * 1000 + "Varn" + "}}" * 1000), ("Battle N",), issues=("nested-too-deep",)),
    Case("unclosed.wiki", box("[[Varn<ref>x {{nowrap|y <!-- z"), ("Battle N",), issues=("unclosed-markup",)),
    Case("rows.wiki", box("Varn\n" + "".join(f"| p{number} = x\n" for number in range(20_000))), ("Battle N",), issues=("unread",)),
    Case("long.wiki", box("Varn") + b"word " * (1 << 24), (), "FILE: more than 67,108,864 bytes: no article has so many"),
    Case("long.xml", b"<page><title>A</title><revision><text>" + b"x" * (1 << 25), (), "FILE:1: the page 'A' is longer than"),
    Case("long.html", b"<html><body>" + b"x" * 50_000_001, (), "FILE: 50000013 bytes: more than any page of an encyclopedia has"),
    Case("nothing.html", b"<html><title>Page</title><p>Hello</p></html>", (), "FILE:1:1: no article of a wiki in this page, which is called 'Page'"),
    Case("error.html", b"<!DOCTYPE html><title>503 Busy</title><h1>Busy</h1>", (), "FILE:1:1: no article of a wiki in this page"),
    Case("cut.html", PAGE[: len(PAGE) * 2 // 3], ("Battle of Hollenfurt",), issues=("cut-off",)),
    Case("two.html", PAGE.replace(TABLE[0], TABLE[0] * 2) if TABLE else b"", ("Battle of Hollenfurt",)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_pages_are_named_and_good_ones_kept(case: Case, hollenfurt: Path, tmp_path: Path) -> None:
    path, issues = tmp_path / case.name, tmp_path / "issues.jsonl"
    path.write_bytes(case.data)
    result = CliRunner().invoke(main, ["build", str(path), str(hollenfurt), "-o", str(tmp_path / "out.nq"), "--issues", str(issues)])
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert result.exit_code == (3 if case.says else 0), result.stderr
    assert [line.startswith(f"error: {case.says.replace('FILE', str(path))}") for line in errors] == ([True] if case.says else [])
    for code in case.issues:
        assert f'"code": "{code}"' in issues.read_text(encoding="utf-8")
    titles = [outcome.built.article.source.title for outcome in kg.build(path) if isinstance(outcome, kg.Outcome)]
    assert tuple(titles) == case.titles
    assert {fact.article for fact in kg.facts(tmp_path / "out.nq")} == {*case.titles, "Siege of Hollenfurt"}


@pytest.fixture
def broken_wiki() -> Iterator[str]:
    """A server that answers every question with an error page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()
            self.wfile.write(b"<html><title>Not here</title></html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_error_of_a_live_site_is_named(broken_wiki: str, hollenfurt: Path, tmp_path: Path) -> None:
    url = f"{broken_wiki}/wiki/Battle_of_Esk"
    result = CliRunner().invoke(main, ["build", url, str(hollenfurt), "-o", str(tmp_path / "out.nt"), "--contact", "a@example.org"])
    assert result.exit_code == 3
    assert f"error: {url}: HTTP 404 Not Found" in result.stderr
    assert {fact.article for fact in kg.facts(tmp_path / "out.nt")} == {"Siege of Hollenfurt"}
