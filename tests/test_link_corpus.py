"""Links on real articles: by title all right, by name as precise as promised. Skipped where the corpus is not there."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from kg.graph import Provenance
from kg.link.decide import decide_links
from kg.link.entities import read_entities
from kg.link.index import Index
from kg.link.index_build import build_index
from kg.link.names import normal_title
from kg.link.sources import open_source
from kg.read.registry import ReadOptions
from kg.run import Outcome, run

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TABLES = [str(SHARED / "wikidata" / name) for name in ("title-qid.tsv", "labels.tsv")]

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not there")


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
