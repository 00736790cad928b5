"""kg review: accept or reject links in the terminal."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from kg.cli.io.reading import check_iri
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.graph.iris import DEFAULT_BASE
from kg.output.visible import show_safely


@click.command(epilog="\b\nExample:\n  kg review links.sssom.tsv\n\nThe next kg link with this table turns reviewed links into owl:sameAs.")
@click.argument("table", metavar="TABLE")
@click.option("--all", "everything", is_flag=True, help="Also review links made without review.")
@click.option("--reviewer", help="Your name, for the table.", default=None)
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
def review(table: str, everything: bool, reviewer: str | None, base: str) -> None:
    """Review the candidates in a TABLE of decisions: y accepts, n rejects, s skips, q quits. Each answer is saved at once.

    To do the same in a table editor, write your name into reviewer_label, and to reject, Not into predicate_modifier.
    """
    from kg.link.linking import read_decisions, write_decisions
    from kg.link.sssom import MANUAL, SssomError
    from kg.output.files import PublishError, open_output

    base = check_iri(base, "--base")
    if not Path(table).exists():  # For kg link a missing table is an empty one.
        give_up(f"{table}: no such file", UNREADABLE)
    try:
        rows = list(read_decisions(table))
    except (SssomError, OSError) as error:
        give_up(str(error), UNREADABLE)
    waiting = [at for at, row in enumerate(rows) if row.qid and not row.reviewed and (everything or row["predicate_id"] != "skos:exactMatch")]
    if not waiting:
        say("Nothing to review.")
        return
    settled: set[str] = set()
    for number, at in enumerate(waiting, 1):
        row = rows[at]
        if row["subject_id"] in settled:
            continue
        shown = {name: show_safely(cell) for name, cell in row.cells}
        label = click.style(shown.get("subject_label", ""), bold=True)
        click.echo(f"\n{number} of {len(waiting)}  {label} ({shown.get('subject_category', '')})  {shown['subject_id']}")
        name = shown.get("object_label") or shown.get("match_string", "")
        click.echo(f"  {name}  https://www.wikidata.org/wiki/Q{row.qid}  {shown.get('confidence', '')}\n  {shown.get('comment', '')}")
        answer = click.prompt("  same? y, n, s, q", type=click.Choice(["y", "n", "s", "q"]), default="s", show_choices=False)
        if answer == "q":
            break
        if answer == "s":
            continue
        who = reviewer or getpass.getuser()
        changes = {"reviewer_label": who, "predicate_id": "skos:exactMatch", "mapping_justification": MANUAL, "confidence": "1"}
        rows[at] = row.replace(**changes, predicate_modifier="" if answer == "y" else "Not", other="")
        if answer == "y":
            settled.add(row["subject_id"])
        try:
            with open_output(table) as out:
                write_decisions(rows, base, out)
        except PublishError as error:
            give_up(str(error), UNREADABLE)
