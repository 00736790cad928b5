"""What a reader is: the interface that readers of third parties keep to (docs/plugins.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.model.article import Article
from kg.read.error import ReadError
from kg.read.input.source import Input
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user knows of an input that it does not tell itself; ``form`` names the reader, ``contact`` goes into requests to a live site."""

    title: str | None = None
    url: str | None = None
    revision: str | None = None
    retrieved: str | None = None
    language: str | None = None
    form: str | None = None
    contact: str | None = None


class Reader(NamedTuple):
    """A form of input: its name, the endings of file names, whether some bytes look like it, and how it is read.

    ``sniff`` gets the first 64 kB of the content and the file's name in lower case. ``read`` yields articles, and a
    ReadError for each page that it cannot read; it may also raise one to end the input.
    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[Input, ReadOptions], Iterator[Article | ReadError]]
