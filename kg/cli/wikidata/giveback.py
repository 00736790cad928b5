"""kg give-back: statements that Wikidata lacks, with the article's own sources."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted


@click.command(
    name="give-back",
    epilog="\b\nExample:\n  kg give-back linked.nq --wikidata latest-all.json.bz2 > batch.qs\n\n"
    "A ledger beside the graph records what has been given back, so that it is not given twice.",
)
@click.argument("graph", metavar="GRAPH")
@click.option("--wikidata", required=True, metavar="DUMP", help="Wikidata's JSON dump, or items in its format (.json, .gz, .bz2).")
@click.option("-o", "--output", default="-", show_default=True, metavar="OUT", help="The batch.")
@click.option(
    "--format", "form", type=click.Choice(["quickstatements", "json"]), default="quickstatements", show_default=True, help="Form of the batch."
)
@click.option("--ledger", "ledger_path", metavar="FILE", help="Ledger of what has been given back (default: GRAPH.given).")
@click.option(
    "--withheld", "withheld_path", metavar="FILE", help="Also write the statements that are withheld, each with its reason (tab-separated)."
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def give_back(graph: str, wikidata: str, output: str, form: str, ledger_path: str | None, withheld_path: str | None, quiet: bool) -> None:
    """Write statements that Wikidata lacks as a batch for QuickStatements, or as Wikibase JSON.

    Each has the reference that the article cites for it; all others are withheld, each with its reason. Only entities whose link a page
    tells, or that a human has accepted, are given back.
    """
    from kg.cli.wikidata.compare import load_comparison
    from kg.link.giveback.statements import WITHHELD_COLUMNS, make_batch
    from kg.link.giveback.writing import to_quickstatements, to_wikibase_json
    from kg.output.files import PublishError, open_output

    ledger = Path(ledger_path or f"{graph}.given")
    loaded = load_comparison(graph, wikidata, quiet=quiet)
    try:
        given = ledger.read_text(encoding="utf-8").split() if ledger.exists() else []
        batch = make_batch(loaded.index, loaded.links, loaded.candidates, loaded.compared, frozenset(given), apart=form == "json")
        if withheld_path:
            with open_output(withheld_path) as out:
                writer = csv.writer(out, delimiter="\t", lineterminator="\n")
                writer.writerow(WITHHELD_COLUMNS)
                writer.writerows(one.cells() for one in batch.withheld)
        with open_output(output) as out:
            if form == "json":
                out.write(to_wikibase_json(batch.statements))
            else:
                out.writelines(to_quickstatements(batch.statements))
        if batch.statements:
            with open_output(str(ledger), compress=False) as out:
                out.writelines(f"{key}\n" for key in sorted({*given, *(statement.key for statement in batch.statements)}))
    except (PublishError, OSError, UnicodeDecodeError) as error:
        give_up(str(error), UNREADABLE)
    if not quiet:
        reasons = ", ".join(f"{reason}: {count}" for reason, count in batch.reasons().items())
        say(f"{counted(len(batch.statements), 'statement')}; {len(batch.withheld)} withheld" + (f" ({reasons})" if reasons else ""), colour="green")
