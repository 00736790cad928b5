"""The command kg: each subcommand is a module of this package, imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from kg import __version__

# Subcommand: module and the name of its click command, with the line that `kg --help` shows (so that help imports none of them).
COMMANDS: dict[str, tuple[str, str, str]] = {
    "build": ("kg.cli.build", "build", "Turn articles into a graph."),
    "validate": ("kg.cli.validate", "validate", "Check graphs against the shapes."),
    "facts": ("kg.cli.facts", "facts", "List the facts of an article or a graph."),
    "explain": ("kg.cli.explain", "explain", "Show the claims about something and the words they stand on."),
    "completion": ("kg.cli.completion", "completion", "Print the completion script of a shell."),
}


EPILOG = """\b
Examples:
  kg build --sample -o out/
  kg facts article.txt
  kg validate graph.ttl

\b
Exit codes: 0 done, 1 a graph does not conform, 2 wrong usage,
3 input that cannot be read or output that cannot be written."""


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn encyclopedic articles on armed conflicts into linked data with a checked source for every fact."""
