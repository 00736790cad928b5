"""Inputs find their reader, bad ones do not stop the others, and a third party's reader is found: the recipe of docs/plugins.md."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.model.article import Article
from kg.read import registry
from kg.read.error import DefectError, ReadError
from kg.read.input.source import Input
from kg.read.reader import ReadOptions
from kg.read.registry import find_reader, open_articles, plugged_in

ROOT = Path(__file__).resolve().parents[2]
RECIPE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
HTML = (Path(__file__).resolve().parents[1] / "data" / "html" / "kiwix.html").read_bytes()
TEXT = b"Battle of Esk\n\nThe Battle of Esk was fought on 4 May 1701.\n\nBattle of Esk\nDate4 May 1701\nLocationEsk\nResult Varnish victory\n"
WIKITEXT = b"{{Infobox military conflict\n| conflict = Battle of Loft\n| date = 4 May 1701\n}}\n'''Loft'''.\n"
XML = (
    b'<mediawiki xml:lang="en"><page><title>Battle of Rein</title><ns>0</ns><id>1</id><revision><id>2</id><timestamp>2026-01-01T00:00:00Z</timestamp>'
    b"<text>{{Infobox military conflict\n| conflict = Battle of Rein\n| date = 1701\n}}</text></revision></page></mediawiki>"
)
# Hardly packs, and is more than what is looked at of standard input.
NOISE = "\n".join(random.Random(number).randbytes(40).hex() for number in range(16_000))
BATTLE = b'{"battle": "Battle of Hollenfurt", "fought": "4 May 1701", "sides": ["Duchy of Varn", "Kingdom of Esk"]}'


def summary(found: Article | ReadError) -> str:
    return str(found) if isinstance(found, ReadError) else found.source.title


def recipe(file: str) -> str:
    match = re.search(rf"<!-- file: {re.escape(file)} -->\n```\w+\n(.*?)```", RECIPE, re.DOTALL)
    assert match, f"docs/plugins.md has no {file}"
    return match[1]


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe's module, announced as its pyproject.toml says."""
    import tomllib
    from importlib import metadata

    module = ModuleType("battle_json")
    exec(compile(recipe("battle_json.py"), "battle_json.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "battle_json", module)
    announced = tomllib.loads(recipe("pyproject.toml"))["project"]["entry-points"]
    points = EntryPoints(EntryPoint(name, value, group) for group, entries in announced.items() for name, value in entries.items())
    monkeypatch.setattr(metadata, "entry_points", lambda **wanted: points.select(**wanted))


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.html", HTML, "html"),
        ("a.txt", b"<!DOCTYPE html><html>", "html"),
        ("-", b"\xef\xbb\xbf \n<!-- saved --><html lang=en>", "html"),
        ("a", b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        ("a.xml", XML, "dump"),
        ("a", b'<?xml version="1.0"?>\n<mediawiki xmlns="x">', "dump"),
        ("page", b"  <page>\n<title>", "dump"),
        ("a.bin", b"BZh91AY&SY", "dump"),
        ("a.xml.gz", b"\x1f\x8b\x08", "dump"),
        ("dump.xml.bz2", b"damaged", "dump"),
        ("a.wiki", b"Some words", "wikitext"),
        ("a", WIKITEXT, "wikitext"),
        ("a.txt", TEXT, "text"),
        ("a.txt", WIKITEXT, "text"),
        ("a", TEXT, "text"),
        ("a.dat", b"", "text"),
        ("a.zim", b"ZIM\x04\0\0", "zim"),
        ("damaged.zim", b"none", "zim"),
    ],
)
def test_the_reader_of_an_input(name: str, head: bytes, form: str) -> None:
    reader = find_reader(Input.from_bytes(head, name))
    assert reader is not None
    assert reader.name == form


def test_what_is_read_by_none() -> None:
    with pytest.raises(ReadError, match=r"^a\.bin: binary data of a form that no reader knows$"):
        find_reader(Input.from_bytes(b"\x89XYZ\r\n\0\0", "a.bin"))
    assert find_reader(Input.from_bytes(b"key: value\n", "a.yaml"), alone=False) is None
    with pytest.raises(ReadError, match=r"^no reader for the form 'fax'; there are dump, extract, html, json, mhtml, table, text, wikitext, zim$"):
        find_reader(Input.from_bytes(b"", "a"), "fax")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", HTML, "Battle of Hollenfurt"),
        ("a.txt", TEXT, "Battle of Esk"),
        ("a.wiki", WIKITEXT, "Battle of Loft"),
        ("a.xml", XML, "Battle of Rein"),
        ("a.html", b"", "{file}:1:1: no article in this page: it is empty"),
        ("a.txt", b"", "{file}: empty: no text in it"),
        ("a.bin", b"\0\1", "{file}: binary data of a form that no reader knows"),
        ("a.zim", b"ZIM\x04", "{file}: not a ZIM archive, or a damaged one"),
    ],
)
def test_files(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    if name.endswith(".zim"):
        pytest.importorskip("libzim", reason="libzim, the extra 'zim', is not installed")
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = open_articles([str(path)])
    assert summary(found).startswith(expected.format(file=path))


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_bytes(TEXT)
    bad.write_bytes(b"\xff\xff")
    missing = tmp_path / "missing.txt"
    found = [summary(article) for article in open_articles([str(bad), str(missing), "https://example.org/x", str(good)])]
    assert found == [
        f"{bad}:1:1: not UTF-8: byte 0xff at offset 0 (invalid start byte)",
        f"{missing}: cannot be read: No such file or directory",
        "https://example.org/x: not the address of a wiki's page (…/wiki/TITLE)",
        "Battle of Esk",
    ]


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    for name, data in {
        "b/one.txt": TEXT,
        "a.html": HTML,
        "c.wiki": WIKITEXT,
        ".hidden.txt": TEXT,
        ".git/x.txt": TEXT,
        "a_files/banner.html": HTML,
        "notes.yaml": b"key: value\n",
        "map.png": b"\x89PNG\0",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    unknown = "of no form that is known, so it was not read (--form NAME reads it as one)"
    assert [summary(found) for found in open_articles([str(tmp_path)])] == [
        "Battle of Hollenfurt", "Battle of Esk", "Battle of Loft", f"{tmp_path / 'map.png'}: {unknown}", f"{tmp_path / 'notes.yaml'}: {unknown}",
    ]  # fmt: skip


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    assert [summary(found) for found in open_articles([str(tmp_path)])] == [f"{tmp_path}: no article in this folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    assert [summary(found) for found in open_articles([str(path)])] == [f"{path}: cannot be read: Permission denied"]


@pytest.mark.parametrize(("data", "title"), [(TEXT, "Battle of Esk"), (HTML, "Battle of Hollenfurt"), (XML, "Battle of Rein")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, title: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [summary(found) for found in open_articles(["-"])] == [title]
    assert not sys.stdin.closed


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (TEXT, "Battle of Esk"),
        (HTML, "Battle of Hollenfurt"),
        (WIKITEXT, "Battle of Loft"),
        (XML, "Battle of Rein"),
        (XML.replace(b"</text>", NOISE.encode() + b"</text>"), "Battle of Rein"),
        (TEXT + b"\n" + NOISE.encode(), "Battle of Esk"),
    ],
    ids=["text", "html", "wikitext", "export", "large export", "large text"],
)
def test_packed_standard_input_is_what_it_holds(monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes], data: bytes, found: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(data))))
    assert [summary(article) for article in open_articles(["-"])] == [found]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_what_is_packed_twice_is_unpacked_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    """There are files that unpack to themselves, without end."""
    (tmp_path / "a.txt.gz").write_bytes(pack(pack(TEXT)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(pack(TEXT)))))
    found = [*open_articles(["-"]), *open_articles([str(tmp_path / "a.txt.gz")])]
    assert [(type(each), isinstance(each, DefectError)) for each in found] == [(ReadError, False)] * 2


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
@pytest.mark.parametrize("kept", [12, 60])
def test_packed_standard_input_that_is_damaged_is_an_error(monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes], kept: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(TEXT)[:kept])))
    (error,) = open_articles(["-"])
    assert isinstance(error, ReadError)
    assert not isinstance(error, DefectError)
    assert error.file == "-"


