"""kg facts: the facts of an article or a graph as a table for the terminal, CSV or JSON lines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kg.cli.io.reading import reading_options
from kg.cli.io.terminal import is_terminal, require_output
from kg.output.visible import show_safely

if TYPE_CHECKING:
    from kg.graph.facts import Fact

EPILOG = """\b
Examples:
  kg facts article.txt                  a table in the terminal
  kg facts --sample --format csv        for a spreadsheet
  kg facts graph.ttl --format jsonl     one JSON object a line, with positions"""

_WIDTHS = (("side", 4), ("what", 12), ("value", 38), ("detail", 30), ("quote", 36))


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, metavar="ARTICLE|GRAPH...")
@click.option("--format", "format_name", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True, help="Form of the output.")
@click.option("--names", is_flag=True, help="Also list claims that only name entities (labels, page titles).")
@reading_options
def facts(sources: tuple[str, ...], format_name: str, names: bool, sample: bool, **options: Any) -> None:
    """List the facts of articles or graphs: side, what, who, numbers, dates, quote, position, certainty.

    As CSV and JSON lines, this is the table of facts that kg table writes.
    """
    from kg.cli.io.graphs import load_triples
    from kg.graph.facts import GraphIndex, read_facts

    require_output()
    if not sources and not sample:
        raise click.UsageError("nothing to list: name an article or a graph, or give --sample")
    index = GraphIndex(load_triples(sources, sample, **options))
    if format_name == "table":
        _print_table(read_facts(index, names=names))
        return
    from kg.cli.io.tables import print_rows
    from kg.tables.claims import ClaimIndex
    from kg.tables.facts import list_facts

    print_rows("facts", list_facts(ClaimIndex(index), names=names), format_name)


def _print_table(found: Iterable[Fact]) -> None:
    """Print a table as wide as the terminal, one line for each claim; inferred facts are marked."""
    spare = max(0, shutil.get_terminal_size((130, 24)).columns - sum(width + 2 for _, width in _WIDTHS))
    widths = [width + (spare // 2 if name in ("value", "quote") else 0) for name, width in _WIDTHS]
    article = None
    for fact in choose_words(found):
        if fact.article != article:
            article = fact.article
            click.echo(("\n" if article is not None else "") + click.style(show_safely(article), bold=True))
            click.echo(click.style("  ".join(name.ljust(width) for (name, _), width in zip(_WIDTHS, widths, strict=True)).rstrip(), dim=True))
        side = "" if fact.side is None else str(fact.side)
        mark = "?" if fact.certainty == "Inferred" else ""
        value = f"{fact.who} → {fact.value}" if fact.who else fact.value
        cells = (side + mark, fact.what, value, detail(fact), fact.quote)
        line = "  ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        click.echo(click.style(line, fg="yellow") if mark else line)
    if is_terminal(sys.stdout):
        click.echo(click.style("\n? inferred, not stated; kg explain tells the rule", dim=True))


def choose_words(found: Iterable[Fact]) -> Iterator[Fact]:
    """Choose one row for each claim, in text order: of several quotes, the one that names the value or gives the figure, rather than a heading."""
    best: dict[str, Fact] = {}
    for fact in found:
        if fact.claim not in best or _tells(fact) > _tells(best[fact.claim]):
            best[fact.claim] = fact
    yield from sorted(best.values(), key=lambda fact: (fact.article, fact.quote_start, fact.quote_end, fact.what, fact.value, fact.claim))


def _tells(fact: Fact) -> tuple[bool, int]:
    quote = fact.quote.replace(",", "").casefold()
    figures = {str(figure) for figure in (fact.low, fact.high) if figure is not None}
    return any(figure in quote for figure in figures) or (not figures and fact.value.casefold() in quote), len(quote)


def detail(fact: Fact) -> str:
    """Qualifiers of a fact in one line."""
    dates = "–".join(part or "" for part in (fact.valid_from, fact.valid_until)) if fact.valid_from or fact.valid_until else None
    parts = (fact.rank, fact.role, fact.affiliation and f"of {fact.affiliation}", fact.fate, dates, fact.as_of and f"as of {fact.as_of}")
    return ", ".join(part for part in parts if part)


def _fit(text: str, width: int) -> str:
    text = show_safely(" ".join(text.split()))
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
