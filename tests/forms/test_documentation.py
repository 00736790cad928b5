"""What docs/forms.md shows of the sample is what the program writes, and its query for stores of SPARQL 1.2 answers."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdf_values import written

import kg
from kg.cli.io.reading import sample_path
from kg.rdf.graph import ArticleGraph

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample() -> ArticleGraph:
    [outcome] = kg.build(sample_path(), check=False)
    assert isinstance(outcome, kg.Outcome)
    return outcome.built.graph


def block(name: str) -> str:
    """The block of code behind a comment."""
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found
    return found[1]


def test_the_excerpt_is_of_the_sample(sample: ArticleGraph) -> None:
    assert block("excerpt: turtle-rdf12") in written([sample], "turtle-rdf12")


def test_the_query_is_answered(sample: ArticleGraph) -> None:
    store = pyoxigraph.Store()
    store.load(written([sample], "turtle-rdf12").encode(), pyoxigraph.RdfFormat.TURTLE)
    rows = [
        (row["side"].value.rpartition("/")[2], row["name"].value, row["from"].value, row["quote"].value)
        for row in store.query(block("query: sparql12"))
    ]
    assert rows == [
        ("3", "Jund al-Aqsa", "2017-02-07", "After 7 February, the fighting also included Jund al-Aqsa as a third belligerent"),
    ]
