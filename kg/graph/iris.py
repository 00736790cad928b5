"""Minting of IRIs. They are stable: a change here is a breaking change (docs/iris.md)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from kg.patterns import lazy_pattern
from kg.rdf.terms import IRI
from kg.values import dataclass

DEFAULT_BASE = "https://w3id.org/conflict-kg/"
# Letters, digits and marks that RFC 3987 allows and that need no care; no bidi controls or other invisible characters.
_UNSAFE = lazy_pattern(r"[^\w\-.~!$'()*,;:@=·×–—‘’“”…′″−°∕∖․\u2400-\u2420]|[\ue000-\uf8ff\ufff0-\uffff]")
# What servers refuse or resolve even where it is percent-encoded (slashes, control characters, the names "." and "..") has a sign that looks alike.
_REFUSED = {ord("/"): "∕", ord("\\"): "∖"} | {code: chr(0x2400 + code) for code in range(0x20)}
_DOT = {ord("."): "․"}
_LONGEST = 150


@lru_cache(maxsize=4096)
def name_segment(name: str) -> str:
    """A name as one IRI path segment: NFC, blanks as "_", unsafe characters percent-encoded; very long names end in a hash."""
    name = unicodedata.normalize("NFC", re.sub(r"\s+", "_", name.strip())) or "_"
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}~{digest(name)}"
    return encode_segment(name)


def encode_segment(text: str) -> str:
    """Text as one IRI path segment: characters that are not safe there are percent-encoded; a slash is "∕" (U+2215), and the dots of "." and ".." are
    "․" (U+2024), since servers refuse or resolve them in any encoding."""
    text = text.translate(_REFUSED)
    text = text if text.strip(".") else text.translate(_DOT)
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass")), text)


def digest(*parts: str) -> str:
    """The first 16 hexadecimal digits of the sha256 of the parts, which are kept apart."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of one article version under a base IRI.

    What the article links to is ``base/group/Title``, shared by all articles; a bare name is ``base/article/Title/group/Name``.
    ``further`` is the name of a further conflict, described by another of its infoboxes and scoped to the article. Entities of wikis in other
    languages than English have the language in their IRIs (``base/de/group/Title``): titles mean other pages there.
    """

    base: str
    title: str
    sha256: str
    further: str | None = None
    language: str = "en"

    @property
    def root(self) -> str:
        """What the IRIs of pages and entities begin with."""
        primary = self.language.partition("-")[0].lower()
        return self.base if primary == "en" else f"{self.base}{encode_segment(primary)}/"

    def topic(self, path: str) -> IRI:
        """The topic of the article; links from other articles to its title give the same IRI."""
        return self.scoped(path, self.further) if self.further else self.linked(path, self.title)

    def conflict(self) -> IRI:
        """The conflict that the article is about."""
        return self.topic("conflict")

    def side(self, number: int) -> IRI:
        """A side of the conflict by its column number; the conflict itself for 0."""
        return IRI(f"{self.conflict()}/side/{number}") if number else self.conflict()

    def article(self) -> IRI:
        """The article in the version read."""
        return IRI(f"{self.root}article/{name_segment(self.title)}/{self.sha256[:12]}")

    def page(self) -> IRI:
        """The page that the article is a version of."""
        return IRI(f"{self.root}article/{name_segment(self.title)}")

    def linked(self, path: str, title: str) -> IRI:
        """An entity that the article links to."""
        return IRI(f"{self.root}{path}/{name_segment(title)}")

    def scoped(self, path: str, name: str, side: int | None = None) -> IRI:
        """An entity that the article names without a link; ``side`` distinguishes homonyms on several sides."""
        scope = f"side/{side}/" if side else ""
        return IRI(f"{self.root}article/{name_segment(self.title)}/{scope}{path}/{name_segment(name)}")

    def claim(self, *parts: str) -> IRI:
        """A claim of this article version, by its content."""
        return IRI(f"{self.base}claim/{digest(self.title, self.sha256, *parts)}")

    def part(self, name: str) -> IRI:
        """A part of the article version: a range of characters, a reference, the activity that read it."""
        return IRI(f"{self.article()}#{name}")
