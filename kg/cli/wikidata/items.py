"""kg items: the items of Wikidata that a linked graph needs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import click

from kg.cli.io.reading import check_url
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted

EPILOG = """\b
Examples:
  kg items linked.nq -o ids.txt
  kg items linked.nq --fetch --contact you@example.org -o items.json
  kg items linked.nq --sparql -o items.rq

\b
With --fetch, 50 items are asked for at a time, one request after the other, with maxlag, as
  https://www.wikidata.org/w/api.php?action=wbgetentities&ids=Q1|Q2&props=claims|labels|descriptions&format=json
What has come is kept in the cache, so that a broken run goes on where it ended.
kg compare and kg give-back read the result: --wikidata items.json"""


@click.command(epilog=EPILOG)
@click.argument("graph", metavar="GRAPH")
@click.option("-o", "--output", default="-", show_default=True, metavar="OUT", help="The file to write.")
@click.option("--fetch", is_flag=True, help="Get the items from the API and write them as Wikidata's dump has them.")
@click.option("--sparql", is_flag=True, help="Write a query that constructs their statements, for a SPARQL service of Wikidata.")
@click.option(
    "--api", default="https://www.wikidata.org/w/api.php", show_default=True, metavar="URL", help="The API of Wikidata or another Wikibase."
)
@click.option("--contact", metavar="ADDRESS", help="Your e-mail or web address, sent to the API with each request.")
@click.option("--cache", "cache_path", metavar="FILE", help="Cache for what has come.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def items(graph: str, output: str, fetch: bool, sparql: bool, api: str, contact: str | None, cache_path: str | None, quiet: bool) -> None:
    """Write the ids of the items that GRAPH is linked to, one on each line, or get the items themselves (--fetch).

    They are the few that kg compare and kg give-back need of Wikidata's dump.
    """
    from kg.graph.facts import GraphIndex
    from kg.link.giveback.links import Links
    from kg.output.files import PublishError, open_output
    from kg.profiles.reading import read_expanded
    from kg.rdf.reading import GraphReadError

    if fetch and sparql:
        raise click.UsageError("--fetch and --sparql are two ways: give one")
    check_url(api, "--api")
    try:
        qids = sorted(set(Links(GraphIndex(read_expanded(graph))).items.values()))
        if not qids:
            give_up(f"{graph}: no entity is linked to Wikidata; kg link does that", UNREADABLE)
        lines = _fetched(qids, api, contact, cache_path, quiet=quiet) if fetch else [_query(qids)] if sparql else [f"Q{qid}\n" for qid in qids]
        with open_output(output) as out:
            out.writelines(lines)
    except (GraphReadError, PublishError, OSError, sqlite3.Error) as error:
        give_up(str(error), UNREADABLE)
    if not quiet and output != "-":
        say(f"{output}: {counted(len(qids), 'item')}", colour="green")


def _fetched(qids: list[int], api: str, contact: str | None, cache_path: str | None, *, quiet: bool) -> list[str]:
    """The items in lines. Ends the command where the API gives no answer; what came before is in the cache."""
    from kg.cli.wikidata.link import default_cache
    from kg.link.items import fetch_items, to_lines
    from kg.link.service import AnswerCache
    from kg.read.error import ReadError
    from kg.read.mediawiki.api import Client, user_agent
    from kg.read.mediawiki.web import Reach

    def tell(done: int, wanted: int) -> None:
        if not quiet:
            say(f"{done} of {wanted} items")

    if not contact and not quiet:
        say("No --contact is given: Wikimedia asks for an address in each request, and may refuse without one.", colour="yellow")
    with closing(AnswerCache(cache_path or default_cache("items"))) as cache:
        try:
            client = Client(api, user_agent(contact), Reach(urlsplit(api).netloc))
            return list(to_lines(fetch_items(qids, client, cache, tell=tell)))
        except ReadError as error:
            give_up(f"{error}; run again to go on", UNREADABLE)


def _query(qids: list[int]) -> str:
    from kg.link.giveback.properties import load_figures, load_properties
    from kg.link.items import construct_query

    rules = (*load_properties(), *load_figures().values())
    return construct_query(qids, (name for rule in rules for name in (rule.wikidata, *rule.also)))
