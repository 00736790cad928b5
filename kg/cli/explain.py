"""kg explain: claims about something, with their rules and the sentences that support them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from kg.cli.facts import detail
from kg.cli.io.reading import reading_options
from kg.cli.io.terminal import CONFORMS_NOT, give_up, is_terminal, require_output, wants_colour
from kg.output.visible import show_safely

if TYPE_CHECKING:
    from kg.graph.facts import Fact, GraphIndex

EPILOG = """\b
Examples:
  kg explain graph.ttl "Jund al-Aqsa"         claims that name it or quote these words
  kg explain graph.ttl https://w3id.org/conflict-kg/claim/0123456789abcdef"""


@click.command(epilog=EPILOG)
@click.argument("source", metavar="GRAPH|ARTICLE")
@click.argument("wanted", metavar="WORDS-OR-IRI")
@reading_options
def explain(source: str, wanted: str, sample: bool, **options: Any) -> None:
    """Show the claims about WORDS-OR-IRI: their content, their rule, and their evidence in its sentence."""
    from kg.cli.io.graphs import load_triples
    from kg.graph.facts import GraphIndex, read_facts

    require_output()
    if not wanted.strip():
        raise click.UsageError("WORDS-OR-IRI is empty")
    index = GraphIndex(load_triples([source], sample, **options))
    found = [fact for fact in read_facts(index, names=True) if _is_about(index, fact, wanted)]
    if not found:
        give_up(f"no claim is about {wanted!r}", CONFORMS_NOT)
    for fact in found:
        _print(index, fact)


def _is_about(index: GraphIndex, fact: Fact, wanted: str) -> bool:
    from kg.rdf.terms import RDF

    if "://" in wanted:
        return wanted in (fact.claim, fact.object, index.one(fact.claim, RDF.term("subject")))
    words = wanted.casefold()
    return any(words in text.casefold() for text in (fact.quote, fact.value, fact.who, fact.role or "", fact.affiliation or ""))


def _print(index: GraphIndex, fact: Fact) -> None:
    from kg.graph.facts import plain
    from kg.rdf.terms import CK

    subject = fact.who or (f"side {fact.side}" if fact.side else fact.article)
    heading = click.style(show_safely(f"{subject} · {fact.what} · {fact.value}"), bold=True)
    click.echo(heading + show_safely(f" ({detail(fact)})" if detail(fact) else ""))
    rule = f"inferred by {fact.basis}, read by" if fact.basis else "stated, read by"
    written = ", ".join(sorted(plain(name) for name in index.all(fact.claim, CK.term("writtenAs"))))
    click.echo(click.style(show_safely(f"  {rule} {fact.rule}" + (f"; written as {written}" if written else "")), dim=True))
    marked = is_terminal(sys.stdout) and wants_colour() is None
    for part in _sentences(index, fact):
        before, words, after = (show_safely(" ".join(text.split())) for text in part)
        shown = click.style(words, fg="black", bg="yellow") if marked else f"[{words}]"
        click.echo(f"  {before} {shown} {after}".rstrip())
    click.echo(click.style(show_safely(f"  {fact.article}, characters {fact.quote_start}–{fact.quote_end}; {fact.claim}\n"), dim=True))


def _sentences(index: GraphIndex, fact: Fact) -> Iterable[tuple[str, str, str]]:
    from kg.graph.evidence import surroundings
    from kg.graph.facts import passage_of, quoted
    from kg.model.text import Span
    from kg.rdf.terms import CK

    for evidence in map(str, index.all(fact.claim, CK.term("evidence"))):
        words, passage = quoted(index, evidence), passage_of(index, evidence)
        if (words.start, words.end) == (fact.quote_start, fact.quote_end):
            before, after = surroundings(passage.text, Span(words.start - passage.start, words.end - passage.start))
            yield before, words.text, after
