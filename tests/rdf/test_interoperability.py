"""Graphs as other software takes them (benchmarks/conformance.py does the same for any articles)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.cli.io.reading import sample_path

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
READERS = ("rdflib", "pyoxigraph", "PyLD", "rapper", "serdi", "jsonld.js")


@pytest.fixture(scope="module")
def conformance() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance", ROOT / "benchmarks" / "conformance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(conformance: ModuleType, hollenfurt: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    articles: dict[str, dict[str, Path]] = conformance.build([str(hollenfurt), sample_path()], tmp_path_factory.mktemp("graphs"))
    return articles


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_reads_the_same_number_of_triples(reader: str, conformance: ModuleType, built: dict[str, dict[str, Path]]) -> None:
    """jsonld.js is looked for in the folder that KG_JSONLD_JS names (``npm install jsonld`` there)."""
    folder = os.environ.get("KG_JSONLD_JS")
    readers = conformance.find_readers(Path(folder) if folder else None)
    if reader not in readers:
        pytest.skip(f"{reader} is not installed" + (" (or KG_JSONLD_JS does not name its folder)" if reader == "jsonld.js" else ""))
    read, syntaxes = readers[reader]
    for files in built.values():
        lines = set(files["nt"].read_text(encoding="utf-8").splitlines())
        assert {syntax: read(files[syntax]) for syntax in syntaxes} == dict.fromkeys(syntaxes, len(lines))


def test_one_canonical_hash_in_every_syntax(conformance: ModuleType, built: dict[str, dict[str, Path]]) -> None:
    from kg.rdf.canonical import canonical_hash
    from kg.rdf.reading import read_graph

    for files in built.values():
        hashes = {conformance.canonical_hash(path) for path in files.values()} | {canonical_hash(read_graph(path)) for path in files.values()}
        assert len(hashes) == 1


def test_the_stock_command_of_pyshacl_says_that_they_conform(conformance: ModuleType, built: dict[str, dict[str, Path]]) -> None:
    assert {name: conformance.judge(files["ttl"]) for name, files in built.items()} == dict.fromkeys(built, True)


def test_eight_runs_give_the_same_bytes(hollenfurt: Path, tmp_path: Path) -> None:
    """Whatever the hash seed, locale, time zone, folder and way to name the input."""
    locales, zones = ("C", "C.UTF-8", "tr_TR.UTF-8", "POSIX"), ("UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "")
    outputs = set()
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": str(number * 7919), "PYTHONPATH": str(ROOT)}
        environment |= {"LC_ALL": locales[number % 4], "LANG": locales[number % 3], "TZ": zones[number % 5], "COLUMNS": str(40 + number)}
        article = os.path.relpath(hollenfurt, folder) if number % 2 else str(hollenfurt)
        command = [sys.executable, "-m", "kg", "build", article, "-o", "out/", "-q"]
        subprocess.run(command, env=environment, cwd=folder, check=True)
        outputs.add(tuple((path.name, path.read_bytes()) for path in sorted((folder / "out").iterdir())))
    assert [name for name, _ in outputs.pop()] == ["Siege_of_Hollenfurt.jsonld", "Siege_of_Hollenfurt.ttl"]
    assert not outputs
