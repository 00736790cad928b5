"""Damaged sources, indexes, tables of decisions and caches: each is a message with the file, the line where there is one, and exit code 3."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from link.test_index import DUMP, ENTITIES, LABELS, PAGE, TITLES
from link_graphs import run, write_inputs
from processes import finish, running, wait_until
from processes import run as run_program

from kg.link.service import AnswerCache, CacheError, Service

BRACKETS = 100_000
HUGE = "9" * 5_000
LONG = "Q" + "9" * 19


def changed(*path: Any, value: Any) -> str:
    """A dump whose first entity has another value somewhere."""
    entity = json.loads(json.dumps(ENTITIES[0]))
    holder = entity
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return f"[\n{json.dumps(entity)}\n]\n"


def without(name: str) -> str:
    return f"[\n{json.dumps({key: value for key, value in ENTITIES[0].items() if key != name})}\n]\n"


NO_ENTITY = "line 2 is no entity of Wikidata: "
SOURCES: dict[str, tuple[str | bytes, str]] = {
    "table: not UTF-8": (TITLES.encode().replace(b"Varn (film)", b"V\xe4rn"), "line 4: not UTF-8: byte 0xE4"),
    "table: not UTF-8 at its head": (b"t\xe4tle\tqid\n", "line 1: not UTF-8: byte 0xE4"),
    "table: a short row": (TITLES + "Short\n", "line 5: not an item of Wikidata: None"),
    "table: more than 64 bits": (TITLES + f"Long\t{LONG}\n", f"line 5: not an item of Wikidata: '{LONG}'"),
    "table: no ASCII digits": (TITLES + "Arabic\tQ\u0661\n", "line 5: not an item of Wikidata: 'Q\u0661'"),
    "table: a huge number": (TITLES + f"Long\tQ{HUGE}\n", "line 5: not an item of Wikidata: 'Q999"),
    "table: a huge cell": (TITLES + "a" * 200_000 + "\tQ5\n", "line 5: field larger than field limit"),
    "table: a line within a line": (TITLES + "a\rb\tQ5\n", "line 5: "),
    "sql: more than 64 bits": (PAGE + f"INSERT INTO `page` VALUES ({LONG[1:]},0,'X');\n", "line 10: a number of more than 64 bits: 9999"),
    "sql: a huge number": (PAGE + f"INSERT INTO `page` VALUES ({HUGE},0,'X');\n", "line 10: "),
    "sql: no number": (PAGE + "INSERT INTO `page` VALUES (one,0,'X');\n", "line 10: "),
    "sql: too few values": (PAGE + "INSERT INTO `page` VALUES (1);\n", "line 10: 'page_namespace' is missing"),
    "sql: another table": (PAGE + "INSERT INTO `user` VALUES (1);\n", "line 10: a dump of user"),
    "dump: no id": (without("id"), NO_ENTITY + "'id' is missing"),
    "dump: an id that is none": (changed("id", value="X1"), NO_ENTITY + "not an item of Wikidata: 'X1'"),
    "dump: an id of more than 64 bits": (changed("id", value=LONG), NO_ENTITY + f"not an item of Wikidata: '{LONG}'"),
    "dump: a number for an id": (changed("id", value=11), NO_ENTITY + "not an item of Wikidata: 11"),
    "dump: no object": ('[\n["enwiki"]\n]\n', NO_ENTITY + "a value is of another kind"),
    "dump: brackets": ('[\n{"enwiki":' + "[" * BRACKETS + "\n", "line 2 is no JSON: nested too deeply"),
    "dump: objects": ("[\n" + '{"enwiki":' * BRACKETS + "\n", "line 2 is no JSON: nested too deeply"),
    "dump: a huge number": ('[\n{"enwiki": ' + HUGE + "}\n", "line 2 is no JSON: "),
    "dump: not UTF-8": (b'[\n{"enwiki": "\xff"}\n', "line 2 is no JSON: "),
    "dump: labels": (changed("labels", value=["Hollen"]), NO_ENTITY),
    "dump: a label": (changed("labels", "en", "value", value=5), NO_ENTITY + "a value is of another kind"),
    "dump: half of a character": (changed("labels", "en", "value", value="Hollen \ud800"), "line 2: half of a character"),
    "dump: aliases": (changed("aliases", "en", value=5), NO_ENTITY),
    "dump: claims": (changed("claims", value=["P31"]), NO_ENTITY),
    "dump: statements": (changed("claims", "P31", value=5), NO_ENTITY),
    "dump: a statement": (changed("claims", "P31", value=["Q5"]), NO_ENTITY),
    "dump: a value": (changed("claims", "P31", 0, "mainsnak", "datavalue", value="Q5"), NO_ENTITY),
    "dump: an item": (changed("claims", "P31", 0, "mainsnak", "datavalue", "value", "id", value="Qx"), NO_ENTITY + "not an item"),
    "dump: a year of more than 64 bits": (
        changed("claims", "P580", 0, "mainsnak", "datavalue", "value", "time", value=f"+{LONG[1:]}-01-01T00:00:00Z"),
        NO_ENTITY + "a number of more than 64 bits",
    ),
    "dump: a precision": (changed("claims", "P580", 0, "mainsnak", "datavalue", "value", "precision", value="day"), NO_ENTITY),
    "dump: a title": (changed("sitelinks", "enwiki", "title", value=5), NO_ENTITY),
    "dump: sitelinks": (changed("sitelinks", value="enwiki"), NO_ENTITY),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_damaged_source_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    data, words = SOURCES[name]
    path, index = tmp_path / "source", tmp_path / "x.idx"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    result = run("index", str(path), "-o", str(index))
    assert result.exit_code == 3, result.exception
    assert result.stderr.startswith(f"error: {path}: {words}")
    assert [each.name for each in tmp_path.iterdir()] == ["source"]


@pytest.mark.parametrize("name", ["dump.json.gz", "dump.json.bz2", "labels.tsv.gz"])
@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: data[:40] + b"\xff" * 40 + data[80:], lambda data: b"x" + data[1:]]
)
def test_a_damaged_packed_source_is_named(name: str, damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    import bz2

    path, text = tmp_path / name, (DUMP if "dump" in name else LABELS * 20).encode()
    path.write_bytes(damage(gzip.compress(text) if name.endswith("gz") else bz2.compress(text)))
    result = run("index", str(path), "-o", str(tmp_path / "x.idx"))
    assert (result.exit_code, result.stderr.startswith(f"error: {path}: ")) == (3, True), (result.exception, result.stderr)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_an_index_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.tsv").write_text(LABELS)
    result = run("index", str(tmp_path / "labels.tsv"), "-o", str(tmp_path / "no" / "x.idx"))
    assert (result.exit_code, result.stderr) == (3, f"error: {tmp_path / 'no' / 'x.idx'}: cannot be written: No such file or directory\n")


def change_index(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


INDEX = {
    "meta": ("DROP TABLE meta",),
    "the format": ("UPDATE meta SET value = 'x' WHERE key = 'format'",),
    "counts": ("UPDATE meta SET value = 'many' WHERE key = 'item'",),
    "no counts": ("DELETE FROM meta WHERE key = 'title'",),
    "titles": ("DROP TABLE title",),
    "a title": ("UPDATE title SET qid = 'Q11'",),
    "names": ("DROP TABLE name",),
    "a name": ("UPDATE name SET name = x'ff'",),
    "not UTF-8": ("UPDATE name SET name = CAST(x'ff41' AS TEXT)",),
    "items": ("DROP TABLE item",),
    "a label": ("UPDATE item SET label = 5.5, kinds = 'x'",),
    "kinds": ("UPDATE item SET kinds = 'x'",),
    "a year": ("UPDATE item SET start = 'x'",),
    "countries": ("UPDATE item SET countries = 'Q1'",),
}


@pytest.mark.parametrize("name", INDEX)
def test_a_damaged_index_is_named(name: str, tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    change_index(Path(index), *INDEX[name])
    result = run("link", str(graph), "--index", str(index), "-o", str(tmp_path / "linked.nq"))
    assert (result.exit_code, result.stderr.startswith(f"error: {index}: ")) == (3, True), (result.exception, result.stderr)
    assert not (tmp_path / "linked.nq").exists()


@pytest.mark.parametrize("at", [0, 100, 4_096, 8_192, 12_288])
def test_an_index_with_other_bytes_is_named(at: int, tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    data = bytearray(Path(index).read_bytes())
    data[at : at + 4_000] = b"\xff" * len(data[at : at + 4_000])
    Path(index).write_bytes(data)
    result = run("link", str(graph), "--index", str(index), "-o", str(tmp_path / "linked.nq"))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 3)
    assert result.exit_code == 0 or result.stderr.startswith(f"error: {index}: ")


HEAD = "subject_id\tpredicate_id\tobject_id\tconfidence\tmapping_justification\treviewer_label\n"
ROW = "ck_data:group/Norland\tskos:exactMatch\twikidata:Q12\t0.9\tsemapv:LexicalMatching\tAda\n"
DECISIONS: dict[str, tuple[bytes, str]] = {
    "not UTF-8": ((HEAD + ROW).encode().replace(b"Ada", b"\xc5da"), "line 2: not UTF-8"),
    "a huge cell": ((HEAD + ROW + ROW.replace("Ada", "a" * 200_000)).encode(), "line 3: field larger than field limit"),
    "after its metadata": (("#license: x\n#x: y\n" + HEAD + ROW.replace("0.9", "high")).encode(), "line 4: confidence is a decimal number"),
    "an infinite confidence": ((HEAD + ROW.replace("0.9", "inf")).encode(), "line 2: confidence is a decimal number"),
    "a justification that is no name": ((HEAD + ROW.replace("LexicalMatching", "a <b>")).encode(), "line 2: not an absolute IRI"),
    "no column": (b"subject_id\tobject\n", "no column object_id"),
}


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("command", ["link", "review"])
def test_a_damaged_table_of_decisions_is_named_with_its_line(command: str, name: str, tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    table, (data, words) = tmp_path / "links.sssom.tsv", DECISIONS[name]
    table.write_bytes(data)
    arguments = [str(table)] if command == "review" else [str(graph), "--index", str(index), "-o", str(tmp_path / "x.nq"), "--decisions", str(table)]
    result = run(command, *arguments)
    assert (result.exit_code, result.stderr.startswith(f"error: {table}: {words}")) == (3, True), (result.exception, result.stderr)
    assert table.read_bytes() == data


@pytest.mark.parametrize("item", [LONG, "Q" + HUGE, "Q\u0661", "Q", "wikidata:Q-1"])
def test_a_decision_about_what_is_no_item_links_nothing(item: str, tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    table = tmp_path / "links.sssom.tsv"
    table.write_text(HEAD + ROW.replace("wikidata:Q12", item), encoding="utf-8")
    result = run("link", str(graph), "--index", str(index), "-o", str(tmp_path / "x.nq"), "--decisions", str(table))
    assert result.exit_code == 0, result.exception
    assert "sameAs" not in (tmp_path / "x.nq").read_text(encoding="utf-8")


STATEMENT = ("claims", "P580", 0, "mainsnak")
COMPARED: dict[str, str] = {
    "no JSON": '[\n{"id":"Q11"\n',
    "brackets": '[\n{"id":"Q11","x":' + "[" * BRACKETS + "\n",
    "labels apart, no id": '[\n{"x":{"id":"Q11"}}\n]\n',
    "claims": changed("claims", value=["P31"]),
    "a statement": changed("claims", "P580", value=["x"]),
    "a snak": changed(*STATEMENT, value="x"),
    "no value": changed(*STATEMENT, "datavalue", value=None),
    "a time": changed(*STATEMENT, "datavalue", "value", "time", value=5),
    "a long time": changed(*STATEMENT, "datavalue", "value", "time", value=f"+{HUGE}-01-01T00:00:00Z"),
    "no precision": changed(*STATEMENT, "datavalue", "value", value={"time": "+1701-05-04T00:00:00Z", "precision": None}),
    "a latitude": changed(*STATEMENT, "datavalue", "value", value={"latitude": "x", "longitude": 1}),
    "no longitude": changed(*STATEMENT, "datavalue", "value", value={"latitude": 1}),
    "infinite": changed(*STATEMENT, "datavalue", "value", value={"latitude": 1e308, "longitude": 1}),
    "an item": changed(*STATEMENT, "datavalue", "value", value={"id": LONG}),
}


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("command", ["compare", "give-back"])
def test_a_damaged_dump_to_compare_with_is_named_with_its_line(command: str, name: str, tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    linked, dump = tmp_path / "linked.nq", tmp_path / "dump.json"
    assert run("link", str(graph), "--index", str(index), "-o", str(linked)).exit_code == 0
    dump.write_text(COMPARED[name])
    result = run(command, str(linked), "--wikidata", str(dump), "-o", str(tmp_path / "out"))
    assert result.exit_code == 3, result.exception
    assert re.match(rf"error: {re.escape(str(dump))}: line 2\b", result.stderr), result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.nq", b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> \"\xff\" .\n", ":2: not UTF-8: byte 0xFF"),
        ("x.nq.gz", gzip.compress(b"<a:s> <a:p> <a:o> .\n" * 99, mtime=0)[:-20], ": damaged gzip: "),
        ("x.nq.gz", b"<a:s> <a:p> <a:o> .\n", ": damaged gzip: "),
    ],
)  # fmt: skip
def test_a_damaged_graph_to_link_is_named(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    _, index = write_inputs(tmp_path)
    (tmp_path / name).write_bytes(data)
    result = run("link", str(tmp_path / name), "--index", str(index), "-o", str(tmp_path / "linked.nq"))
    assert (result.exit_code, result.stderr.startswith(f"error: {tmp_path / name}{words}")) == (3, True), (result.exception, result.stderr)


def test_a_graph_whose_dates_are_none_is_linked(tmp_path: Path) -> None:
    name, index = write_inputs(tmp_path)
    graph = Path(name)
    text = graph.read_text(encoding="utf-8")
    graph.write_text(re.sub(r'(ck:(?:start|end) ")\d{4}', r"\g<1>2y17", text), encoding="utf-8")
    assert "2y17" in graph.read_text(encoding="utf-8")
    assert run("link", str(graph), "--index", str(index), "-o", str(tmp_path / "linked.nq")).exit_code == 0


def test_a_cache_that_is_none_is_named(tmp_path: Path) -> None:
    graph, _ = write_inputs(tmp_path)
    cache = tmp_path / "cache"
    cache.write_bytes(b"no cache of answers\n" * 99)
    result = run("link", str(graph), "--service", "http://127.0.0.1:9/", "--offline", "--cache", str(cache), "-o", str(tmp_path / "x.nq"))
    assert (result.exit_code, result.stderr.startswith(f"error: {cache}: the cache cannot be used")) == (3, True), (result.exception, result.stderr)


@pytest.mark.parametrize("body", ["no JSON", "[" * BRACKETS, "5", '["x"]'])
def test_a_damaged_answer_in_a_cache_is_named(body: str, tmp_path: Path) -> None:
    cache = AnswerCache(str(tmp_path / "cache"))
    cache.put([], "http://service.example/", "Otto Rein", "person")
    change_index(tmp_path / "cache", f"UPDATE answer SET body = '{body}'")
    with pytest.raises(CacheError, match="cache"):
        Service("http://service.example/", cache, offline=True).fetch([("Otto Rein", "person")])
    cache.close()


def test_a_second_build_of_an_index_is_told_who_builds_it(tmp_path: Path) -> None:
    pipe, index = tmp_path / "slow.tsv", tmp_path / "x.idx"
    (tmp_path / "titles.tsv").write_text(TITLES)
    os.mkfifo(pipe)
    with running("index", pipe, "-o", index) as first:
        pipe.write_text(LABELS)  # The first look at it.
        wait_until((tmp_path / "x.idx.part").exists, "the first build at work")
        code, said = run_program("index", tmp_path / "titles.tsv", "-o", index)
        assert (code, said.startswith(f"error: {index}: another process is writing it: process {first.pid} on ")) == (3, True)
        pipe.write_text(LABELS)
        code, said = finish(first)
        assert (code, said) == (0, f"{index}: 3 items, 0 titles, 4 names\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["slow.tsv", "titles.tsv", "x.idx"]


def test_a_build_of_an_index_that_is_terminated_leaves_nothing_behind(tmp_path: Path) -> None:
    pipe = tmp_path / "slow.tsv"
    os.mkfifo(pipe)
    with running("index", pipe, "-o", tmp_path / "x.idx") as process:
        pipe.write_text(LABELS)
        wait_until((tmp_path / "x.idx.part").exists, "the build at work")
        process.send_signal(signal.SIGTERM)
        assert finish(process)[0] == 128 + signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["slow.tsv"]
