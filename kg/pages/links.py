"""Where the links of pages lead, which differs between a server and a folder of files."""

from __future__ import annotations

from typing import Protocol

from kg.query.named import NamedQuery


class Links(Protocol):
    """Addresses for the links of a page. They are URLs, not yet escaped for HTML."""

    @property
    def base(self) -> str:
        """The base IRI of the data: what is under it has a page of ours."""

    @property
    def land(self) -> str:
        """The outline of the land as an image, for pages that can take no part of another file; "" where they can."""

    @property
    def card(self) -> str:
        """The picture for where an address of the site is shared, by its absolute address; "" where that is not known."""

    def href(self, iri: str) -> str:
        """The thing itself if it is under the base, otherwise the IRI, or "" if no browser should follow it."""

    def page(self, iri: str) -> str:
        """The page about an IRI under the base, with its fragment; any other IRI itself, or "" if no browser should follow it."""

    def forms(self, iri: str) -> tuple[tuple[str, str], ...]:
        """The syntaxes in which there are data about an IRI, by name, with their addresses."""

    def table(self, iri: str, name: str = "") -> str:
        """A table of the page about an IRI (kg.pages.render.Page), as CSV."""

    def citing(self, claim: str, article: str) -> str:
        """How to cite a claim that stands in an article; where claims have no page, how to cite the article."""

    def asked(self, query: NamedQuery) -> str:
        """The page with the answer to a named query."""

    def period(self, first: int, last: int) -> str:
        """The list of the conflicts that began from one year to another; "" where there is none."""

    def area(self, code: str) -> str:
        """The list of the conflicts in an area (kg.pages.overview.crowds.Area); "" where there is none."""

    def own(self, name: str) -> str:
        """A page or file that is about no thing, by its name: "" (the start page), search, suggest, query, about, ontology.html, sparql …"""

    def static(self, name: str) -> str:
        """A static file by its name: site.css, site.js …"""
