"""What the publisher says of a release: from a file (kg.toml) and from options, which come first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.graph.iris import DEFAULT_BASE
from kg.values import dataclass


class ConfigError(ValueError):
    """A configuration that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """What is told of the dataset. "" stands for what nobody told.

    ``issued`` is a date (ISO 8601); ``licence`` the licence of the articles where the publisher knows it better than the files (IRI);
    ``site`` the address at which the site will stand; ``previous`` the folder, zip or manifest of the release before; ``shard`` the most bytes
    (unpacked) in one file of a dump; ``articles`` the folder of the articles' files, to show their texts.
    """

    title: str = "Armed conflicts"
    description: str = ""
    creator: tuple[str, ...] = ()
    publisher: str = ""
    contact: str = ""
    version: str = "1.0.0"
    issued: str = ""
    base: str = DEFAULT_BASE
    licence: str = ""
    doi: str = ""
    site: str = ""
    previous: str = ""
    keywords: tuple[str, ...] = ()
    shard: int = 512 * 1024 * 1024


def read_config(path: Path, **options: Any) -> Config:
    """The configuration of a TOML file; ``options`` that are not None replace its values. ConfigError with file, line and key."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return make_config(entries, str(path), **options)


