"""F-UJI's metrics (FAIRsFAIR metrics 0.8, https://doi.org/10.5281/zenodo.4081213) that can be told without a network.

F-UJI itself asks the web for everything. Here each of its scored tests is applied to the files of a release: the JSON-LD in the landing page, the
links in its head, and DCAT. Tests that a file cannot answer (does the identifier resolve, is there content negotiation) are named and not counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from judges.verdict import Verdict

_PERSISTENT = re.compile(r"https://(?:doi\.org/10\.\d{4,9}/\S+|w3id\.org/\S+|purl\.org/\S+|hdl\.handle\.net/\S+|n2t\.net/ark:\S+)")
_URL = re.compile(r"https?://[^\s<>\"]+")
_STANDARD_PROTOCOLS = ("http://", "https://", "ftp://", "sftp://")
# Protocols under which a server can ask who somebody is.
_WITH_AUTHENTICATION = ("http://", "https://", "sftp://")
_CITED = ("creator", "name", "identifier", "datePublished", "publisher", "@type")
_RELATIONS = {"hasPart", "isPartOf", "isBasedOn", "exampleOfWork", "sameAs", "citation", "subjectOf", "about"}
_PROVENANCE = {"creator", "contributor", "publisher", "dateCreated", "dateModified", "datePublished", "isBasedOn", "version"}
# Namespaces of vocabularies that are registered with Linked Open Vocabularies.
_REGISTERED = ("http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/prov#", "http://xmlns.com/foaf/0.1/")
_OPEN_FORMATS = {
    "text/csv",
    "text/turtle",
    "application/n-quads",
    "application/trig",
    "application/ld+json",
    "application/geo+json",
    "application/json",
}
_STRUCTURED = {"text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"}


class Metadata(NamedTuple):
    """What a machine finds in the landing page and beside it: JSON-LD, the links of the head (relation, type, address), and the Turtle of DCAT."""

    json_ld: dict[str, Any]
    links: tuple[tuple[str, str, str], ...]
    dcat: str


class Test(NamedTuple):
    """A test of a metric with the points that it scores; ``passes`` is None where it needs a network."""

    name: str
    words: str
    points: float
    passes: Callable[[Metadata], bool] | None


class _Page(HTMLParser):
    """Takes JSON-LD and typed links out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.scripts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.inside = tag == "script" and told.get("type") == "application/ld+json"
        if self.inside:
            self.scripts.append("")
        if tag == "link" and "rel" in told:
            self.links.append((told["rel"], told.get("type", ""), told.get("href", "")))

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def read_metadata(release: Path) -> Metadata:
    """The metadata of a release; without a landing page there is no JSON-LD."""
    page = _Page()
    landing = release / "index.html"
    if landing.exists():
        page.feed(landing.read_text(encoding="utf-8"))
    found = [json.loads(script) for script in page.scripts]
    datasets = [entry for entry in found if entry.get("@type") == "Dataset"]
    return Metadata(datasets[0] if datasets else {}, tuple(page.links), (release / "metadata/dcat.ttl").read_text(encoding="utf-8"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _has(*names: str) -> Callable[[Metadata], bool]:
    return lambda metadata: all(metadata.json_ld.get(name) for name in names)


def _identifiers(metadata: Metadata) -> list[str]:
    return [str(value) for value in (*_listed(metadata.json_ld.get("identifier")), metadata.json_ld.get("@id", ""))]


def _downloads(metadata: Metadata) -> list[dict[str, Any]]:
    return _listed(metadata.json_ld.get("distribution"))


def _addresses(metadata: Metadata) -> list[str]:
    return [str(download.get("contentUrl", "")) for download in _downloads(metadata)]


TESTS = (
    Test("FsF-F1-01MD-1", "the identifier is a URL", 1, lambda m: any(map(_URL.fullmatch, _identifiers(m)))),
    Test("FsF-F1-02MD-1", "the identifier is of a system of persistent identifiers", 0.5, lambda m: any(map(_PERSISTENT.fullmatch, _identifiers(m)))),
    Test("FsF-F1-02MD-2", "the identifier is registered", 0.5, None),
    Test("FsF-F2-01M-2", "creator, title, identifier, date, publisher, type", 1, _has(*_CITED)),
    Test("FsF-F2-01M-3", "the same with summary and keywords", 1,
         _has(*_CITED, "description", "keywords")),
    Test("FsF-F3-01M-2", "addresses of the data", 1, lambda m: bool(_addresses(m)) and all(map(_URL.fullmatch, _addresses(m)))),
    Test("FsF-F4-01M-1", "schema.org as JSON-LD in the landing page", 2, lambda m: "schema.org" in str(m.json_ld.get("@context"))),
    Test("FsF-A1-01M-1", "how the data are accessible", 1,
         lambda m: "isAccessibleForFree" in m.json_ld or bool(m.json_ld.get("conditionsOfAccess"))),
    Test("FsF-A1-02MD-1", "metadata are retrievable", 1, None),
    Test("FsF-A1-02MD-2", "data are retrievable", 1, None),
    Test("FsF-A1.1-01MD-1", "a standard protocol leads to metadata", 1, lambda m: str(m.json_ld.get("url")).startswith(_STANDARD_PROTOCOLS)),
    Test("FsF-A1.1-01MD-2", "a standard protocol leads to data", 1,
         lambda m: bool(_addresses(m)) and all(address.startswith(_STANDARD_PROTOCOLS) for address in _addresses(m))),
    Test("FsF-A1.2-01MD-1", "that protocol supports authentication (metadata)", 1,
         lambda m: str(m.json_ld.get("url")).startswith(_WITH_AUTHENTICATION)),
    Test("FsF-A1.2-01MD-2", "that protocol supports authentication (data)", 1,
         lambda m: bool(_addresses(m)) and all(address.startswith(_WITH_AUTHENTICATION) for address in _addresses(m))),
    Test("FsF-I1-01M", "structured metadata in the landing page, or by typed links", 2,
         lambda m: bool(m.json_ld) or any(kind in _STRUCTURED for _, kind, _ in m.links)),
    Test("FsF-I2-01M-2", "terms of registered vocabularies", 2, lambda m: any(f"<{name}>" in m.dcat for name in _REGISTERED)),
    Test("FsF-I3-01M", "typed relations to other resources, machine-readable", 2,
         lambda m: any(name in m.json_ld and _URL.search(json.dumps(m.json_ld[name])) for name in _RELATIONS)),
    Test("FsF-R1-01M-1", "the type of the data", 1, lambda m: m.json_ld.get("@type") == "Dataset"),
    Test("FsF-R1-01M-2", "size and format of the data", 1,
         lambda m: bool(_downloads(m)) and all(d.get("contentSize") and d.get("encodingFormat") for d in _downloads(m))),
    Test("FsF-R1.1-01M-1", "a licence", 1, _has("license")),
    Test("FsF-R1.2-01M", "provenance", 1, lambda m: any(m.json_ld.get(name) for name in _PROVENANCE) or "http://www.w3.org/ns/prov#" in m.dcat),
    Test("FsF-R1.3-01M", "a standard that communities endorse (schema.org, DCAT)", 1, lambda m: "dcat#" in m.dcat or "schema.org" in str(m.json_ld)),
    Test("FsF-R1.3-02D-1", "open file formats", 1,
         lambda m: any(kind in _OPEN_FORMATS for d in _downloads(m) for kind in _listed(d.get("encodingFormat")))),
)  # fmt: skip


def score(metadata: Metadata) -> list[tuple[Test, bool | None]]:
    """Each test with whether it passes; None for what needs a network."""
    return [(test, test.passes(metadata) if test.passes else None) for test in TESTS]


def ask_fuji(release: Path) -> Verdict:
    """All points of the tests that need no network."""
    scored = score(read_metadata(release))
    reached = sum(test.points for test, passes in scored if passes)
    possible = sum(test.points for test, passes in scored if passes is not None)
    left_out = [test.name for test, passes in scored if passes is None]
    faults = tuple(f"{test.name}: {test.words}" for test, passes in scored if passes is False)
    return Verdict(f"{reached:g} of {possible:g} points; not asked, as they need a network: {', '.join(left_out)}", faults)
