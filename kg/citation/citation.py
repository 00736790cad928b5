"""What a citation tells, made from a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.domain.sites import host_of
from kg.graph.facts import local_name, spaced
from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, DCT
from kg.tables.claims import ClaimIndex, ClaimParts
from kg.values import dataclass

# What our data are called where they are cited.
DATASET = "Conflict KG"
_WIKIPEDIA = ".wikipedia.org"
_PAGE = lazy_pattern(r"(?P<site>https?://[^/?#]+)/wiki/(?P<title>[^?#]+)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A work to be cited. ``key`` is its IRI; ``kind`` is article, fact or dataset; dates are ISO 8601, None for what the graph does not tell.

    ``container`` is what an article stands in (Wikipedia, or the host of its address). A fact has its ``statement`` and the ``quote`` it stands
    on, with ``start`` and ``end`` in Unicode code points of the source. ``record`` is the page of the dataset that says so, ``consulted`` the day
    on which that was looked at.
    """

    key: str
    kind: str
    authors: tuple[str, ...]
    title: str
    container: str | None = None
    issued: str | None = None
    accessed: str | None = None
    address: str | None = None
    revision: str | None = None
    licence: str | None = None
    language: str | None = None
    statement: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    record: str | None = None
    consulted: str | None = None

    @property
    def url(self) -> str | None:
        """The one address to give where there is room for one: that of the article, or else of the record."""
        return self.address or self.record

    @property
    def visited(self) -> str | None:
        """When ``url`` was looked at: the article when it was read, or else the record."""
        return (self.accessed if self.address else None) or (self.consulted if self.url else None)


def cite_article(graph: ClaimIndex, article: str) -> Citation:
    """The citation of an article version, by its IRI."""
    version, text = graph.version(article), graph.index.text
    container = _container(version.address)
    authors = (version.attribution,) if version.attribution else ()
    return Citation(
        article, "article", authors, version.article, container, _day(text(article, DCT.term("modified"))),
        _day(text(article, CK.term("retrieved"))), permanent_address(version.address, version.revision), version.revision, version.licence,
        text(article, DCT.term("language")),
    )  # fmt: skip


def cite_fact(graph: ClaimIndex, claim: ClaimParts) -> Citation | None:
    """The citation of the article for one claim, with its words; None for a claim without evidence."""
    source = graph.source_of(claim.iri)
    if source is None or claim.best is None:
        return None
    statement = f"{graph.name(claim.subject)}, {spaced(local_name(claim.predicate))}: {graph.shown(claim.object)}"
    article = cite_article(graph, source)
    return replace(
        article, key=claim.iri, kind="fact", statement=statement, quote=claim.best.words, start=claim.best.start, end=claim.best.end,
        record=claim.iri,
    )  # fmt: skip


def cite_dataset(title: str, creators: Iterable[str], address: str | None, articles: Iterable[Citation], issued: str | None) -> Citation:
    """The citation of a dataset: its creators, and after them the authors of the articles that it was made from."""
    sources = tuple(articles)
    authors = dict.fromkeys((*creators, *(author for source in sources for author in source.authors)))
    licences = sorted({source.licence for source in sources if source.licence})
    return Citation(
        address or title, "dataset", tuple(authors), title, issued=issued, address=address, licence=licences[0] if len(licences) == 1 else None,
    )  # fmt: skip


def permanent_address(address: str | None, revision: str | None) -> str | None:
    """The address of the very revision on a MediaWiki site whose pages are under /wiki/; else the address as it is."""
    match = _PAGE.fullmatch(address or "")
    if match is None or not revision or not revision.isdecimal():
        return address
    return f"{match['site']}/w/index.php?title={match['title']}&oldid={revision}"


def _container(address: str | None) -> str | None:
    host = host_of(address or "")
    return "Wikipedia" if host.endswith(_WIKIPEDIA) else host or None


def _day(time: str | None) -> str | None:
    return time[:10] if time else None
