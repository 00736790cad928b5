"""The reference of all commands as a page: docs/commands.md is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import click

from kg.cli import COMMANDS, main
from kg.cli.io.extras import extra_of_command

_HEAD = """# Commands

`kg --help` and `kg COMMAND --help` show the same. `eval "$(kg completion bash)"` completes commands and options (also `zsh`, `fish`).

Exit codes: 0 done; 1 a graph does not conform, or nothing was found; 2 wrong usage or a missing extra; 3 an input cannot be read or an output
cannot be written; 130 interrupted.

Environment: `NO_COLOR` turns colour off. `SOURCE_DATE_EPOCH` is recorded as the time of a run; without it, no time is recorded.
"""


def commands_page() -> str:
    """The page in Markdown: for each command its usage, description, options and examples."""
    context = click.Context(main, info_name="kg")
    sections = [_HEAD]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        sections.append("\n\n".join(_section(command, click.Context(command, context, name))) + "\n")
    return "\n".join(sections)


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## kg {context.info_name}"
    yield "```\n" + " ".join(("kg", str(context.info_name), *command.collect_usage_pieces(context))) + "\n```"
    yield from _paragraphs(cleandoc(command.help or ""))
    if extra := extra_of_command(command):
        yield f"Needs the extra `{extra}`: `pip install 'conflict-kg[{extra}]'`."
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    if options:
        yield "\n".join(("| option | meaning |", "|---|---|", *(_option(option, context) for option in options)))
    yield from _paragraphs(command.epilog or "")


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(option.opts + option.secondary_opts)
    value = "" if option.is_flag else " " + (option.metavar or _value(option.type))
    default = option.get_default(context) if option.show_default else None
    words = " ".join(filter(None, (option.help, "Required." if option.required else "", f"Default: `{default}`." if default else "")))
    return f"| `{_cell(names + value)}` | {_cell(words)} |"


def _value(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f"[{'|'.join(kind.choices)}]"
    return {"integer range": "NUMBER", "float range": "NUMBER", "directory": "FOLDER"}.get(kind.name, kind.name.upper())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a help text; examples, whose lines must not be joined, as a block of code."""
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line != "\b"]
        if lines[0] in ("Example:", "Examples:"):
            yield "\n".join((lines[0], "", "```", *(line.removeprefix("  ") for line in lines[1:]), "```"))
        elif paragraph:
            yield " ".join(lines)
