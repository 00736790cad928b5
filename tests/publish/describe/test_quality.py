"""Precision with its interval, and the files that tell it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from published import make_release, publish

from kg.publish.describe.quality.measures import Corpus, Measure, Measured, load_measured, make_measured, wilson
from kg.publish.describe.quality.report import report_quality

GOOD = {"words": "x", "articles": 1, "kinds": {"losses": [9, 1, 2]}}


@pytest.mark.parametrize(
    ("right", "drawn", "low", "high"),
    [(0, 10, 0.0, 0.27753), (10, 10, 0.72247, 1.0), (5, 10, 0.23659, 0.76341), (81, 263, 0.25529, 0.36621), (1, 1, 0.20655, 1.0)],
)
def test_intervals_are_wilsons(right: int, drawn: int, low: float, high: float) -> None:
    assert wilson(right, drawn) == pytest.approx((low, high), abs=1e-5)


def test_counts_give_shares() -> None:
    read = make_measured({"version": "1", "measured": "2026-01-01", "corpus": {"a": GOOD | {"kinds": {"losses": [9, 1, 2], "unit": [0, 0, 0]}}}})
    assert read == Measured("1", "2026-01-01", (Corpus("a", "x", 1, (Measure("losses", 9, 1, 2), Measure("unit", 0, 0, 0))),))
    losses, unit = read.corpora[0].measures
    assert (losses.precision, losses.recall, unit.precision, unit.recall, unit.interval) == (0.9, 9 / 11, None, None, None)
    assert read.corpora[0].total == Measure("all kinds", 9, 1, 2)


@pytest.mark.parametrize(
    "data",
    [
        {"version": "1", "measured": "x"},
        {"version": "1", "measured": "x", "corpus": {"a": {"words": "x", "articles": 1}}},
        {"version": "1", "measured": "x", "corpus": {"a": GOOD | {"kinds": {}}}},
        {"version": "1", "measured": "x", "corpus": {"a": GOOD | {"kinds": {"losses": [1, 2]}}}},
        {"version": "1", "measured": "x", "corpus": {"a": GOOD | {"kinds": {"losses": [1, 2, -1]}}}},
    ],
)
def test_a_broken_file_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"quality\.toml"):
        make_measured(data)


def test_the_report_tells_what_was_measured_and_on_what(release: Path) -> None:
    text, measured = (release / "metadata/quality.md").read_text(encoding="utf-8"), load_measured()
    total = measured.corpora[0].total
    assert f"Measured on {measured.day} with version {measured.version} of conflict-kg" in text
    assert "those of the development corpus, whatever this release is made of" in text
    assert f"| all kinds | {total.right:,} | {total.extra:,} | {total.missed:,} | {total.precision:.3f} |" in text
    assert "| used |" in text


def test_a_measurement_with_another_version_says_so() -> None:
    measured = Measured("0.1.0", "2026-01-01", (Corpus("a", "x", 1, (Measure("losses", 9, 1, 2),)),))
    text = report_quality(make_release(issues={}), measured)
    assert "Measured on 2026-01-01 with version 0.1.0 of conflict-kg, while this release was made with version 0.2.0" in text
    assert "Extraction reported none." in text
    assert "| losses | 9 | 1 | 2 | 0.900 | 0.596–0.982 | 0.818 |" in text


def test_graphs_do_not_tell_their_coverage(tmp_path: Path, release: Path) -> None:
    publish(release / "data/full.nq.gz", "-o", tmp_path / "again", "--no-site")
    text = (tmp_path / "again/metadata/quality.md").read_text(encoding="utf-8")
    assert "which do not tell what of their articles was not understood" in text
    assert "## Issues" not in text


def test_measurements_say_what_they_are_of(release: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=release / "metadata/quality.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    rows = store.query("""
        PREFIX dqv: <http://www.w3.org/ns/dqv#>
        SELECT ?metric ?value { ?m dqv:computedOn <https://w3id.org/conflict-kg/release/2.1.0> ; dqv:isMeasurementOf ?metric ; dqv:value ?value }""")
    told = {row["metric"].value.rpartition("#")[2]: int(row["value"].value) for row in rows}
    assert told.keys() >= {"metric-values-used", "metric-values-ignored", "metric-values-not_understood"}
    assert told["metric-values-used"] > 20
    precision = store.query("""
        PREFIX dqv: <http://www.w3.org/ns/dqv#>
        ASK { ?m dqv:isMeasurementOf <https://w3id.org/conflict-kg/release/2.1.0#metric-precision> ; dqv:computedOn ?on
              FILTER(!CONTAINS(STR(?on), "development")) }""")
    assert not precision
