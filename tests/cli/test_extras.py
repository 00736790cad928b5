"""Every command works, or says in one line what to install, whatever extras are missing: simulated, and in a real environment (marked fresh)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from kg.cli.io.extras import EXTRA_OF, describe_missing

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("without.py")
LABELS = "label\tqid\tkind\nJund al-Aqsa\tQ1\tgroup\n"
LINKED = """\
<https://w3id.org/conflict-kg/group/Jund_al-Aqsa> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/conflict-kg/ontology#Group> .
<https://w3id.org/conflict-kg/group/Jund_al-Aqsa> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q1> .
"""
# What is run, with the exit code where everything is installed; each command is there.
RUNS: dict[str, tuple[list[str], int]] = {
    "build": (["build", "--sample", "-o", "graph.nq", "--report", "report.html"], 0),
    "build a ZIM archive": (["build", "page.zim", "-o", "other.nq"], 3),
    "validate": (["validate", "graph.nq"], 0),
    "facts": (["facts", "graph.nq"], 0),
    "convert": (["convert", "graph.nq", "-o", "compact.ttl", "--profile", "compact"], 0),
    "table": (["table", "figures", "graph.nq", "-o", "figures.csv"], 0),
    "table as Parquet": (["table", "figures", "graph.nq", "-o", "figures.parquet"], 0),
    "cite": (["cite", "graph.nq"], 0),
    "explain": (["explain", "graph.nq", "Jund al-Aqsa"], 0),
    "diff": (["diff", "graph.nq", "compact.ttl"], 0),
    "diff into a folder": (["diff", "graph.nq", "one-link.nt", "-o", "changes/"], 0),
    "merge": (["merge", "graph.nq", "--redirects", "redirects.tsv", "-o", "merged.nq"], 0),
    "merge --undo": (["merge", "graph.nq", "--undo", "-o", "undone.nq"], 0),
    "build with redirects": (["build", "--sample", "--redirects", "redirects.tsv", "-o", "built.nq"], 0),
    "bulk": (["bulk", "nowhere.xml.bz2", "-o", "conflicts"], 3),
    "update": (["update", "nowhere", "nowhere.xml.bz2"], 3),
    "load": (["load", "graph.nq", "--store", "store"], 0),
    "query": (["query", "commanders", "graph.nq"], 0),
    "query a store": (["query", "changed-sides", "--store", "store"], 0),
    "query --list": (["query", "--list"], 0),
    "serve": (["serve", "graph.nq", "--host", "256.0.0.1"], 3),
    "serve --help": (["serve", "--help"], 0),
    "index": (["index", "labels.tsv", "-o", "wikidata.idx"], 0),
    "link": (["link", "graph.nq", "--index", "wikidata.idx", "-o", "linked.nq", "--decisions", "links.sssom.tsv"], 0),
    "review": (["review", "reviewed.sssom.tsv"], 3),
    "items": (["items", "one-link.nt"], 0),
    "compare": (["compare", "one-link.nt", "--wikidata", "items.json"], 0),
    "give-back": (["give-back", "one-link.nt", "--wikidata", "items.json"], 0),
    "publish": (["publish", "--sample", "-o", "release", "--no-site", "-j", "1"], 0),
    "verify": (["verify", "nowhere"], 3),
    "completion": (["completion", "bash"], 0),
}
SERVE = {"serve": "kg serve needs the extra serve: pip install 'conflict-kg[serve]'"}
LINK = {"link": "kg link needs the extra link: pip install 'conflict-kg[link]'"}
ZIM = {"build a ZIM archive": "reading ZIM archives needs libzim: pip install 'conflict-kg[zim]'"}
PARQUET = {"table as Parquet": "kg table needs the extra parquet: pip install 'conflict-kg[parquet]'"}
PUBLISH = {"publish": "kg publish needs the extra publish: pip install 'conflict-kg[publish]'"}
STORE = {
    "serve": "kg serve needs pyoxigraph: pip install pyoxigraph",
    **{name: f"kg {name.partition(' ')[0]} needs pyoxigraph: pip install pyoxigraph" for name in ("load", "query", "query a store", "publish")},
}
NOTHING: dict[str, str] = {}


def make_inputs(folder: Path) -> None:
    (folder / "labels.tsv").write_text(LABELS)
    (folder / "redirects.tsv").write_text("from\tto\nIdlib clashes (2017)\tIdlib clashes\n")
    (folder / "page.zim").write_bytes(b"ZIM\x04")
    (folder / "one-link.nt").write_text(LINKED)
    (folder / "items.json").write_text('[\n{"type": "item", "id": "Q1", "claims": {}}\n]\n')


def run_all(python: str | Path, hidden: str, folder: Path, environment: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Run all commands in one process; the exit code and the last line of each."""
    given = json.dumps([arguments for arguments, _ in RUNS.values()])
    done = subprocess.run(
        [str(python), str(SCRIPT), hidden], input=given, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    told = dict(zip(RUNS, json.loads(done.stdout), strict=True))
    assert {name: (escaped, said) for name, (_, said, escaped) in told.items() if escaped or "Traceback" in said} == {}
    return {name: (code, said.strip().rpartition("\n")[2]) for name, (code, said, _) in told.items()}


def check(told: dict[str, tuple[int, str]], missing: dict[str, str]) -> None:
    codes = {name: 2 if name in missing and name != "build a ZIM archive" else code for name, (_, code) in RUNS.items()}
    assert {name: code for name, (code, _) in told.items()} == codes, told
    for name, message in missing.items():
        assert told[name][1] in (f"error: {message}", f"error: page.zim: {message}")


def test_every_command_is_run() -> None:
    assert {arguments[0] for arguments, _ in RUNS.values()} == set(COMMANDS)


@pytest.mark.parametrize(
    ("hidden", "missing"),
    [
        ("starlette", SERVE),
        ("uvicorn", SERVE),
        ("rapidfuzz", LINK),
        ("libzim", ZIM),
        ("shacl", NOTHING),
        ("pyoxigraph", STORE),
        ("pandas,polars,matplotlib", NOTHING),
        ("pyarrow", PARQUET | PUBLISH),
        ("starlette,uvicorn,rapidfuzz,libzim,pandas,polars,matplotlib,pyarrow", SERVE | LINK | ZIM | PARQUET | PUBLISH),
    ],
)
def test_a_missing_library_is_one_line(hidden: str, missing: dict[str, str], tmp_path: Path) -> None:
    for library in ("starlette", "rapidfuzz", "libzim"):
        pytest.importorskip(library, reason="what is not hidden must be installed")
    make_inputs(tmp_path)
    if hidden == "pyoxigraph":
        (tmp_path / "store").mkdir()  # kg load cannot make it.
    if find_spec("pyarrow") is None:
        missing = missing | PARQUET | (PUBLISH if hidden != "pyoxigraph" else NOTHING)
    check(run_all(sys.executable, hidden, tmp_path, {**os.environ, "PYTHONPATH": str(ROOT)}), missing)


def test_a_module_of_nobody_is_a_defect() -> None:
    assert describe_missing("build", ModuleNotFoundError("No module named 'nothing'", name="nothing")) is None
    assert describe_missing("build", ModuleNotFoundError("no name")) is None
    assert describe_missing("build", ModuleNotFoundError(name="libzim.reader")) == "kg build needs the extra zim: pip install 'conflict-kg[zim]'"


def test_the_extras_are_those_of_the_package() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for library, extra in EXTRA_OF.items():
        wanted = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
        assert any(requirement.startswith(library) for requirement in wanted), library


@pytest.mark.slow
@pytest.mark.fresh
def test_fresh_environments(tmp_path: Path) -> None:
    """A plain installation says what is missing; with the extras that it names, everything works."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS")}
    venv.create(tmp_path / "venv", with_pip=True)
    python, folder = tmp_path / "venv" / "bin" / "python", tmp_path / "work"
    folder.mkdir()
    make_inputs(folder)
    for extras, missing in (("", SERVE | LINK | ZIM | PARQUET | PUBLISH), ("[serve,link,zim,parquet]", NOTHING)):
        wanted = ["install", "-q", "-c", ROOT / "constraints.txt", f"{ROOT}{extras}"]
        subprocess.run([python, "-m", "pip", *wanted], check=True, cwd=folder, env=environment, timeout=600, capture_output=True)
        check(run_all(python, "", folder, environment), missing)


@pytest.mark.slow
@pytest.mark.fresh
def test_the_lowest_versions_that_are_allowed_work(tmp_path: Path) -> None:
    """Every command, with each library as old as pyproject.toml allows."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ("serve", "link", "zim", "parquet")
    wanted = [*project["dependencies"], *(each for extra in extras for each in project["optional-dependencies"][extra])]
    (tmp_path / "lowest.txt").write_text("".join(f"{each.replace('>=', '==')}\n" for each in wanted), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "PIP_CONSTRAINT")}
    venv.create(tmp_path / "venv", with_pip=True)
    python, folder = tmp_path / "venv" / "bin" / "python", tmp_path / "work"
    folder.mkdir()
    make_inputs(folder)
    install = ["install", "-q", "-c", tmp_path / "lowest.txt", f"{ROOT}[{','.join(extras)}]"]
    subprocess.run([python, "-m", "pip", *install], check=True, cwd=folder, env=environment, timeout=600, capture_output=True)
    check(run_all(python, "", folder, environment), NOTHING)
