"""Outputs of a build: their syntaxes, and checks that no output replaces an input or another output."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.rdf.formats import Format


def choose_formats(output: str, name: str | None, flat: bool, named: bool) -> tuple[Format, ...]:
    """The syntaxes to write: one for a file or standard output, two for each article in a folder. A usage error for an unknown one."""
    from kg.rdf.formats import UnknownFormatError, check_named, find_format, format_of_path

    json = "jsonld-flat" if flat else "jsonld"
    formats: tuple[Format, ...]
    try:
        if is_folder(output):
            formats = (find_format(name),) if name else (find_format("turtle"), find_format(json))
        else:
            formats = (find_format(name) if name else find_format("turtle") if output == "-" else format_of_path(output),)
        formats = tuple(find_format(json) if form.name == "jsonld" else form for form in formats)
        if named and not is_folder(output):
            check_named(formats[0])
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    return formats


def is_folder(output: str) -> bool:
    """Whether an output is a folder: an existing one, or a new name that ends in a separator or has no extension."""
    path = Path(output)
    if output == "-" or (path.exists() and not output.endswith(("/", "\\"))):
        return output != "-" and path.is_dir()
    return output.endswith(("/", "\\")) or not path.suffix


def check_paths(articles: Iterable[str], outputs: dict[str, str | None]) -> None:
    """Refuse, as a usage error, outputs that would replace an input or each other; ``outputs`` are paths by the name of their option."""
    inputs = {key: path for path in articles if path != "-" and (key := _identity(path))}
    seen: dict[object, str] = {}
    for name, path in outputs.items():
        if path is None:
            continue
        if not path:
            raise click.UsageError(f"{name} is empty")
        key = "-" if path == "-" else _identity(path)
        if key is None:
            continue
        if key in inputs:
            raise click.UsageError(f"{name} {path} would replace the article {inputs[key]}")
        if key in seen:
            raise click.UsageError(f"{seen[key]} and {name} are both {path}")
        seen[key] = name


def _identity(path: str) -> object | None:
    """Identity of a file, equal for two paths of the same file; None for folders, devices and pipes, which may take several outputs."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return os.path.realpath(path) if "\0" not in path else None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
