"""Graph files that would take gigabytes are refused before they are loaded, with their place."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.store.embedded import load_files

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/"><rdf:Description rdf:about="http://a/x"><a:p>%s</a:p></rdf:Description></rdf:RDF>'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "entities": (
        "x.rdf",
        f'<?xml version="1.0"?>\n<!-- - --><!DOCTYPE r [<!ENTITY e0 "a">{ENTITIES}]>{RDF % "&e9;"}'.encode(),
        ":2:11: a document type",
    ),
    "entities, packed": (
        "x.rdf.gz",
        gzip.compress(f"<!doctype r [<!ENTITY e0 'a'>{ENTITIES}]>{RDF % '&e9;'}".encode(), mtime=0),
        ":1:1: a document type",
    ),
    "a document type within the root": (
        "x.rdf",
        RDF.replace("><", "><!DOCTYPE r [<!ENTITY a 'lol'>]>\n<", 1).replace("%s", "&a;").encode(),
        ":1:86: a document type",
    ),
    "an entity far behind": ("x.rdf", b"<!--" + b"x\n" * (1 << 20) + b"--><!ENTITY a 'lol'>", ":1048577:4: a document type"),
    "no gzip": ("x.nq.gz", b"<a:a> <a:b> <a:c> .\n", ": it does not begin as gzip does"),
    "nothing": ("x.nq.gz", b"", ": it does not begin as gzip does"),
    "a bomb": ("x.nq.gz", gzip.compress(b" " * 40_000_000, mtime=0), ": it unpacks to more than 100 times its size"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["load", "query", "serve"])
def test_it_is_refused(command: str, name: str, tmp_path: Path) -> None:
    file, data, message = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(data)
    arguments = {"load": ["load", path, "--store", tmp_path / "store"], "query": ["query", "commanders", path], "serve": ["serve", path]}[command]
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 3, result.output
    assert f"{path}{message}" in result.stderr
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("head", ["", '<?xml version="1.0"?>\n', "<!-- a - b -->\n<?x y?z?> ", "\ufeff"])
def test_an_honest_file_is_loaded(head: str, tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    path.write_text(head + RDF % "a", encoding="utf-8")
    assert len(load_files([str(path)]).graph) == 1
