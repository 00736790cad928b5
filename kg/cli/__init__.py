"""The command kg. Each subcommand is a module of this package, imported when it is called."""

from __future__ import annotations

import errno
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from kg.version import __version__

# Subcommand: module and the name of its click command, with the line that `kg --help` shows (so that help imports none of them).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "build": ("kg.cli.build", "build", "Build graphs from articles."),
    "validate": ("kg.cli.validate", "validate", "Validate graphs against the SHACL shapes."),
    "convert": ("kg.cli.convert", "convert", "Convert graphs between profiles and formats."),
    "facts": ("kg.cli.facts", "facts", "List the facts of an article or a graph."),
    "table": ("kg.cli.table", "table", "Write facts, conflicts, sides, people, figures or references as a table."),
    "cite": ("kg.cli.cite", "cite", "Cite articles, facts or the whole as text, BibTeX or CSL-JSON."),
    "explain": ("kg.cli.explain", "explain", "Show the claims about something, with their evidence."),
    "bulk": ("kg.cli.bulk.bulk", "bulk", "Build the graphs of a whole dump, in parts and processes; go on after a stop."),
    "update": ("kg.cli.bulk.update", "update", "Bring the graphs of a dump to a later state of its wiki."),
    "merge": ("kg.cli.merge", "merge", "Give things whose pages redirect to one page one IRI."),
    "diff": ("kg.cli.diff", "diff", "Compare two graphs or releases: what differs, and why."),
    "index": ("kg.cli.wikidata.index", "index", "Build an index of Wikidata for linking."),
    "link": ("kg.cli.wikidata.link", "link", "Link the entities of a graph to Wikidata."),
    "review": ("kg.cli.wikidata.review", "review", "Accept or reject links in the terminal."),
    "items": ("kg.cli.wikidata.items", "items", "Get the items of Wikidata that a linked graph needs."),
    "compare": ("kg.cli.wikidata.compare", "compare", "Compare a linked graph with Wikidata."),
    "give-back": ("kg.cli.wikidata.giveback", "give_back", "Prepare statements that Wikidata lacks, with sources."),
    "load": ("kg.cli.load", "load", "Load graphs into a store on disk or a SPARQL server."),
    "query": ("kg.cli.query", "query", "Query graphs or a store: SPARQL, or a named query."),
    "serve": ("kg.cli.serve", "serve", "Serve graphs as SPARQL endpoint, linked data and web pages."),
    "publish": ("kg.cli.publish.publish", "publish", "Publish a dataset: dumps, tables, description, site, checksums."),
    "verify": ("kg.cli.publish.verify", "verify", "Check every promise of a release."),
    "completion": ("kg.cli.completion", "completion", "Print the completion script for a shell."),
}


EPILOG = """\b
Examples:
  kg build --sample -o out/
  kg facts article.txt
  kg validate graph.ttl

\b
Exit codes: 0 done, 1 a graph does not conform, 2 wrong usage or a missing
extra, 3 an input cannot be read or an output cannot be written,
130 interrupted."""

INTERRUPTION = "interrupted; what was written before is whole"


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program; also the help may be printed to where nothing can be written."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            _leave_output(error)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand. An interruption, a missing library, and standard output that takes no more end it with an exit code, not a traceback."""
        from kg.cli.io.terminal import INTERRUPTED, USAGE, give_up, wants_colour

        ctx.color = wants_colour()
        before = signal.getsignal(signal.SIGINT)
        try:
            if before is signal.SIG_DFL:  # kg.__main__ has set it so.
                signal.signal(signal.SIGINT, signal.default_int_handler)
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            if before is signal.SIG_DFL:
                signal.signal(signal.SIGINT, before)  # Here, so that an interruption that comes just now is told as well.
            return result
        except KeyboardInterrupt:
            give_up(INTERRUPTION, INTERRUPTED)
        except ModuleNotFoundError as error:
            from kg.cli.io.extras import describe_missing

            message = describe_missing(ctx.invoked_subcommand, error)
            if message is None:
                raise
            give_up(message, USAGE)
        except OSError as error:
            _leave_output(error)
        except RuntimeError as error:  # Python 3.11 makes this of an interruption that falls into the making of a class, as an import does it.
            if not isinstance(error.__cause__, KeyboardInterrupt):
                raise
            give_up(INTERRUPTION, INTERRUPTED)
        finally:
            if before is signal.SIG_DFL:
                signal.signal(signal.SIGINT, before)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


def _leave_output(error: OSError) -> NoReturn:
    """End a command whose output is not taken: without a word where the reader of a pipe has gone (``kg facts … | head``)."""
    from kg.cli.io.terminal import PIPE_BROKEN, UNREADABLE, give_up

    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        with Path(os.devnull).open("w") as nowhere:  # What is left in Python's buffer must go somewhere when the program ends.
            os.dup2(nowhere.fileno(), sys.__stdout__.fileno())
    if error.errno == errno.EPIPE:
        raise SystemExit(PIPE_BROKEN)
    give_up(f"{error.filename or 'standard output'}: {error.strerror or error}", UNREADABLE)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn encyclopedic articles on armed conflicts into linked data with a checked source for every fact."""
