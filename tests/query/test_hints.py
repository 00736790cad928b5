"""What is said to one whose query finds nothing."""

from __future__ import annotations

import pytest

from kg.query.hints import hints

LABELLED = 'SELECT ?c { ?c rdfs:label "Battle of Kursk" }'


@pytest.mark.parametrize(
    ("text", "used", "found"),
    [
        ("SELECT ?c { ?c ck:beligerent ?g }", True, ["the ontology has no term ck:beligerent; did you mean ck:belligerent?"]),
        ("SELECT ?c { ?c ck:cause ?g }", False, ["nothing in the data uses ck:cause"]),
        ("SELECT ?c { ?c ck:cause ?g }", True, []),
        (LABELLED, True, ['names have a language: write "Battle of Kursk"@en, or compare with STR(?name)']),
        (LABELLED.replace(' }', "@en }"), True, []),
        ('SELECT ?c { ?c rdfs:label ?l FILTER(STR(?l) = "Battle of Kursk") }', True, []),
        ('SELECT ?c { ?c dct:title "Battle of Kursk" }', True, []),
        ('SELECT ?c { ?c rdfs:label ?l ; ck:start "1943"^^xsd:gYear }', True, []),
    ],
)  # fmt: skip
def test_hints(text: str, used: bool, found: list[str]) -> None:
    assert list(hints(text, lambda iri: used)) == found


def test_the_data_are_asked_for_what_is_named_and_no_more() -> None:
    asked: list[str] = []
    hints('SELECT ?c { ?c <urn:a> "1943"^^xsd:gYear ; ck:nonsense ?x }', lambda iri: not asked.append(iri))  # type: ignore[func-returns-value]
    assert asked == ["urn:a"]
