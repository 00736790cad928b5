"""Settings of the server."""

from __future__ import annotations

from urllib.parse import quote

from kg.graph.iris import DEFAULT_BASE
from kg.values import dataclass

_KEPT = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a query and of a request. Times in seconds, sizes in bytes.

    ``memory`` is in addition to the store's own; ``query`` is the size of a query, ``body`` that of another body (a batch of reconciliation),
    ``kept`` that of all kept answers and documents, ``patience`` the time for a client to send a body, or to take a piece of an answer.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    rows: int = 1_000_000
    size: int = 256 << 20
    query: int = 64 << 10
    body: int = 1 << 20
    kept: int = 16 << 20
    patience: float = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """``base`` is the base IRI of the data, ``root`` the path prefix behind a proxy ("" or "/kg"), ``hosts`` the accepted host names besides
    loopback ("*" for any), ``origin`` the allowed origin (CORS). ``sources`` are folders with the articles' files, to show their whole text, and
    ``issues`` files of ``kg build --issues``."""

    base: str = DEFAULT_BASE
    root: str = ""
    hosts: tuple[str, ...] = ()
    origin: str = "*"
    workers: int = 4
    limits: Limits = Limits()
    sources: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()

    def href(self, iri: str) -> str:
        """The link target for an IRI: a path of this server if it is under the base, otherwise the IRI, or "" if no browser should follow it."""
        if iri.startswith(self.base):
            return f"{self.root}/{quote(iri[len(self.base) :], safe=_KEPT + '#')}"
        return iri if iri.startswith(("http://", "https://")) else ""
