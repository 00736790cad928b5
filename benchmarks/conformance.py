"""What other software makes of our graphs: verdict, hash and number of triples, for each article of the inputs.

usage: python benchmarks/conformance.py ARTICLE... [--jsonld-js FOLDER] [--jobs N]

Each article is built in every syntax by `kg build`. Then, for each of them:

- the stock `pyshacl` command (-s shapes -e ontology) must say "Conforms: True" of its Turtle;
- the canonical hash (RDFC-1.0, by pyoxigraph) of Turtle, JSON-LD, N-Quads, TriG, N-Triples and RDF/XML must be one;
- rdflib, pyoxigraph, PyLD, jsonld.js (`npm install jsonld` in FOLDER), rapper and serdi must read the same number of triples from each syntax
  that they read. What is not installed is named and left out.

Prints a line for each article in which something differs, and the sums; exits with 1 where anything does.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYNTAXES = ("ttl", "jsonld", "nq", "trig", "nt", "rdf")
SHAPES, ONTOLOGY = ROOT / "shapes" / "conflict-kg-shapes.ttl", ROOT / "ontology" / "conflict-kg.ttl"
_OXIGRAPH = {"ttl": "TURTLE", "jsonld": "JSON_LD", "nq": "N_QUADS", "trig": "TRIG", "nt": "N_TRIPLES", "rdf": "RDF_XML"}
_RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nq": "nquads", "trig": "trig", "nt": "nt", "rdf": "xml"}
_RAPPER = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}
_SERDI = {"ttl": "turtle", "nq": "nquads", "trig": "trig", "nt": "ntriples"}
_JSONLD_JS = """
const jsonld = require('jsonld');
const document = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
jsonld.toRDF(document, {format: 'application/n-quads'}).then(quads => console.log(new Set(quads.trim().split('\\n')).size));
"""

Reader = Callable[[Path], int]


def read_with_rdflib(path: Path) -> int:
    """Triples by rdflib."""
    import rdflib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its own deprecated names
        dataset = rdflib.Dataset()
        dataset.parse(data=path.read_text(encoding="utf-8"), format=_RDFLIB[path.suffix[1:]])
        return len({quad[:3] for quad in dataset.quads()})


def read_with_oxigraph(path: Path) -> int:
    """Triples by pyoxigraph."""
    import pyoxigraph

    form = getattr(pyoxigraph.RdfFormat, _OXIGRAPH[path.suffix[1:]])
    return len({quad.triple for quad in pyoxigraph.parse(path.read_bytes(), format=form, base_iri="https://example.org/")})


def read_with_pyld(path: Path) -> int:
    """Triples of JSON-LD by PyLD."""
    from pyld import jsonld

    quads = jsonld.to_rdf(json.loads(path.read_text(encoding="utf-8")), {"format": "application/n-quads"})
    return len(set(quads.strip().split("\n")))


def read_with_rapper(path: Path) -> int:
    """Triples by raptor's command."""
    done = subprocess.run(
        ["rapper", "-q", "-i", _RAPPER[path.suffix[1:]], "-o", "ntriples", str(path), "https://example.org/"], capture_output=True, check=True
    )
    return len(set(done.stdout.splitlines()))


def read_with_serdi(path: Path) -> int:
    """Triples by serd's command."""
    done = subprocess.run(["serdi", "-i", _SERDI[path.suffix[1:]], "-o", "nquads", str(path)], capture_output=True, check=True)
    return len(set(done.stdout.splitlines()))


def jsonld_js_reader(folder: Path) -> Reader:
    """Triples of JSON-LD by jsonld.js, which is installed in a folder."""

    def read(path: Path) -> int:
        done = subprocess.run(["node", "-e", _JSONLD_JS, str(path.resolve())], cwd=folder, capture_output=True, check=True)
        return int(done.stdout)

    return read


