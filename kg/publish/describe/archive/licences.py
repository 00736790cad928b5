"""Licences by the names that software calls them (SPDX, https://spdx.org/licenses/) and by words."""

from __future__ import annotations

from kg.patterns import lazy_pattern
from kg.values import dataclass

_CREATIVE_COMMONS = lazy_pattern(r"https?://creativecommons\.org/(?:licenses|publicdomain)/(?P<kind>[a-z-]+)/(?P<version>[0-9.]+)/?")
_GNU = lazy_pattern(r"https?://www\.gnu\.org/licenses/(?:old-licenses/)?fdl-(?P<version>[0-9.]+)\.html")
_ZERO = "zero"
_WORDS = {"by": "Attribution", "sa": "ShareAlike", "nc": "NonCommercial", "nd": "NoDerivatives"}


@dataclass(frozen=True, slots=True)
class LicenceName:
    """A licence: its address, its SPDX identifier ("" where it has none, such as CC BY-SA without a version), and words."""

    iri: str
    spdx: str
    words: str


def name_licence(iri: str) -> LicenceName:
    """The names of a licence by its IRI."""
    if match := _CREATIVE_COMMONS.fullmatch(iri):
        kind, version = match["kind"], match["version"]
        if kind == _ZERO:
            return LicenceName(iri, f"CC0-{version}", f"Creative Commons CC0 {version} Universal")
        if set(kind.split("-")) <= _WORDS.keys():
            return LicenceName(
                iri, f"CC-{kind.upper()}-{version}", f"Creative Commons {'-'.join(_WORDS[part] for part in kind.split('-'))} {version}"
            )
    if match := _GNU.fullmatch(iri):
        return LicenceName(iri, f"GFDL-{match['version']}", f"GNU Free Documentation License {match['version']}")
    return LicenceName(iri, "", iri)
