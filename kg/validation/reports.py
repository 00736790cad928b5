"""Reports on several graphs for programs: JSON, and the SHACL report in Turtle."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from kg.plurals import counted
from kg.rdf.ntriples import to_text
from kg.rdf.terms import CK, IRI, RDF_TYPE, Literal, Triple
from kg.validation.shapes import SHAPES, Report, Result

_PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"


class Checked(NamedTuple):
    """The report on a graph, by the name of its file, and how many things of our ontology the shapes met in it."""

    file: str
    met: int
    report: Report


def count_met(triples: Iterable[Triple]) -> int:
    """How many nodes of our classes a graph describes: with none, the shapes have nothing to say."""
    return len({triple.subject for triple in triples if triple.predicate == RDF_TYPE and str(triple.object).startswith(CK)})


def sum_up(checked: Sequence[Checked]) -> str:
    """The totals in words: how many graphs, how many of them conform, and what is wrong by shape."""
    wrong = [one for one in checked if not one.report.conforms]
    shapes = Counter(result.shape for one in wrong for result in one.report.results)
    graphs = counted(len(checked), "graph")
    if not wrong:
        return f"{graphs}: all conform"
    listed = ", ".join(f"{name} {count:,}" for name, count in sorted(shapes.items(), key=lambda item: (-item[1], item[0])))
    return f"{graphs}: {len(checked) - len(wrong):,} conform, {len(wrong):,} do not; {counted(shapes.total(), 'result')} by shape: {listed}"


def to_json(checked: Sequence[Checked]) -> str:
    """All reports as one JSON object: ``graphs`` with their results and the words of the article, and ``totals``."""
    shapes = Counter(result.shape for one in checked for result in one.report.results)
    told = {
        "graphs": [
            {"file": one.file, "conforms": one.report.conforms, "met": one.met, "results": [_result(result) for result in one.report.results]}
            for one in checked
        ],
        "totals": {
            "graphs": len(checked),
            "conforming": sum(one.report.conforms for one in checked),
            "results": shapes.total(),
            "byShape": dict(sorted(shapes.items())),
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result) -> dict[str, Any]:
    told = asdict(result)
    told["evidence"] = [words._asdict() for words in result.evidence]
    return told


def to_turtle(checked: Iterable[Checked]) -> Iterator[str]:
    """A sh:ValidationReport for each graph (https://www.w3.org/TR/shacl/#validation-report), with the name of its file as dct:source."""
    yield _PREFIXES
    for one in checked:
        yield f"\n[] a sh:ValidationReport ;\n  dct:source {to_text(Literal(one.file))} ;\n  sh:conforms {str(one.report.conforms).lower()}"
        for result in one.report.results:
            parts = " ;\n    ".join(_parts(result))
            yield f" ;\n  sh:result [ a sh:ValidationResult ;\n    {parts} ]"
        yield " .\n"


def _parts(result: Result) -> Iterator[str]:
    yield f"sh:focusNode {to_text(IRI(result.focus))}"
    if result.path is not None:
        yield f"sh:resultPath {to_text(IRI(result.path))}"
    if result.value is not None:
        yield f"sh:value {to_text(IRI(result.value) if result.value_is_iri else Literal(result.value))}"
    yield f"sh:resultMessage {to_text(Literal(result.message))}"
    yield f"sh:resultSeverity sh:{result.severity}"
    yield f"sh:sourceConstraintComponent sh:{result.constraint}"
    yield f"sh:sourceShape {to_text(IRI(SHAPES + result.shape))}"