def test_an_archive_cannot_come_from_a_pipe() -> None:
    (zim,) = (reader for reader in registry.BUILT_IN if reader.name == "zim")
    with pytest.raises(ReadError, match=r"^-: a ZIM archive cannot be read from a pipe: name its file$"):
        list(zim.read(Input.from_bytes(b"ZIM\x04", "-"), ReadOptions()))


def test_options_reach_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(WIKITEXT)
    options = ReadOptions(title="Loft", url="https://en.example.org/wiki/Loft", revision="7", retrieved="2026-01-01", language="de", form="text")
    (article,) = open_articles([str(path)], options)
    assert isinstance(article, Article)
    source = article.source
    assert (source.form, source.title, source.url, source.revision, source.language) == (
        "text",
        "Loft",
        "https://en.example.org/wiki/Loft",
        "7",
        "de",
    )


@pytest.mark.usefixtures("plug_in")
def test_the_recipe_reads_its_battle(tmp_path: Path) -> None:
    path = tmp_path / "hollenfurt.battle.json"
    path.write_bytes(BATTLE)
    (article,) = open_articles([str(path)])
    assert isinstance(article, Article)
    rows = [(row.field, [(cell.column, [line.text.shown for line in cell.lines]) for cell in row.cells]) for row in article.boxes[0].rows]
    assert rows == [("date", [(0, ["4 May 1701"])]), ("belligerents", [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk"])])]
    assert [article.source.text[slice(*row.cells[-1].lines[0].text.span())] for row in article.boxes[0].rows] == ["4 May 1701", "Kingdom of Esk"]


@pytest.mark.usefixtures("plug_in")
@pytest.mark.parametrize(
    ("name", "data", "options", "expected"),
    [
        ("x", BATTLE, ReadOptions(), "Battle of Hollenfurt"),
        ("x.battle.json", b"{}", ReadOptions(), "{file}: not a battle in JSON: KeyError('battle')"),
        ("x.txt", BATTLE, ReadOptions(form="battle-json"), "Battle of Hollenfurt"),
    ],
)
def test_a_plug_in_is_found(tmp_path: Path, name: str, data: bytes, options: ReadOptions, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert [summary(found) for found in open_articles([str(path)], options)] == [expected.format(file=path)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_module:READER", r"the reader 'x' \(no_such_module:READER\) cannot be loaded: No module named 'no_such_module'"),
        ("os:path", r"the reader 'x' \(os:path\) is a module, not a kg\.read\.reader\.Reader"),
    ],
)
def test_a_plug_in_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, value: str, message: str) -> None:
    from importlib import metadata

    points = EntryPoints([EntryPoint("x", value, registry.GROUP)])

    def select(**wanted: Any) -> EntryPoints:
        return points.select(**wanted)

    monkeypatch.setattr(metadata, "entry_points", select)
    with pytest.raises(ReadError, match=message):
        plugged_in()


def test_plug_ins_are_not_looked_for_while_our_own_readers_know_the_input(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    count = f"print(len(list(open_articles([{str(path)!r}]))), 'importlib.metadata' in sys.modules)"
    code = f"import sys; from kg.read.registry import open_articles; {count}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["1", "False"]
