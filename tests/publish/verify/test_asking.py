"""Queries of a release in a process of their own: whatever they are, the program goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.publish.verify import asking
from kg.publish.verify.asking import Answerer, AskError

LINES = "".join(f'<http://example.org/{n}> <http://example.org/p> "{n}" <http://example.org/g{n % 2}> .\n' for n in range(300))
TWICE = LINES + '<http://example.org/0> <http://example.org/p> "0" <http://example.org/g1> .\n'
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    path = tmp_path_factory.mktemp("asked") / "data.nq"
    path.write_text(TWICE, encoding="utf-8")
    with closing(Answerer([path], None)) as answerer:
        yield answerer


def test_graphs_are_put_together_and_answers_are_bounded(answerer: Answerer) -> None:
    assert answerer.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", 10) == (["n"], [["300"]])
    names, rows = answerer.ask("SELECT ?s ?o { ?s ?p ?o }", 10)
    assert (names, len(rows)) == (["s", "o"], 11)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT", "expected"),
        ("ASK { ?s ?p ?o }", "not a SELECT query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "function"),
    ],
)
def test_a_query_without_an_answer_says_why(query: str, words: str, answerer: Answerer) -> None:
    with pytest.raises(AskError, match=words):
        answerer.ask(query, 10)
    assert answerer.ask("SELECT ?s { ?s ?p '7' }", 10)[1] == [["http://example.org/7"]]


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    answerer.ask("SELECT ?s { ?s ?p '7' }", 10)
    monkeypatch.setattr(asking, "LONGEST", 0.5)
    with pytest.raises(AskError, match=r"it takes more than 0\.5 seconds"):
        answerer.ask(ENDLESS, 10)
    monkeypatch.undo()
    assert answerer.ask("SELECT ?s { ?s ?p '7' }", 10)[1] == [["http://example.org/7"]]


def test_data_that_cannot_be_loaded_are_told(tmp_path: Path) -> None:
    (tmp_path / "data.nq").write_text("<a\n", encoding="utf-8")
    with closing(Answerer([tmp_path / "data.nq"], None)) as answerer:
        for _ in range(2):  # Whoever asks again is told the same.
            with pytest.raises(AskError, match="the data cannot be loaded"):
                answerer.ask("SELECT ?s { ?s ?p ?o }", 10)