def find_readers(jsonld_js: Path | None) -> dict[str, tuple[Reader, tuple[str, ...]]]:
    """The readers that are installed, each with the syntaxes it reads."""
    readers: dict[str, tuple[Reader, tuple[str, ...]]] = {
        "rdflib": (read_with_rdflib, tuple(_RDFLIB)),
        "pyoxigraph": (read_with_oxigraph, tuple(_OXIGRAPH)),
        "PyLD": (read_with_pyld, ("jsonld",)),
    }
    if shutil.which("rapper"):
        readers["rapper"] = (read_with_rapper, tuple(_RAPPER))
    if shutil.which("serdi"):
        readers["serdi"] = (read_with_serdi, tuple(_SERDI))
    if jsonld_js and shutil.which("node"):
        readers["jsonld.js"] = (jsonld_js_reader(jsonld_js), ("jsonld",))
    return readers


def canonical_hash(path: Path) -> str:
    """The sha256 of the RDFC-1.0 form of a graph file, read and canonicalised by pyoxigraph."""
    import hashlib

    import pyoxigraph

    form = getattr(pyoxigraph.RdfFormat, _OXIGRAPH[path.suffix[1:]])
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(path.read_bytes(), format=form, base_iri="https://example.org/"))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0_SHA_256)
    lines = sorted(line for line in pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).decode().splitlines(keepends=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def judge(path: Path) -> bool:
    """The verdict of the stock pyshacl command."""
    command = [sys.executable, "-m", "pyshacl", "-s", str(SHAPES), "-e", str(ONTOLOGY), str(path)]
    return re.search(r"^Conforms: True$", subprocess.run(command, capture_output=True, text=True, check=False).stdout, re.MULTILINE) is not None


def build(inputs: list[str], folder: Path) -> dict[str, dict[str, Path]]:
    """Build all articles in all syntaxes; paths by article and syntax."""
    for syntax in SYNTAXES:
        command = [sys.executable, "-m", "kg", "build", *inputs, "-o", f"{folder / syntax}/", "--format", syntax, "-q"]
        subprocess.run(command, check=True, cwd=ROOT)
    return {path.stem: {syntax: folder / syntax / f"{path.stem}.{syntax}" for syntax in SYNTAXES} for path in sorted((folder / "ttl").iterdir())}


def check(files: dict[str, Path], readers: dict[str, tuple[Reader, tuple[str, ...]]], tally: Counter[tuple[str, str]]) -> list[str]:
    """What is wrong with one article's graph."""
    wrong = []
    hashes = {canonical_hash(path) for path in files.values()}
    if len(hashes) > 1:
        wrong.append(f"{len(hashes)} canonical hashes")
    expected = read_with_oxigraph(files["nt"])
    for name, (read, syntaxes) in readers.items():
        for syntax in syntaxes:
            count = read(files[syntax])
            tally[name, syntax] += count
            if count != expected:
                wrong.append(f"{name} reads {count} triples of .{syntax}, not {expected}")
    if not judge(files["ttl"]):
        wrong.append("pyshacl: does not conform")
    return wrong


def main() -> None:
    """Build, check, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--jsonld-js", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    readers, tally = find_readers(options.jsonld_js), Counter[tuple[str, str]]()
    missing = sorted({"rdflib", "pyoxigraph", "PyLD", "rapper", "serdi", "jsonld.js"} - readers.keys())
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        articles = build([str(Path(article).resolve()) for article in options.articles], Path(folder))
        results = dict(zip(articles, pool.map(lambda files: check(files, readers, tally), articles.values()), strict=True))
    bad = {name: wrong for name, wrong in results.items() if wrong}
    for name, wrong in bad.items():
        print(f"{name}: {'; '.join(wrong)}")
    for name, (_, syntaxes) in readers.items():
        print(f"{name}: " + ", ".join(f"{tally[name, syntax]} triples of .{syntax}" for syntax in syntaxes))
    print(f"not installed, left out: {', '.join(missing) or 'nothing'}")
    print(f"{len(results) - len(bad)} of {len(results)} graphs conform, have one canonical hash, and the same triples for every reader")
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
