"""Links on real articles: by title all right, by name as precise as promised. Skipped where the corpus is not there."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from kg.graph.provenance import Provenance
from kg.link.decide import decide_links
from kg.link.entities import Entity, read_entities
from kg.link.index.build import build_index
from kg.link.index.lookup import Index
from kg.link.index.sources import open_source
from kg.link.names import normal_title
from kg.pipeline.run import Outcome, run
from kg.rdf.terms import IRI
from kg.read.registry import ReadOptions

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TABLES = [str(SHARED / "wikidata" / name) for name in ("title-qid.tsv", "labels.tsv")]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not there")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = str(tmp_path_factory.mktemp("index") / "x.idx")
    build_index(path, (record for table in TABLES for record in open_source(table)))
    return Index(path)


def test_every_linked_title_of_the_table_gets_its_item(index: Index) -> None:
    with Path(TABLES[0]).open(encoding="utf-8") as lines:
        items = {row["title"]: int(row["qid"][1:]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    outcomes = run([str(SHARED / "corpus" / "xml")], ReadOptions(), Provenance("https://example.org/", "0"), check=False)
    triples = [triple for outcome in outcomes if isinstance(outcome, Outcome) for triple in outcome.built.graph.triples]
    wrong, right = [], 0
    for decision in decide_links(read_entities(triples), index):
        wanted = {items[normal_title(title)] for title in decision.entity.titles if normal_title(title) in items}
        if wanted and not (decision.link and wanted == {decision.link.item.qid}):
            wrong.append((decision.entity.iri, wanted, decision.link))
        right += bool(wanted)
    assert wrong == []
    assert right > 150


def test_names_are_linked_as_precisely_as_promised(index: Index) -> None:
    pytest.importorskip("yaml", reason="PyYAML is not installed")
    spec = importlib.util.spec_from_file_location("link_names", ROOT / "benchmarks" / "link_names.py")
    assert spec
    assert spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules["link_names"] = benchmark
    spec.loader.exec_module(benchmark)
    tally = benchmark.measure(SHARED / "corpus" / "text", SHARED / "corpus" / "modern", index)
    assert tally.right / (tally.right + tally.wrong) >= 0.99, tally.errors
    assert tally.reached / tally.answers >= 0.80, tally.errors


@pytest.mark.parametrize(
    ("kind", "name", "years", "own", "qid"),
    [
        ("conflict", "Battle of Cape Bon", (1941, 1941), True, None),
        ("conflict", "Siege of Sevastopol (1941–1942)", (1941, 1942), True, None),
        ("conflict", "Siege of Calais", (1940, 1940), True, None),
        ("conflict", "Battle of Narva", (1944, 1944), True, 7885422),
        ("conflict", "Battle of Shusha", (1992, 1992), True, 2621289),
        ("conflict", "Battle of Shusha", (2020, 2020), True, 101305942),
        ("conflict", "Battle of the Shaer gas field (October–November 2014)", (2014, 2014), True, None),
        ("conflict", "Battle of Rastan (May 2012)", (2012, 2012), True, 6796365),
        ("conflict", "Warsaw Uprising", (1944, 1944), False, 1402078),
        ("conflict", "East African Campaign", (1940, 1941), False, None),
        ("conflict", "Eastern Front", (1914, 1917), False, None),
        ("group", "Syria", (2017, 2017), False, 858),
        ("place", "Syria", (1187, 1187), False, None),
        ("group", "Congo", (1998, 2003), False, None),
        ("group", "China", (1944, 1944), False, None),
        ("group", "Germany", (1943, 1943), False, None),
        ("group", "Great Britain", (1795, 1795), False, None),
        ("group", "Georgia", (1863, 1863), False, None),
        ("unit", "4th Division", (2015, 2015), False, None),
        ("unit", "Republican Guard", (2015, 2015), False, None),
        ("place", "York", (1862, 1862), False, None),
        ("place", "Maine", (1794, 1800), False, None),
        ("place", "Damascus", (1862, 1862), False, None),
        ("person", "Hasan Pasha", (1800, 1800), False, None),
        ("person", "16th Division", (1944, 1944), False, None),
        ("group", "NATO", (1999, 1999), False, 7184),
    ],
)  # fmt: skip
def test_traps_of_the_tables(index: Index, kind: str, name: str, years: tuple[int, int], own: bool, qid: int | None) -> None:
    (decision,) = decide_links([Entity(IRI("https://example.org/x"), kind, (name,), years=years, own=own)], index)
    assert (decision.link.item.qid if decision.link else None) == qid
