# ruff: noqa: E501 - articles in one line, as files have them
"""The same small article in the forms that people have: each gives the same facts, and what is quoted stands in the file as it is written."""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import io
import json
import quopri
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph.facts import GraphIndex, read_facts
from kg.rdf.terms import CK, OA, Literal, Triple
from kg.read.error import NoArticleError

BOX = (
    '| conflict = Battle of Lünd\n| date = 4 May 1701\n| place = [[Lünd]]\n| result = The "old" Esk victory\n| combatant1 = [[Varn]]\n'
    "| combatant2 = [[Esk]]\n| casualties1 = 120 killed\n"
)
WIKITEXT = "{{Infobox military conflict\n" + BOX + "}}\nThe '''Battle of Lünd''' was fought on 4 May 1701.\n\n== After ==\nLater.\n"
PLAIN = (
    "The Battle of Lünd was fought on 4 May 1701 between Varn and Esk.\n\nBackground\nIt was fought near Casualties in 1699.\n\nStrength\n\n9 men\n"
)
HTML = (
    '<div class="mw-parser-output" lang="en"><table class="infobox vevent"><tbody><tr><th class="summary" colspan="2">Battle of Lünd</th></tr>'
    '<tr><td colspan="2"><table><tbody><tr><th>Date</th><td>4 May 1701</td></tr><tr><th>Location</th><td><a href="/wiki/L%C3%BCnd" title="Lünd">Lünd</a></td></tr>'
    '</tbody></table></td></tr><tr><th colspan="2">Belligerents</th></tr><tr><td><a href="/wiki/Varn" title="Varn">Varn</a></td><td><a href="/wiki/Esk" title="Esk">Esk</a></td></tr>'
    '<tr><th colspan="2">Casualties and losses</th></tr><tr><td>120 killed</td><td>Unknown</td></tr></tbody></table><p>The <b>Battle of Lünd</b> was fought.</p></div>'
)
TOWN = "{{Infobox settlement|name=Town}}\nTown is a town."


def lines(*records: Any, ascii: bool = True) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=ascii) + "\n" for record in records).encode()


