"""Where the page of an IRI is: a stable function of the IRI, in file names that every file system, archive and web server takes.

A segment of an IRI is a file name as it is, but for what is not an ASCII letter, digit or one of ``._-()!,'+``: each byte of its UTF-8 is "~" and two
hexadecimal digits, as in the percent-encoding of RFC 3986 with another sign.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

SITE = "site"
THINGS = ("conflict", "group", "person", "place")
_KEPT = "()!,'+"
_LONGEST, _CUT = 150, 130
_HALF_ESCAPE = re.compile(r"~[0-9A-F]?$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
_MOST_KNOWN = 100_000


class Place(NamedTuple):
    """A file below the release's folder, and the place in its page ("": its top)."""

    path: str
    fragment: str = ""

    @property
    def address(self) -> str:
        """The path with its fragment."""
        return f"{self.path}#{self.fragment}" if self.fragment else self.path


class SiteNames:
    """Finds the place of an IRI under the base.

    ``colliding`` are hashes of paths that differ from another only in case (``fold_path``): each of these has a hash of its IRI behind its name.
    ``digits`` is how many digits of a claim's hash name the page that says where the claim is. ``address`` is where the release's folder will be on
    the web ("": not known).
    """

    def __init__(self, base: str, colliding: Iterable[int] = (), digits: int = 2, address: str = "") -> None:
        self.address = address
        self.base, self.colliding, self.digits = base, frozenset(colliding), digits
        self._known: dict[str, Place | None] = {}

    def find(self, iri: str) -> Place | None:
        """The place of an IRI; None for what is under another base, or has no place in the site."""
        try:
            return self._known[iri]
        except KeyError:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[iri] = self._find(iri)
            return found

    def plain_path(self, iri: str) -> str:
        """The path of an IRI's page if no other differed from it only in case."""
        place = SiteNames(self.base, (), self.digits).find(iri) if self.colliding else self.find(iri)
        return place.path if place else ""

    def _find(self, iri: str) -> Place | None:
        if not iri.startswith(self.base):
            return None
        path, _, fragment = iri[len(self.base) :].partition("#")
        segments = path.split("/")
        language = ""
        if len(segments) > 2 and segments[0] not in (*THINGS, "article", "ontology", "software") and segments[1] in (*THINGS, "article"):
            language, segments = f"{file_segment(segments[0])}/", segments[1:]
        head, rest = segments[0], [file_segment(segment) for segment in segments[1:]]
        if head == "ontology":
            return Place(f"{SITE}/ontology/index.html", fragment)
        if not rest or not all(rest):
            return None
        if head in ("claim", "reference"):
            return Place(f"{SITE}/{head}/{rest[0][: self.digits]}.html", rest[0])
        if head == "article":
            return self._find_in_article(language, rest, fragment)
        if head not in THINGS:
            return None
        # The sides and figures of a thing stand on its page, so they have the hash of the thing.
        thing = self.base + "/".join(path.split("/")[: 3 if language else 2])
        return Place(self._distinct(f"{SITE}/{language}{head}/{rest[0]}.html", thing), fragment)

    def _find_in_article(self, language: str, rest: list[str], fragment: str) -> Place:
        """An article version; a conflict that only it tells of; a thing that only it names, which stands on the article's page."""
        page = f"{SITE}/{language}article/{rest[0]}"
        if len(rest) > 2 and rest[1] == "conflict":
            own = f"{page}/conflict/{rest[2]}.html"
            return Place(self._distinct(own, own), fragment)
        local = "/".join(rest[1:]) if len(rest) > 2 else ""
        return Place(self._distinct(f"{page}.html", page), fragment or local)

    def _distinct(self, path: str, owner: str) -> str:
        if self.colliding and fold_path(path) in self.colliding:
            return f"{path.removesuffix('.html')}~~{_hash(owner)}.html"
        return path


def file_segment(segment: str) -> str:
    """A segment of an IRI as a file name without extension."""
    name = quote(segment.replace("~", "%7E"), safe=f"{_KEPT}%").replace("%", "~")
    if len(name) > _LONGEST:
        name = f"{_HALF_ESCAPE.sub('', name[:_CUT])}~~{_hash(segment)}"
    if name.startswith(".") or _RESERVED.match(name):
        name = f"~{ord(name[0]):02X}{name[1:]}"
    return name


def is_plain(segment: str) -> bool:
    """Whether a segment's file name follows from its percent-encoding alone, so that a rewrite rule can make it."""
    name = quote(segment.replace("~", "%7E"), safe=f"{_KEPT}%").replace("%", "~")
    return name == file_segment(segment)


def fold_path(path: str) -> int:
    """A hash of a path (8 bytes) that is the same for paths that differ only in case."""
    return hash_text(path.lower())


def hash_text(text: str) -> int:
    """Eight bytes of hash."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
