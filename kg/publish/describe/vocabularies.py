"""The names that catalogues use for media types, file types, languages and themes (vocabularies.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.rdf.terms import IRI, Namespace
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
IANA = Namespace("https://www.iana.org/assignments/media-types/")


@dataclass(frozen=True, slots=True)
class Medium:
    """A media type: its words, and its IRIs with IANA and with the EU's authority (None where they have none)."""

    words: str
    iana: IRI | None
    file_type: IRI | None


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All of them; ``languages`` are by ISO 639-1 code, ``theme`` is the one of armed conflicts with its words."""

    media: Mapping[str, Medium]
    languages: Mapping[str, IRI]
    theme: tuple[IRI, str]


@cache
def load_vocabularies() -> Vocabularies:
    """Those that ship with the package. ValueError where the file breaks its schema."""
    return make_vocabularies(read_toml(PACKAGE / "publish" / "describe" / "vocabularies.toml"))


def make_vocabularies(data: Mapping[str, Any]) -> Vocabularies:
    """Check the entries of vocabularies.toml; ValueError as said above."""
    if data.keys() != {"media", "languages", "theme"}:
        raise ValueError("vocabularies.toml has media, languages and theme")
    return Vocabularies(
        {name: _medium(name, entry) for name, entry in data["media"].items()},
        {code: AUTHORITY.term(f"language/{name}") for code, name in data["languages"].items()},
        (AUTHORITY.term(f"data-theme/{data['theme']['code']}"), data["theme"]["words"]),
    )


def _medium(name: str, entry: Mapping[str, Any]) -> Medium:
    if not {"words", "iana"} <= entry.keys() <= {"words", "iana", "file_type"}:
        raise ValueError(f"vocabularies.toml: {name} has words, iana, and maybe file_type")
    file_type = AUTHORITY.term(f"file-type/{entry['file_type']}") if "file_type" in entry else None
    return Medium(entry["words"], IANA.term(name) if entry["iana"] else None, file_type)