def table(separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(
        [["id", "title", "text"], ["1", "Battle of Lünd", WIKITEXT], ["2", "Town", TOWN]]
    )
    return out.getvalue().encode()


def saved(body: bytes, way: str) -> bytes:
    head = b'From: <Saved by Blink>\nSnapshot-Content-Location: https://en.wikipedia.org/wiki/Battle\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--B"\n\n'
    other = b"----B\nContent-Type: text/css\n\nbody {}\n"
    return (
        head + other + b"----B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: " + way.encode() + b"\n\n" + body + b"\n----B--\n"
    )


def revision(**content: Any) -> dict[str, Any]:
    return {"title": "Battle of Lünd", "pageid": 7, "revisions": [{"revid": 11, "timestamp": "2026-01-01T00:00:00Z", **content}]}


PAGE = f"<html><head><title>Battle of Lünd - Wikipedia</title></head><body>{HTML}</body></html>".encode()
ENTERPRISE = {
    "name": "Battle of Lünd", "url": "https://en.wikipedia.org/wiki/Battle_of_L%C3%BCnd", "version": {"identifier": 11}, "date_modified": "2026-01-01T00:00:00Z",
    "in_language": {"identifier": "en"}, "main_entity": {"identifier": "Q5"}, "article_body": {"html": HTML, "wikitext": WIKITEXT},
}  # fmt: skip
DOCS = "".join(
    f'<doc id="{i}" url="https://en.wikipedia.org/wiki?curid={i}" title="Battle of {n}">\nBattle of {n}\n\n{PLAIN.replace("Lünd", n)}\n</doc>\n'
    for i, n in enumerate(("Lünd", "Elm"), 1)
)
FULL = {("start", "1701-05-04"), ("belligerent", "Varn"), ("belligerent", "Esk"), ("losses", "120 killed")}
LEAD = {("start", "1701-05-04"), ("belligerent", "Varn"), ("belligerent", "Esk")}
FORMS: tuple[tuple[str, bytes, set[tuple[str, str]], int], ...] = (
    ("query-1.json", lines({"query": {"pages": {"7": revision(**{"*": WIKITEXT})}}}), FULL, 1),
    ("query-2.json", json.dumps({"query": {"pages": [revision(slots={"main": {"content": WIKITEXT}})]}}, indent=1, ensure_ascii=False).encode(), FULL, 1),
    ("query-3.json", b"\xef\xbb\xbf" + lines({"query": {"pages": [revision(slots={"main": {"*": WIKITEXT}}), {"title": "Town", "revisions": [{"*": TOWN}]}]}}), FULL, 1),
    ("parse-1.json", lines({"parse": {"title": "Battle of Lünd", "revid": 11, "wikitext": {"*": WIKITEXT}}}), FULL, 1),
    ("parse-2.json", lines({"parse": {"title": "Battle of Lünd", "revid": 11, "text": HTML}}), FULL, 1),
    ("rest.json", lines({"title": "Battle of Lünd", "latest": {"id": 11}, "source": WIKITEXT}), FULL, 1),
    ("enterprise.ndjson", lines(ENTERPRISE, {"name": "Town", "article_body": {"wikitext": TOWN}}), FULL, 1),
    ("html.ndjson", lines({**ENTERPRISE, "article_body": {"html": HTML}}), FULL, 1),
    ("rows.jsonl", lines({"title": "Battle of Lünd", "text": WIKITEXT}, {"title": "Battle of Elm", "text": WIKITEXT.replace("Lünd", "Elm")}, ascii=False), FULL, 2),
    ("rows.json", json.dumps([{"title": "Battle of Lünd", "wikitext": WIKITEXT}], indent=2).encode(), FULL, 1),
    ("packed.jsonl.gz", gzip.compress(lines({"title": "Battle of Lünd", "text": WIKITEXT})), FULL, 1),
    ("packed.jsonl.bz2", bz2.compress(lines({"title": "Battle of Lünd", "text": WIKITEXT})), FULL, 1),
    ("untitled.json", lines({"wikitext": WIKITEXT}), FULL, 1),
    ("half.json", lines({"title": "\ud800", "wikitext": WIKITEXT}), FULL, 1),
    ("hf.jsonl", lines({"id": "1", "title": "Battle of Lünd", "text": PLAIN}), LEAD, 1),
    ("AA_wiki_00", DOCS.encode(), LEAD, 2),
    ("rows.csv", table(), FULL, 1),
    ("rows.tsv", table("\t"), FULL, 1),
    ("plain.mhtml", saved(PAGE, "8bit"), FULL, 1),
    ("quoted.mhtml", saved(quopri.encodestring(PAGE), "quoted-printable"), FULL, 1),
    ("base64.mhtml", saved(base64.encodebytes(PAGE), "base64"), FULL, 1),
    ("fragment.html", HTML.encode(), FULL, 1),
    ("table.html", HTML[HTML.index("<table") : HTML.rindex("<p>")].encode(), FULL, 1),
    ("escaped.wiki", WIKITEXT.replace("'", "&#x27;").replace('"', "&quot;").replace("[[Esk]]", "[[Esk]]&lt;br /&gt;[[Rein]]").encode(), FULL | {("belligerent", "Rein")}, 1),
    ("fandom.wiki", ("{{Military Conflict|\n" + BOX + "}}\nA battle.").encode(), FULL, 1),
)  # fmt: skip


def outcomes(path: Path) -> list[kg.Outcome]:
    found = list(kg.build(path))
    assert all(isinstance(outcome, kg.Outcome) for outcome in found), found
    return [outcome for outcome in found if isinstance(outcome, kg.Outcome) and outcome.built.refused is None]


def word_of(term: object) -> str:
    assert isinstance(term, Literal)
    return term.value


def quotes(triples: tuple[Triple, ...]) -> list[tuple[int, int, str]]:
    index = GraphIndex(triples)
    found = []
    for evidence in {triple.object for triple in triples if triple.predicate == CK.term("evidence")}:
        values = {
            p: next(iter(index.all(node, OA.term(p))), None)
            for node in index.all(evidence, OA.term("hasSelector"))
            for p in ("start", "end", "exact")
            if index.all(node, OA.term(p))
        }
        found.append((int(word_of(values["start"])), int(word_of(values["end"])), word_of(values["exact"])))
    return found


@pytest.mark.parametrize(("name", "data", "facts", "articles"), FORMS, ids=[form[0] for form in FORMS])
def test_each_form_gives_its_articles_and_quotes_the_file(name: str, data: bytes, facts: set[tuple[str, str]], articles: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    built = outcomes(path)
    assert len(built) == articles
    stated = {(fact.what, fact.value) for fact in read_facts(GraphIndex(built[0].built.graph.triples))}
    assert facts <= stated
    assert all(outcome.report is not None and outcome.report.conforms for outcome in built)
    assert not {value for what, value in stated if what == "strength"}
    if name not in ("base64.mhtml", "packed.jsonl.gz", "packed.jsonl.bz2"):
        text = data.decode("utf-8-sig")
        for outcome in built:
            assert outcome.built.article.source.sha256 == sha256(data).hexdigest()
            found = quotes(outcome.built.graph.triples)
            assert [text[start:end] for start, end, _ in found] == [exact for _, _, exact in found]
            assert len(found) > 4


def test_what_a_record_tells_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_bytes(lines(ENTERPRISE))
    source = outcomes(path)[0].built.article.source
    assert (source.url, source.revision, source.timestamp, source.item) == (ENTERPRISE["url"], "11", "2026-01-01T00:00:00Z", "Q5")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.json", b'{"a": [1, 2]}', ": JSON without a record that is an article"),
        ("a.json", b'{"title": "X", "text": "abc', ":1:24: not JSON: Unterminated string starting at"),
        ("a.json", lines({"wikitext": "Words without a box."}), ":1:15: a record without a title, whose text names nothing either"),
        ("a.jsonl", lines({"title": "Battle of Esk", "text": PLAIN}) + b'{"title": \n', ":2:11: not JSON: Expecting value"),
        ("a.json", lines({"query": {"pages": {"-1": {"title": "Nowhere", "missing": ""}}}}), ": the wiki has no text of 'Nowhere'"),
        (
            "a.ndjson",
            lines({"name": "Battle of Esk", "infoboxes": [{"name": "Infobox"}]}),
            ": 'Battle of Esk' is structured contents without the columns",
        ),
        (
            "a.ndjson",
            lines({"name": "Town", "wikitext": TOWN}, {"name": "River", "wikitext": "Flows."}),
            ": read 2 records: none has an infobox of the domain",
        ),
        ("a.json", b"[" * 100_000, ":1: JSON that is nested too deeply"),
        ("a.parquet", b"PAR1\x15\x04\0", ": a Parquet file, which is not read: write its rows as lines of JSON"),
        ("a.tar", b"\0" * 257 + b"ustar\0", ": a tar archive, which is not read: unpack it"),
        ("a.pdf", b"%PDF-1.7\n", ": a PDF document, which is not read: get the page's wikitext"),
        ("a.mhtml", saved(b"", "8bit").replace(b"text/html; charset", b"text/css; charset"), ": a saved page (MHTML) without a part that is HTML"),
        ("AA", b'<doc id="1" url="u" title="Battle of Esk">\nBattle of Esk\n\nIt was', ":1: the article 'Battle of Esk' has no </doc>"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    errors = [str(found) for found in kg.build(path) if isinstance(found, kg.ReadError)]
    assert [error.startswith(f"{path}{says}") for error in errors] == [True], errors


def test_a_binary_file_of_a_folder_is_named_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1\x15\x04\0")
    found = [step for step in kg.build(tmp_path) if isinstance(step, NoArticleError)]
    assert str(found[0]).startswith(f"{tmp_path / 'a.parquet'}: a Parquet file")


BOXES = (
    ("{{Infobox pirate crew\n| name = Grey Gulls\n| captain = Ada Storm\n}}\nThe '''Grey Gulls''' were pirates.", "unknown-infobox", "'Infobox pirate crew'", True),
    ("{{Infobox Konflikt\n| name = X\n| Datum = 4. Mai\n}}\nThe '''Battle of Esk''' was fought on 4 May 1701.", "unknown-infobox", "'Infobox Konflikt'", False),
    ("{{Fen War infobox\n| conflict = Fen War\n}}", "infobox-elsewhere", "'Template:Fen War infobox'", True),
    ("{{Fen War infobox}}\nThe '''Fen War''' was fought on 4 May 1701 between Varn and Esk.", "infobox-elsewhere", "'Template:Fen War infobox'", False),
)  # fmt: skip


@pytest.mark.parametrize(("wikitext", "code", "names", "refused"), BOXES)
def test_an_infobox_that_is_not_read_is_an_issue_that_names_it(wikitext: str, code: str, names: str, refused: bool, tmp_path: Path) -> None:
    path = tmp_path / "Battle of Esk.wiki" if not refused else tmp_path / "x.wiki"
    path.write_text(wikitext, encoding="utf-8")
    (outcome,) = kg.build(path)
    assert isinstance(outcome, kg.Outcome)
    assert [issue.message for issue in outcome.built.issues if issue.code == code and names in issue.message] != []
    assert (outcome.built.refused is not None) is refused
    assert outcome.built.ledger.used == 0
    assert (outcome.built.ledger.unread > 0) is (code == "unknown-infobox")


def test_a_second_infobox_of_another_kind_is_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "x.wiki"
    path.write_text(WIKITEXT.replace("The '''", "{{Infobox settlement\n| name = Lünd\n| population = 9\n}}\nThe '''"), encoding="utf-8")
    (outcome,) = kg.build(path)
    assert isinstance(outcome, kg.Outcome)
    assert [issue.code for issue in outcome.built.issues if issue.code == "unknown-infobox"] == []
