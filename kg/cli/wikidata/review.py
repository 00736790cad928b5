"""kg review: accept or reject links in the terminal."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.io.reading import check_base
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.cli.wikidata.dated import date_option
from kg.graph.iris import DEFAULT_BASE
from kg.output.visible import show_safely

if TYPE_CHECKING:
    from kg.link.review import Question, Sentences
    from kg.link.sssom import Row

EPILOG = """\b
Examples:
  kg review links.sssom.tsv
  kg review links.sssom.tsv --graph graph.nq --wikidata items.json

\b
Answers: the number of a candidate (or y, where there is one only) accepts it, n rejects all that are shown, s skips, b goes back to the one
before and takes its answer back, q quits. The next kg link with this table turns accepted links into owl:sameAs."""


@click.command(epilog=EPILOG)
@click.argument("table", metavar="TABLE")
@click.option("--graph", metavar="GRAPH", help="The graph that was linked, to show the words that each name stands in.")
@click.option("--wikidata", metavar="DUMP", help="Wikidata's JSON dump, or items in its format, to show their descriptions.")
@click.option("--all", "everything", is_flag=True, help="Also review links made without review.")
@click.option("--reviewer", help="Your name, for the table.", default=None)
@date_option("The day of the review (mapping_date); by default that of SOURCE_DATE_EPOCH, else none.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
def review(table: str, graph: str | None, wikidata: str | None, everything: bool, reviewer: str | None, day: str | None, base: str) -> None:
    """Review the candidates in a TABLE of decisions, all of one entity at once. Each answer is saved at once.

    To do the same in a table editor, write your name into reviewer_label, and to reject, Not into predicate_modifier.
    """
    from kg.link.linking import read_decisions
    from kg.link.review import read_questions
    from kg.link.sssom import SssomError

    base = check_base(base)
    if not Path(table).exists():  # For kg link a missing table is an empty one.
        give_up(f"{table}: no such file", UNREADABLE)
    try:
        rows = list(read_decisions(table))
    except (SssomError, OSError) as error:
        give_up(str(error), UNREADABLE)
    questions = read_questions(rows, everything=everything)
    if not questions:
        say("Nothing to review.")
        return
    sentences, entities = _load_sentences(graph, base), _load_entities(wikidata, rows)
    _ask_all(questions, rows, (reviewer or getpass.getuser(), day or ""), table, base, sentences, entities)


def _load_sentences(graph: str | None, base: str) -> Sentences | None:
    from kg.graph.facts import GraphIndex
    from kg.link.review import Sentences
    from kg.profiles.reading import read_expanded
    from kg.rdf.reading import GraphReadError

    try:
        return Sentences(GraphIndex(read_expanded(graph)), base) if graph else None
    except (GraphReadError, OSError) as error:
        give_up(str(error), UNREADABLE)


def _load_entities(wikidata: str | None, rows: Sequence[Row]) -> Mapping[int, Mapping[str, Any]]:
    from kg.link.index.dump import read_entities_of_dump
    from kg.link.index.sources import SourceError

    try:
        return read_entities_of_dump(wikidata, {row.qid for row in rows if row.qid}) if wikidata else {}
    except SourceError as error:
        give_up(str(error), UNREADABLE)


def _ask_all(
    questions: Sequence[Question],
    rows: list[Row],
    reviewer: tuple[str, str],
    table: str,
    base: str,
    sentences: Sentences | None,
    entities: Mapping[int, Mapping[str, Any]],
) -> None:
    """Ask for each entity in turn. Going back restores the rows of the one before as they were.

    ``reviewer`` is who reviews, and on which day.
    """
    from kg.link.review import accept, reject

    before = list(rows)
    at = 0
    while at < len(questions):
        question = questions[at]
        _show(question, f"{at + 1} of {len(questions)}", before, sentences, entities)
        answer = _prompt(len(question.places), first=at == 0)
        if answer == "q":
            return
        if answer == "b":
            at -= 1
            _restore(questions[at], rows, before)
            _save(rows, table, base)
            continue
        at += 1
        if answer == "s":
            continue
        _restore(question, rows, before)
        for place in question.places if answer == "n" else (question.places[int(answer) - 1],):
            rows[place] = reject(rows[place], *reviewer) if answer == "n" else accept(rows[place], *reviewer)
        _save(rows, table, base)


def _restore(question: Question, rows: list[Row], before: Sequence[Row]) -> None:
    for place in question.places:
        rows[place] = before[place]


def _show(question: Question, count: str, rows: Sequence[Row], sentences: Sentences | None, entities: Mapping[int, Mapping[str, Any]]) -> None:
    from kg.link.review import describe_item

    row = rows[question.places[0]]
    name = click.style(show_safely(row["subject_label"]), bold=True)
    click.echo(f"\n{count}  {name} ({show_safely(row['subject_category'])})  {show_safely(question.subject)}")
    for sentence in sentences.of(question.subject) if sentences else ():
        click.echo(f"  “{show_safely(sentence)}”")
    for number, place in enumerate(question.places, 1):
        row = rows[place]
        told = describe_item(entities, row.qid or 0) or row["object_label"] or row["match_string"]
        click.echo(f"  {number}  {show_safely(told)}  https://www.wikidata.org/wiki/Q{row.qid}  {row['confidence']}")
        click.echo(f"     {show_safely(row['comment'])}")


def _prompt(candidates: int, *, first: bool) -> str:
    """The answer: the number of a candidate, n, s, b or q."""
    numbers = [str(number) for number in range(1, candidates + 1)]
    choices = [*numbers, *(["y"] if candidates == 1 else []), "n", "s", *([] if first else ["b"]), "q"]
    answer: str = click.prompt(f"  same? {', '.join(choices)}", type=click.Choice(choices), default="s", show_choices=False)
    return "1" if answer == "y" else answer


def _save(rows: Sequence[Row], table: str, base: str) -> None:
    from kg.link.linking import write_decisions
    from kg.output.files import PublishError, open_output

    try:
        with open_output(table) as out:
            write_decisions(rows, base, out)
    except PublishError as error:
        give_up(str(error), UNREADABLE)
