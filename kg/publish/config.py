"""What the publisher says of a release: from a file (kg.toml) and from options, which come first."""

from __future__ import annotations

import difflib
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from pathlib import Path
from typing import Any

from kg.graph.iris import DEFAULT_BASE
from kg.output.visible import is_plain
from kg.publish.agents import check_agent
from kg.publish.licence_address import check_licence
from kg.rdf.terms import IRI
from kg.values import dataclass

TABLE = "dataset"
# How tomllib tells where a file is no TOML.
_TOML_PLACE = re.compile(r"(?P<words>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
# Options that are not called as their key.
_OPTION = {"keywords": "keyword"}
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")


class ConfigError(ValueError):
    """A configuration that cannot be used; the message names the file, the line where there is one, and the key."""


class _WrongPartError(ValueError):
    """A value of a list that is wrong."""

    def __init__(self, reason: str, value: str) -> None:
        super().__init__(reason)
        self.value = value


@dataclass(frozen=True, slots=True)
class Config:
    """What is told of the dataset. "" stands for what nobody told.

    ``creator`` are names, each "Name" or "Name <IRI>" (an ORCID, a web site), and so is ``publisher``; ``contact`` is an e-mail or web address.
    ``issued`` is a date (ISO 8601); ``licence`` the licence of the articles where the publisher knows it better than the files (IRI);
    ``site`` the address at which the site will stand, ending in a slash; ``previous`` the folder, zip or manifest of the release before; ``shard``
    the most bytes (unpacked) in one file of a dump; ``articles`` the folder of the articles' files, to show their texts.
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
    articles: str = ""
    keywords: tuple[str, ...] = ()
    shard: int = 512 * 1024 * 1024


KEYS = tuple(field.name for field in fields(Config))


def read_config(path: Path, **options: Any) -> Config:
    """The configuration of a TOML file; ``options`` that are not None replace its values. ConfigError with file, line and key; OSError.

    Paths of the file (previous, articles) are relative to its folder.
    """
    text = _decode(path.read_bytes(), str(path))
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_place_toml_error(path, error)) from error
    own = entries.get(TABLE, {})
    for key in ("previous", "articles"):
        if isinstance(own, dict) and isinstance(own.get(key), str) and "://" not in own[key]:
            own[key] = str(path.parent / own[key]) if own[key] else ""
    return make_config(entries, str(path), lambda key, value: _line_of(text, key, value), **options)


def _decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, with or without the mark that some editors write first. ConfigError with line and column."""
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise ConfigError(f"{name}:{line}:{column}: not UTF-8: byte 0x{data[error.start]:02X}") from error


def _place_toml_error(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """What is no TOML, with its place before it as in our other messages."""
    match = _TOML_PLACE.fullmatch(str(error))
    return f"{path}:{match['line']}:{match['column']}: {match['words']}" if match else f"{path}: {error}"


def make_config(entries: Mapping[str, Any], name: str = "", line_of: Callable[[str, str], int | None] | None = None, **options: Any) -> Config:
    """The configuration of the entries of a file called ``name``, in which ``line_of`` finds a key. ConfigError as said above."""

    def refuse(key: str, reason: str, value: str = "") -> ConfigError:
        line = line_of(key, value) if line_of else None
        return ConfigError(f"{name}{f':{line}' if line else ''}: {reason}" if name else reason)

    for key in entries:
        if key in KEYS:
            raise refuse(key, f"the key {key!r} stands outside of [{TABLE}]; put it under [{TABLE}]")
        if key != TABLE:
            raise refuse(key, f"unknown table or key {key!r}{_meant(key, (TABLE,))}; all keys stand in [{TABLE}]")
    own = entries.get(TABLE, {})
    if not isinstance(own, Mapping):
        raise refuse(TABLE, f"[{TABLE}] is a table of keys")
    for key in own:
        if key not in KEYS:
            raise refuse(key, f"unknown key {key!r} in [{TABLE}]{_meant(key, KEYS)}")
    values: dict[str, Any] = {}
    for key, value in {**own, **{key: value for key, value in options.items() if value is not None}}.items():
        given = options.get(key) is not None
        try:
            check: Callable[[Any], Any] = _CHECKS.get(key, _text)
            values[key] = check(value)
        except ValueError as error:
            wrong = getattr(error, "value", "")
            raise ConfigError(f"--{_OPTION.get(key, key)}: {error}") if given else refuse(key, f"{key} in [{TABLE}]: {error}", wrong) from error
    return Config(**values)


def _meant(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.lower(), known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; the keys are {', '.join(known)}"


def _line_of(text: str, key: str, value: str = "") -> int | None:
    """The line in which a key is given, or a table begins; of a list, that of the value."""
    pattern = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=\].]""")
    lines = text.split("\n")
    found = next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)
    return next((number for number in range(found, len(lines) + 1) if value and value in lines[number - 1]), found) if found else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text is wanted, not {_shown(value)}")
    if not is_plain(value):
        raise ValueError("words are wanted, without control characters or line ends")
    return value.strip()


def _shown(value: Any) -> str:
    """A value as TOML writes it, roughly."""
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def _some(value: Any) -> str:
    if not (text := _text(value)):
        raise ValueError("it is empty")
    return text


def _words(value: Any) -> str:
    """Text of several lines."""
    if not isinstance(value, str) or not all(map(is_plain, value.split("\n"))):
        raise ValueError("text is wanted, without control characters")
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple):
        raise ValueError(f"a text or a list of texts is wanted, not {_shown(value)}")
    return tuple(map(_some, listed))


def _agents(value: Any) -> tuple[str, ...]:
    return tuple(_agent(text) for text in _texts(value))


def _agent(value: Any) -> str:
    text = _text(value)
    try:
        return check_agent(text)
    except ValueError as error:
        raise _WrongPartError(str(error), text) from error


def _contact(value: Any) -> str:
    """An e-mail or web address."""
    text = _text(value)
    if text and not re.fullmatch(r"(?:mailto:)?[^\s@:/]+@[^\s@/]+|https?://\S+", text):
        raise ValueError(f"an e-mail or web address is wanted, not {text!r}")
    return text


def _iri(value: Any) -> str:
    text = _text(value)
    return str(IRI(text)) if text else ""


def _licence(value: Any) -> str:
    """The licence of articles."""
    iri = _iri(value)
    return check_licence(iri) if iri else ""


def _base(value: Any) -> str:
    text = _some(value)
    if "#" in text:
        raise ValueError(f"a base IRI has no #, since parts of articles are told apart by it: {text!r}")
    return str(IRI(text if text.endswith("/") else text + "/"))


def _site(value: Any) -> str:
    text = _text(value)
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(f"an address is wanted that begins with http:// or https://, not {text!r}")
    return str(IRI(text if text.endswith("/") else text + "/")) if text else ""


def _issued(value: Any) -> str:
    """A date, which TOML has a form of its own for."""
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, date):
        raise ValueError(f"a date without a time is wanted ({value:%Y-%m-%d}), not {value.isoformat()}")
    text = _text(value)
    if text and (not re.fullmatch(r"\d{4}-\d\d-\d\d", text) or not _is_day(text)):
        raise ValueError(f"{text!r} is no date of the form 2026-01-31")
    return text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _doi(value: Any) -> str:
    text = _text(value).removeprefix("https://doi.org/").removeprefix("doi:")
    if text and not _DOI.fullmatch(text):
        raise ValueError(f"{text!r} is no DOI (10.5281/zenodo.123)")
    return text


def _size(value: Any) -> int:
    if type(value) is not int or value < 1 << 20:
        raise ValueError(f"a number of bytes is wanted, 1048576 at least, not {value!r}")
    return value


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "title": _some, "description": _words, "creator": _agents, "publisher": _agent, "version": _some, "issued": _issued, "base": _base,
    "licence": _licence, "doi": _doi, "site": _site, "keywords": _texts, "shard": _size, "contact": _contact,
}  # fmt: skip
