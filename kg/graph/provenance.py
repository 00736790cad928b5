"""What a run says of itself, by itself: a program that only sets up a run loads no extraction for it."""

from __future__ import annotations

from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """Provenance of a run: the base IRI, the software version, the time (xsd:dateTime; None: not recorded), and the licence.

    ``licence`` is the licence IRI of the articles where the user names one; else that of each article, as far as it is known.
    """

    base: str
    version: str
    time: str | None = None
    licence: str | None = None
