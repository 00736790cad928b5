"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from kg.graph.iris import DEFAULT_BASE

_KEPT = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use. Times in seconds, sizes in bytes; ``memory`` is over what the store itself takes."""

    seconds: float = 10.0
    memory: int = 1 << 30
    rows: int = 1_000_000
    size: int = 256 << 20
    body: int = 1 << 20
    patience: float = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """``base`` is what the IRIs of the data begin with; ``root`` the path that a proxy serves us under ("" or "/kg"), ``hosts`` the names
    that a request may call us by besides loopback ("*" for any), ``origin`` what CORS allows. ``sources`` are folders with the articles' files,
    whose text the evidence view then shows whole, and ``issues`` files of ``kg build --issues``."""

    base: str = DEFAULT_BASE
    root: str = ""
    hosts: tuple[str, ...] = ()
    origin: str = "*"
    workers: int = 4
    limits: Limits = Limits()
    sources: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()

    def href(self, iri: str) -> str:
        """Where a page links to for an IRI: our own path for what is under the base, else the IRI, or "" where no browser should follow it."""
        if iri.startswith(self.base):
            return f"{self.root}/{quote(iri[len(self.base) :], safe=_KEPT + '#')}"
        return iri if iri.startswith(("http://", "https://")) else ""
