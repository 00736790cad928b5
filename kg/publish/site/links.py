"""Links of the site: relative, so that they hold wherever the folder is."""

from __future__ import annotations

from collections.abc import Mapping

from kg.pages.overview.lists import KINDS
from kg.pages.static import CARD
from kg.publish.site.names import SITE, SiteNames
from kg.query.named import NamedQuery

_OWN = {
    "": "index.html", "search": f"{SITE}/search.html", "query": f"{SITE}/queries/index.html", "about": f"{SITE}/about.html",
    "names": f"{SITE}/names/index.html",
    **{name: f"{SITE}/lists/{name}-1.html" for name in KINDS}, "ontology.html": f"{SITE}/ontology/index.html", "data": "index.html#data",
    **{f"ontology.{suffix}": f"{SITE}/ontology/ontology.{suffix}" for suffix in ("ttl", "jsonld", "nt", "rdf")},
}  # fmt: skip
_FORMS = ((".ttl", "Turtle"), (".jsonld", "JSON-LD"))
_MOST_FORMS = 3


def table_path(path: str, name: str = "") -> str:
    """The path of a table of a page (kg.pages.render.Page), beside the page."""
    return f"{path.removesuffix('.html')}{'~' + name if name else ''}.csv"


class SiteLinks:
    """Links (kg.pages.links.Links) from the page at a path.

    ``claims`` is true on the page of an article, where its claims stand. ``stems`` are the names of the data files of the page's articles by title.
    ``years`` says where the list of conflicts by date reaches a year, ``areas`` where the list of an area is, by its code.
    """

    def __init__(
        self,
        names: SiteNames,
        path: str,
        stems: Mapping[str, str] | None = None,
        years: Mapping[int, str] | None = None,
        areas: Mapping[str, str] | None = None,
        *,
        claims: bool = False,
    ) -> None:
        self._claims = f"{names.base}claim/" if claims else ""
        self._names, self._path, self._stems, self._years = names, path, stems or {}, years or {}
        self._areas = areas or {}
        self._up = "../" * path.count("/")
        self._to_site = self._up.removeprefix("../") if path.startswith(f"{SITE}/") else f"{SITE}/"

    @property
    def base(self) -> str:
        """The base IRI of the data."""
        return self._names.base

    @property
    def land(self) -> str:
        """The outline of the land as an image: browsers take no part of another file out of a folder."""
        return self.static("land.svg")

    @property
    def card(self) -> str:
        """Where the release will be on the web."""
        return f"{self._names.address}{SITE}/static/{CARD}" if self._names.address else ""

    def href(self, iri: str) -> str:
        """The page of what is under the base, otherwise the IRI, or "" if no browser should follow it."""
        if iri.startswith(self._names.base):
            return self.page(iri)
        return iri if iri.startswith(("http://", "https://")) else ""

    def page(self, iri: str) -> str:
        """The page about an IRI under the base; any other IRI itself, or "" if no browser should follow it or the site has no page of it."""
        if self._claims and iri.startswith(self._claims):
            return f"#claim-{iri.removeprefix(self._claims)}"
        place = self._names.find(iri)
        if place is None:
            return "" if iri.startswith(self._names.base) or not iri.startswith(("http://", "https://")) else iri
        if place.path == self._path:
            return f"#{place.fragment}" if place.fragment else place.path.rpartition("/")[2]
        return self.to(place.address)

    def to(self, path: str) -> str:
        """A file of the release from this page."""
        return self._to_site + path[len(SITE) + 1 :] if path.startswith(f"{SITE}/") else self._up + path

    def forms(self, iri: str) -> tuple[tuple[str, str], ...]:
        """The data files of the page's articles, where these are few; else the files of the whole."""
        if not 0 < len(self._stems) <= _MOST_FORMS:
            return (("all files of this release", self.own("data")),)
        told = len(self._stems) > 1
        return tuple(
            (f"{name} of {title}" if told else name, self.to(f"data/articles/{stem}{suffix}"))
            for title, stem in sorted(self._stems.items())
            for suffix, name in _FORMS
        )

    def table(self, iri: str, name: str = "") -> str:
        """A table of the page about an IRI, as CSV beside it."""
        place = self._names.find(iri)
        return self.to(table_path(place.path, name)) if place else ""

    def citing(self, claim: str, article: str) -> str:
        """The page of the article, where the claim stands."""
        address = self.page(article)
        return f"{address.partition('#')[0]}#cite" if address else ""

    def asked(self, query: NamedQuery) -> str:
        """The page with the answer to a named query."""
        return self.to(f"{SITE}/queries/{query.name}.html")

    def period(self, first: int, last: int) -> str:
        """Where the list of conflicts by date reaches some years."""
        year = next((year for year in range(first, last + 1) if year in self._years), None)
        return self.to(self._years[year]) if year is not None else ""

    def area(self, code: str) -> str:
        """The list of the conflicts in an area, where the start page has one."""
        return self.to(self._areas[code]) if code in self._areas else ""

    def own(self, name: str) -> str:
        """A page or file that is about no thing; "" for what only a server has."""
        return self.to(_OWN[name]) if name in _OWN else ""

    def static(self, name: str) -> str:
        """A static file."""
        return self.to(f"{SITE}/static/{name}")
