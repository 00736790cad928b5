"""A forger alters what the data say and makes all hashes fit: the data themselves tell."""

from __future__ import annotations

import pytest
from damages import (
    BY_SA,
    CC0,
    CK,
    FACTS,
    FULL,
    HILL,
    LINKS,
    MANIFEST,
    TRIG,
    ZELL,
    ZELL_VERSION,
    Damage,
    entry,
    expect,
    in_all,
    layer,
    lines,
    manifest,
    removed,
    sub,
    without,
)  # fmt: skip
from forging import Forgery, Made

TTL = f"{ZELL}.ttl"
LICENSE = "<http://purl.org/dc/terms/license>"
SIDE, ITEM = "<https://w3id.org/conflict-kg/conflict/Siege_of_Zell/side/1>", "http://www.wikidata.org/entity/Q"


def graph(forgery: Forgery) -> str:
    """The end of a line of the article's graph."""
    return next(line for line in forgery.read(FULL).splitlines(keepends=True) if line.startswith(ZELL_VERSION)).rpartition(" ")[0].rpartition(" ")[2]


def add_fact(forgery: Forgery, *paths: str) -> None:
    """A fact that no claim backs, in some of the dumps."""
    line = f"{SIDE} <{CK}belligerent> <https://w3id.org/conflict-kg/group/Nobody> {graph(forgery)} .\n"
    for path in paths:
        forgery.lines(path, lambda given: sorted([*given, line]))


def add_stranger(forgery: Forgery) -> None:
    """A statement of something that is not of this dataset."""
    forgery.lines(FULL, lambda given: sorted([*given, f'<http://example.org/x> <{CK}number> "1" {graph(forgery)} .\n']))


def leave_a_claim_bare(forgery: Forgery) -> None:
    """No evidence of the first claim of the article."""
    claim = next(line for line in forgery.read(FULL).splitlines() if f"<{CK}evidence> {ZELL_VERSION}" in line).partition(" ")[0]
    forgery.lines(FULL, lambda given: [line for line in given if not line.startswith(f"{claim} <{CK}evidence>")])


def quote_other_words(forgery: Forgery) -> None:
    """Quotes, passages and all forms alike, of the same length: only the article tells."""
    in_all(forgery, "| combatant2 = [[Esk League]]", "| combatant2 = [[Esk Leavue]]")
    in_all(forgery, '"[[Esk League]]"', '"[[Esk Leavue]]"')


def quote(words: str) -> Damage:
    """Another quote in all forms of the data; its passage stays."""
    return Damage(f"quote of {len(words)} letters", "quote-places", "", TTL, lambda forgery: in_all(forgery, '"[[Esk League]]"', f'"[[{words}]]"'))


LABEL = r'    rdfs:label "Varn"@en ;\n'
DAMAGES = (
    sub("triple left out of TriG", "article-files", "lacks 1 statement", TRIG, LABEL, ""),
    sub("triple left out of Turtle", "article-files", "lacks 1 statement", TTL, LABEL, ""),
    sub("name altered in JSON-LD", "article-files", "too many", f"{HILL}.jsonld", '"Battle of Hill 7"', '"Battle of Hill 8"'),
    removed("no Turtle of an article", "article-files", "no .ttl", TTL, named="data/articles/"),
    lines("Turtle that is none", "article-files-read", "", TTL, lambda given: [*given, "<"]),
    lines("blank node in Turtle", "article-files-read", "blank", TTL, lambda given: [*given, "[] a ck:Side .\n"]),
    sub("blank node in TriG", "article-files-read", "blank", TRIG, r"\}\s*\Z", "[] a ck:Side .\n}\n"),
    Damage("fact added to the facts only", "facts", "too many", FACTS, lambda forgery: add_fact(forgery, FACTS)),
    lines("fact left out of the facts", "facts", "lacks 1", FACTS, without("ontology#belligerent>")),
    Damage("fact that no claim backs", "shapes", "claim", TTL, lambda forgery: add_fact(forgery, FULL, FACTS)),
    Damage("claim without evidence", "quote-places", "no evidence", TTL, leave_a_claim_bare),
    quote("Esk Leavue"),
    quote("Esk Leagues"),
    Damage("quote and passage altered", "quotes", "zell.wiki has", TTL, quote_other_words),
    Damage("stranger", "iris", "under the base", TTL, add_stranger),
    sub("shape weakened", "ontology", "version", "data/shapes.ttl", "sh:minCount 1", "sh:minCount 0"),
    sub("term defined otherwise", "ontology", "version", "data/ontology.ttl", "@en", "@de"),
    sub("context altered", "ontology", "version", "data/context.jsonld", "ontology#", "ontologie#"),
    sub("frame altered", "ontology", "version", "data/frame.jsonld", "Conflict", "Side"),
    lines("licence of an article removed", "attribution", "license", FULL, without(f"Zell/[0-9a-f]+> {LICENSE}"), named=TTL),
    lines("licence of a graph removed", "attribution", "license", FULL, without(f"Zell/[0-9a-f]+#graph> {LICENSE}"), named=TTL),
    lines("attribution removed", "attribution", "attributionName", FULL, without("Zell/[0-9a-f]+> .*attributionName"), named=TTL),
    sub("graph given away", "licences", "by its graphs", FULL, f"(#graph> {LICENSE}) <[^>]*>", rf"\1 <{CC0}>", named=MANIFEST),
    manifest("full layer given away", "licences", "nothing else", layer("full", licence=[CC0])),
    manifest("licence of a layer removed", "licences", "no licence", layer("facts", licence=[])),
    manifest("licence of a file swapped", "licences", "its layer", entry(FULL, licence=[CC0]), FULL),
    manifest("licence of a table removed", "licences", "no licence", entry("tables/facts.csv", licence=[]), "tables/facts.csv"),
    manifest("licence of an article's file swapped", "attribution", "by the manifest", entry(TTL, licence=[CC0]), TTL),
    manifest("links under another licence", "licences", "links are under CC0", layer("links", licence=[BY_SA])),
    lines("links without decisions", "links", "no decision", LINKS, lambda given: [line for line in given if "/link/" not in line]),
    lines("decision without link", "links", "has no link", LINKS, without("exactMatch> <http")),
    sub("link to another item", "links", "no decision", LINKS, f"exactMatch> <{ITEM}1", f"exactMatch> <{ITEM}9"),
    lines("decision without justification", "links", "justification", LINKS, without("mapping_justification")),
    sub("decision that is too sure", "links", "from 0 to 1", LINKS, r'confidence> "[0-9.]+"', 'confidence> "2"'),
    lines("decision under another name", "links", "named after", LINKS, lambda given: [line.replace("kg/link/0", "kg/link/z") for line in given]),
    sub("same without a link", "links", "owl:sameAs", LINKS, "<[^>]*exactMatch> <[^>]*Q1", f"<http://www.w3.org/2002/07/owl#sameAs> <{ITEM}9"),
    sub("merge that added something else", "merges", "merges added", FULL, r'(ontology#added> "<[^>]*)>', r"\1x>"),
    sub("merge that cannot be read", "merges", "can be read", FULL, r'(ontology#removed> ")<', r"\1~<"),
    lines("merge of nothing", "merges", "with what", FULL, without("isReplacedBy")),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.name for damage in DAMAGES])
def test_a_damage_is_found_and_its_file_is_named(damage: Damage, forgery: Forgery, made: Made) -> None:
    expect(damage, forgery, made)
