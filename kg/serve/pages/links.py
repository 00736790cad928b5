"""Links of served pages."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request

from kg.pages.static import CARD, static_name
from kg.query.named import NamedQuery
from kg.serve.settings import Settings
from kg.values import dataclass

_FORMS = ((".ttl", "Turtle"), (".jsonld", "JSON-LD"), (".nt", "N-Triples"), (".rdf", "RDF/XML"))


def origin_of(request: Request) -> str:
    """Scheme and host, as the request names them; the guard knows the host."""
    return f"{request.url.scheme}://{request.url.netloc}"


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Paths of this server (kg.pages.links.Links). Links to pages avoid the redirect from a thing to the page about it.

    ``origin`` is the scheme and the host of the request ("": not known).
    """

    settings: Settings
    origin: str = ""

    @property
    def base(self) -> str:
        """The base IRI of the data."""
        return self.settings.base

    @property
    def land(self) -> str:
        """Served pages take the outline out of its file."""
        return ""

    @property
    def card(self) -> str:
        """At the host that the request names."""
        return f"{self.origin}{self.static(CARD)}" if self.origin else ""

    def href(self, iri: str) -> str:
        """The thing itself."""
        return self.settings.href(iri)

    def page(self, iri: str) -> str:
        """The page about an IRI under the base, with its fragment; any other IRI itself, or "" if no browser should follow it."""
        if not iri.startswith(self.settings.base):
            return self.settings.href(iri)
        thing, mark, fragment = iri.partition("#")
        return f"{self.settings.href(thing)}.html{mark}{fragment}"

    def forms(self, iri: str) -> tuple[tuple[str, str], ...]:
        """The document about an IRI in each syntax."""
        return tuple((name, self.settings.href(iri) + suffix) for suffix, name in _FORMS)

    def table(self, iri: str, name: str = "") -> str:
        """A table of the page about an IRI, as CSV."""
        return f"{self.settings.href(iri)}.csv{'?table=' + name if name else ''}"

    def citing(self, claim: str, article: str) -> str:
        """The page of the claim."""
        return f"{self.page(claim)}#cite"

    def asked(self, query: NamedQuery) -> str:
        """The query page, which runs it."""
        return f"{self.own('query')}?{urlencode({'query': query.text})}"

    def period(self, first: int, last: int) -> str:
        """The start page's list, which chooses the years."""
        return f"{self.own('')}?from={first}&to={last}&sort=date#list"

    def area(self, code: str) -> str:
        """The start page's list and map, of an area."""
        return f"{self.own('')}?area={code}&sort=date#where"

    def own(self, name: str) -> str:
        """A page that is about no thing."""
        return f"{self.settings.root}/{name}"

    def static(self, name: str) -> str:
        """A static file, which may be cached for ever."""
        return self.own(f"static/{static_name(name)}")
