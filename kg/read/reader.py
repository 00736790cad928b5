"""What a reader is: the interface that readers of third parties keep to (docs/plugins.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.model.article import Article
from kg.read.error import ReadError
from kg.read.input.source import Input
from kg.values import dataclass

# What tells of one page, and the words for it.
OF_ONE_PAGE = ("title", "url", "revision")
_WORDS = {"title": "title", "url": "address", "revision": "revision", "retrieved": "time of retrieval", "language": "language"}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user knows of an input that it does not tell itself; ``form`` names the reader, ``contact`` goes into requests to a live site.

    ``allow_private`` lets a live site at a public address lead to private ones.
    ``time_limit`` is how many seconds of processor time reading a page, and then building it, may take (None: no limit).
    """

    title: str | None = None
    url: str | None = None
    revision: str | None = None
    retrieved: str | None = None
    language: str | None = None
    form: str | None = None
    contact: str | None = None
    allow_private: bool = False
    time_limit: float | None = None


class Reader(NamedTuple):
    """A form of input: its name, the endings of file names, whether some bytes look like it, and how it is read.

    ``sniff`` gets the first 64 kB of the content and the file's name in lower case. ``read`` yields articles, and a
    ReadError for each page that it cannot read; it may also raise one to end the input.
    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[Input, ReadOptions], Iterator[Article | ReadError]]


def obey_told(articles: Iterator[Article | ReadError], options: ReadOptions) -> Iterator[Article | ReadError]:
    """Complete articles by what the user told: it is obeyed or refused, never ignored.

    A ReadError for an article that says otherwise itself, and for a second page where one was told of.
    """
    told = {name: value for name in _WORDS if (value := getattr(options, name)) is not None}
    single = next((name for name in OF_ONE_PAGE if name in told), None)
    count = 0
    for article in articles:
        if not told or isinstance(article, ReadError):
            yield article
            continue
        count += 1
        if single and count > 1:
            yield ReadError(f"--{single} tells of one page, but the input has several: {article.source.title!r} is another", article.source.file)
        else:
            yield _complete(article, told)


def _complete(article: Article, told: dict[str, str]) -> Article | ReadError:
    source = article.source
    missing: dict[str, str] = {}
    for name, value in told.items():
        known = getattr(source, name)
        if known is None:
            missing[name] = value
        elif known != value:
            return ReadError(f"{source.title!r}: its {_WORDS[name]} is {known!r} by the input itself, not {value!r} (--{name})", source.file)
    return replace(article, source=replace(source, **missing)) if missing else article  # type: ignore[arg-type]
