"""The quality of a release: what was measured on gold facts, what of the articles was used, and what was not understood; for people and as DQV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.domain.issues import load_issue_kinds
from kg.publish.dataset import Dataset
from kg.publish.describe.makers import TURTLE, release_of
from kg.publish.describe.quality.measures import Corpus, Measure, Measured, load_measured
from kg.publish.describe.release import Release
from kg.publish.describe.statements import DQV, LDQD, Value, a, count, date, state, to_turtle, typed, words
from kg.publish.draft import Draft
from kg.rdf.terms import DCT, IRI, PROV, RDFS, SKOS, Triple

_COVERAGE = {"used": "used", "ignored": "ignored on purpose", "not_understood": "not understood"}
_METRICS = {
    "precision": ("Share of found facts that are right", LDQD.term("semanticAccuracy")),
    "precision-low": ("Lower bound of the precision (95 %, Wilson's score interval)", LDQD.term("semanticAccuracy")),
    "precision-high": ("Upper bound of the precision (95 %, Wilson's score interval)", LDQD.term("semanticAccuracy")),
    "recall": ("Share of gold facts that were found", LDQD.term("completeness")),
    "values-used": ("Values of infoboxes that were used", LDQD.term("completeness")),
    "values-ignored": ("Values of infoboxes that were ignored on purpose", LDQD.term("completeness")),
    "values-not_understood": ("Values of infoboxes that were not understood", LDQD.term("completeness")),
    "issues": ("Issues of one code that extraction reported", LDQD.term("completeness")),
}


def make_quality(dataset: Dataset, draft: Draft) -> None:
    """quality.md and quality.ttl."""
    release, measured = release_of(dataset, draft), load_measured()
    draft.write("metadata/quality.md", report_quality(release, measured), "text/markdown", licence=release.licences)
    draft.write("metadata/quality.ttl", to_turtle(describe_quality(release, measured)), TURTLE, licence=release.licences)


def report_quality(release: Release, measured: Measured) -> str:
    """The report as Markdown."""
    dataset = release.dataset
    parts = [
        f"# Quality of {_cell(release.config.title)}, version {_cell(release.config.version)}\n",
        *_report_coverage(dataset),
        *_report_issues(dataset),
    ]
    parts += [
        "## Precision and recall\n",
        f"Measured on {measured.day} with version {measured.version} of conflict-kg"
        + ("" if measured.version == dataset.software_version else f", while this release was made with version {dataset.software_version}")
        + ", by comparing graphs with facts that were annotated by hand. **The articles were those of the development corpus, whatever this "
        "release is made of, and the rules were written with it in view: expect less on others.** Intervals are of 95 % (Wilson's score "
        "interval); they tell how much chance there is in the number of facts, and nothing of how other articles differ.\n",
    ]
    parts += [_report_corpus(corpus) for corpus in measured.corpora]
    return "\n".join(parts)


def _report_coverage(dataset: Dataset) -> list[str]:
    if dataset.coverage is None:
        return ["## Coverage\n", "The release was made from graphs, which do not tell what of their articles was not understood.\n"]
    told = [f"| {words_} | {dataset.coverage[name]:,} |" for name, words_ in _COVERAGE.items() if name in dataset.coverage]
    lead = "What became of the values of infoboxes, one line of a cell each, in the run that made this release.\n"
    return ["## Coverage\n", lead, "\n".join(["| values of infoboxes | number |", "|---|---|", *told]) + "\n"]


def _report_issues(dataset: Dataset) -> list[str]:
    if dataset.issues is None:
        return []
    kinds = load_issue_kinds()
    rows = [f"| `{code}` | {number:,} | {_cell(kinds[code].meaning) if code in kinds else ''} |" for code, number in sorted(dataset.issues.items())]
    if not rows:
        return ["## Issues\n", "Extraction reported none.\n"]
    lead = f"What extraction reported: {sum(dataset.issues.values()):,} issues.\n"
    return ["## Issues\n", lead, "\n".join(["| code | number | meaning |", "|---|---|---|", *rows]) + "\n"]


def _report_corpus(corpus: Corpus) -> str:
    rows = "\n".join(map(_row, (*corpus.measures, corpus.total)))
    head = "| kind of fact | right | extra | missed | precision | 95 % interval | recall |\n|---|---|---|---|---|---|---|"
    return f"### {corpus.words}: {corpus.articles} articles with gold facts\n\n{head}\n{rows}\n"


def _row(measure: Measure) -> str:
    interval = measure.interval
    bounds = f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "–"
    shares = [f"{share:.3f}" if share is not None else "–" for share in (measure.precision, measure.recall)]
    return f"| {measure.kind} | {measure.right:,} | {measure.extra:,} | {measure.missed:,} | {shares[0]} | {bounds} | {shares[1]} |"


def _cell(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in text)


def describe_quality(release: Release, measured: Measured) -> Iterator[Triple]:
    """The same as quality measurements (https://www.w3.org/TR/vocab-dqv/): of this release where it was measured, else of the development corpus."""
    yield from _describe_release(release)
    for corpus in measured.corpora:
        yield from _describe_corpus(release, measured, corpus)
    for name, (told, dimension) in _METRICS.items():
        yield from state(
            release.part(f"metric-{name}"), a(DQV.term("Metric")), (SKOS.term("definition"), words(told)), (DQV.term("inDimension"), dimension)
        )


def _describe_release(release: Release) -> Iterator[Triple]:
    dataset = release.dataset
    figures = [("values-" + name, "", number) for name, number in sorted((dataset.coverage or {}).items())]
    figures += [("issues", code, number) for code, number in sorted((dataset.issues or {}).items())]
    nodes = [release.part(f"quality-{metric}{f'-{code}' if code else ''}") for metric, code, _ in figures]
    yield from state(release.iri, (DQV.term("hasQualityMeasurement"), nodes))
    for node, (metric, code, number) in zip(nodes, figures, strict=True):
        yield from _measurement(release, node, release.iri, metric, count(number), words(f"issues of code {code}") if code else None)


def _describe_corpus(release: Release, measured: Measured, corpus: Corpus) -> Iterator[Triple]:
    node = release.part(f"development-{corpus.name}")
    told = f"Graphs of {corpus.articles} articles of the development corpus ({corpus.words}), made with version {measured.version} of conflict-kg"
    shares = [(f"quality-{corpus.name}-{_key(m.kind)}", m, metric, share) for m in (*corpus.measures, corpus.total) for metric, share in _shares(m)]
    yield from state(
        node,
        a(PROV.term("Entity")),
        (DCT.term("title"), words(told)),
        (RDFS.term("comment"), words("Not this release: the rules were written with these articles in view, so expect less on others.")),
        (DQV.term("hasQualityMeasurement"), (release.part(f"{name}-{metric}") for name, _, metric, _ in shares)),
    )
    for name, measure, metric, share in shares:
        value = typed(f"{share:.4f}", "decimal")
        counted = f"{measure.kind}: {measure.right} right, {measure.extra} extra, {measure.missed} missed"
        yield from _measurement(release, release.part(f"{name}-{metric}"), node, metric, value, words(counted), measured.day)


def _shares(measure: Measure) -> Iterable[tuple[str, float]]:
    """The shares of a measure that can be told, by metric."""
    low, high = measure.interval or (None, None)
    told = {"precision": measure.precision, "precision-low": low, "precision-high": high, "recall": measure.recall}
    return [(metric, share) for metric, share in told.items() if share is not None]


def _measurement(release: Release, node: IRI, of: IRI, metric: str, value: Value, told: Value, day: str = "") -> Iterator[Triple]:
    yield from state(
        node,
        a(DQV.term("QualityMeasurement")),
        (DQV.term("computedOn"), of),
        (DQV.term("isMeasurementOf"), release.part(f"metric-{metric}")),
        (DQV.term("value"), value),
        (RDFS.term("label"), told),
        (DCT.term("date"), date(day)),
    )


def _key(kind: str) -> str:
    return "-".join(kind.replace("/", " ").split())
