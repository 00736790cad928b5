"""What an article cites for a claim, as a reference of Wikidata. Pure.

A reference names the work by its item, by an address, or by a title with an author, a date or an ISBN; a name and a year alone are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from kg.citation.citation import permanent_address
from kg.graph.facts import GraphIndex, plain
from kg.language.language import pack_of
from kg.link.giveback.candidates import article_of, language_of
from kg.link.giveback.values import Time, in_calendar_of_the_time, time_of_literal
from kg.rdf.terms import CK, DCT, IRI, SCHEMA, WD
from kg.values import dataclass

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_PAGES = re.compile(r"[A-Za-z]?[\dIVXLCivxlc]+(?:[ ,–—-]+[\dIVXLCivxlc]+)*")
# As Wikidata wants them: in the five and four parts that their hyphens make.
_ISBN_13 = re.compile(r"97[89]-\d+-\d+-\d+-\d")
_ISBN_10 = re.compile(r"\d+-\d+-\d+-[\dX]")
_LENGTHS = {"P212": 17, "P957": 13}
_UNDETERMINED = "und"
# What is told of works and not of bare links.
_OF_WORKS = (DCT.term("creator"), SCHEMA.term("author"), DCT.term("publisher"), DCT.term("date"), SCHEMA.term("isbn"))
# A footnote without a template that is longer explains more than it cites.
_LONGEST = 250
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# No: it is Bokmål or Nynorsk on Wikidata.
_NOT_OF_WIKIDATA = frozenset({"no"})


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited, by Wikidata's properties; ``version`` is the address of the version of the article that cites it."""

    item: int | None = None
    title: str | None = None
    language: str = "en"
    authors: tuple[str, ...] = ()
    pages: str | None = None
    isbn: tuple[str, str] | None = None
    published: Time | None = None
    url: str | None = None
    archive: str | None = None
    version: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it names a work that can be found."""
        return bool(self.item or self.url or (self.title and (self.authors or self.published or self.isbn)))


def read_sources(index: GraphIndex, claims: Iterable[str]) -> tuple[Source, ...]:
    """All that claims cite, each once, complete or not."""
    found = (_source(index, plain(node), claim) for claim in claims for node in index.all(claim, CK.term("reference")))
    return tuple(dict.fromkeys(found))


def _source(index: GraphIndex, reference: str, claim: str) -> Source:
    title, item = _title(index, reference), index.one(reference, SCHEMA.term("sameAs"))
    published = time_of_literal(index.text(reference, DCT.term("date")) or "")
    pages, isbn = index.text(reference, SCHEMA.term("pagination")), index.text(reference, SCHEMA.term("isbn"))
    return Source(
        item=int(item.removeprefix(WD)[1:]) if isinstance(item, IRI) and item.startswith(f"{WD}Q") else None,
        title=one_line(title) if title else None,
        language=_language_of_title(title or "", index.text(reference, DCT.term("language")), language_of(index, claim)),
        authors=tuple(one_line(plain(name)) for name in index.all(reference, SCHEMA.term("author"))),
        pages=pages if pages and _PAGES.fullmatch(pages) else None,
        isbn=_isbn(isbn) if isbn else None,
        published=in_calendar_of_the_time(published) if published and (title or item) else None,
        url=None if _explains(index, reference) else _web_address(index.text(reference, SCHEMA.term("url"))),
        archive=_web_address(index.text(reference, SCHEMA.term("archivedAt"))),
        version=_version(index, article_of(index, claim)),
    )


def _explains(index: GraphIndex, reference: str) -> bool:
    """Whether a footnote explains at length and has an address besides, which may be of a detail only."""
    words = index.text(reference, DCT.term("bibliographicCitation")) or ""
    return len(words) > _LONGEST and not any(index.one(reference, predicate) for predicate in _OF_WORKS)


def _title(index: GraphIndex, reference: str) -> str | None:
    """The title of a work; of an address of which nothing else is told, the words beside it are a label of the link and may be no title."""
    is_link = index.one(reference, SCHEMA.term("url")) and not any(index.one(reference, predicate) for predicate in _OF_WORKS)
    return None if is_link else index.text(reference, DCT.term("title"))


def _isbn(words: str) -> tuple[str, str] | None:
    """An ISBN with its hyphens and its property; None for one that is written without them: where they stand is not told."""
    for name, pattern in (("P212", _ISBN_13), ("P957", _ISBN_10)):
        if pattern.fullmatch(words) and len(words) == _LENGTHS[name]:
            return name, words
    return None


def _language_of_title(title: str, told: str | None, of_article: str) -> str:
    """The language of a title: as the article tells, else its own, if the title has words that only that has."""
    if told:
        return told if _LANGUAGE.fullmatch(told) and told not in _NOT_OF_WIKIDATA else _UNDETERMINED
    words = {word.casefold() for word in _WORD.findall(title)}
    return of_article if words & _own_words(of_article) else _UNDETERMINED


@cache
def _own_words(language: str) -> frozenset[str]:
    return frozenset(pack_of(language).table("giveback").table("titles").only("own").words("own"))


def _web_address(words: str | None) -> str | None:
    return words.strip() if words and urlsplit(words).scheme in ("http", "https") else None


def _version(index: GraphIndex, article: str | None) -> str | None:
    """The address of the article's version, where its site is known; never guessed."""
    if article is None:
        return None
    return permanent_address(index.text(article, SCHEMA.term("url")), index.text(article, CK.term("revision")))


def one_line(text: str) -> str:
    """Text with single blanks."""
    return _BLANKS.sub(" ", text).strip()


def snaks_of(source: Source) -> Iterator[tuple[str, int | str | Time | Title]]:
    """The properties of a reference with their values, in the order in which they are written."""
    told: tuple[tuple[str, int | str | Time | Title | None], ...] = (
        ("P248", source.item),
        ("P1476", Title(source.title, source.language) if source.title else None),
        *(("P2093", name) for name in source.authors),
        ("P304", source.pages),
        (source.isbn if source.isbn else ("P212", None)),
        ("P577", source.published),
        ("P854", source.url),
        ("P1065", source.archive),
        ("P4656", source.version),
    )
    yield from ((name, value) for name, value in told if value is not None)


@dataclass(frozen=True, slots=True)
class Title:
    """Text in a language (monolingual text)."""

    text: str
    language: str
