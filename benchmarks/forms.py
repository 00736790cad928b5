"""Size and time of the other forms of graphs, and whether they come back as they were: python benchmarks/forms.py GRAPH... [--others STEP]."""

from __future__ import annotations

import argparse
import gzip
import io
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph

from kg.forms.nanopub.making import to_nanopubs
from kg.forms.nanopub.nanopub import Nanopub
from kg.forms.nanopub.reading import from_nanopubs
from kg.forms.nanopub.writing import write_nanopubs
from kg.rdf.formats import find_format, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import parse_quads
from kg.rdf.reading import read_quads
from kg.rdf.reification import find_statements
from kg.rdf.terms import IRI, Triple, sort_triples

Graphs = dict[IRI | None, tuple[Triple, ...]]
_SYNTAXES = {"nquads": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG}


def _read(path: Path) -> Graphs:
    found: dict[IRI | None, list[Triple]] = {}
    for triple, name in read_quads(path):
        found.setdefault(name, []).append(triple)
    return {name: sort_triples(triples) for name, triples in found.items()}


def _parse(text: str) -> Graphs:
    found: dict[IRI | None, list[Triple]] = {}
    for triple, name in parse_quads(text):
        found.setdefault(name, []).append(triple)
    return {name: sort_triples(triples) for name, triples in found.items()}


def _write_plain(graphs: Graphs, form: str) -> str:
    out = io.StringIO()
    for name, triples in graphs.items():
        write_graphs([ArticleGraph(name or IRI("x:default"), triples)], find_format(form), out, named=name is not None)
    return out.getvalue()


def _write_nanopubs(graphs: Graphs, form: str) -> str:
    out = io.StringIO()
    write_nanopubs(to_nanopubs(graphs), find_format(form), out)
    return out.getvalue()


_FORMS: tuple[tuple[str, str, Callable[[Graphs, str], str]], ...] = (
    ("plain", "nquads", _write_plain),
    ("plain", "trig", _write_plain),
    ("rdf12", "nquads-rdf12", _write_plain),
    ("rdf12", "trig-rdf12", _write_plain),
    ("nanopub", "nquads", _write_nanopubs),
    ("nanopub", "trig", _write_nanopubs),
)


def measure(path: Path) -> None:
    """Print a line for each form and syntax: bytes, packed bytes, seconds of processor time, and whether the graphs came back."""
    graphs = _read(path)
    statements = sum(len(find_statements(triples)) for triples in graphs.values())
    print(f"{path}: {len(graphs)} graphs, {sum(map(len, graphs.values())):,} triples, {statements:,} claims")
    for form, syntax, write in _FORMS:
        began = time.process_time()
        text = write(graphs, syntax)
        wrote = time.process_time()
        quads = len(set(pyoxigraph.parse(text, _SYNTAXES[syntax.partition("-")[0]])))
        told = ""
        if syntax.startswith("nquads"):
            again = time.process_time()
            back = from_nanopubs(parse_quads(text)) if form == "nanopub" else _parse(text)
            told = f", read in {time.process_time() - again:.1f} s: {'the same triples' if back == graphs else 'DIFFERENT'}"
        data = text.encode()
        print(
            f"  {form:8} {syntax:13} {len(data):12,} bytes, {len(gzip.compress(data, 6, mtime=0)):10,} packed, {quads:9,} quads by pyoxigraph, "
            f"written in {wrote - began:.1f} s{told}"
        )


def judge(path: Path, step: int) -> None:
    """Have the library of the nanopublication community (extra dev) check every so many nanopublications: their form and their hash."""
    warnings.simplefilter("ignore")
    import rdflib
    from nanopub import Nanopub as Checked
    from nanopub import NanopubConf
    from nanopub.sign_utils import verify_trusty

    count = 0
    for nanopub in _some(to_nanopubs(_read(path)), step):
        out = io.StringIO()
        write_nanopubs([nanopub], find_format("trig"), out)
        read = rdflib.ConjunctiveGraph()
        read.parse(data=out.getvalue(), format="trig")
        assert Checked(rdf=read, conf=NanopubConf()).is_valid
        assert verify_trusty(read, nanopub.iri, rdflib.Namespace(f"{nanopub.iri}#"))
        count += 1
    print(f"  the library nanopub finds {count:,} of {count:,} nanopublications valid, with the hash that their IRIs tell")


def _some(nanopubs: Iterator[Nanopub], step: int) -> Iterator[Nanopub]:
    return (nanopub for number, nanopub in enumerate(nanopubs) if number % step == 0)


def main() -> None:
    """Measure each graph by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", nargs="+", type=Path, metavar="GRAPH")
    parser.add_argument("--others", type=int, default=0, metavar="STEP", help="also have every STEPth nanopublication checked by another library")
    arguments = parser.parse_args()
    for path in arguments.graphs:
        measure(path)
        if arguments.others:
            judge(path, arguments.others)


if __name__ == "__main__":
    main()
