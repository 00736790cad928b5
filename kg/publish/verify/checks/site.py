"""The static site: every internal link leads somewhere, and no page loads anything from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.opened import Opened

LANDING = "index.html"
_PAGES = (".html", ".htm")
# What a browser loads without being asked.
_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src", "object": "data"}
_LOADING = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"})
_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_FETCHED = re.compile(r"""(?:\bfetch|\bimport|\bimportScripts|\bnew\s+(?:Worker|EventSource|WebSocket))\s*\(\s*["'`]((?:https?:|wss?:)?//[^"'`]+)""")


class _Page(HTMLParser):
    """The anchors of a page, what it links to and what it loads; ``line`` of each."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[str, int]] = []
        self.loads: list[tuple[str, int]] = []
        self.base = False
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what a tag names, links to or loads."""
        told, line = {name: value or "" for name, value in attrs}, self.getpos()[0]
        self.anchors.update(filter(None, (told.get("id"), told.get("name") if tag == "a" else None)))
        self.base = self.base or tag == "base"
        self._script = tag in ("script", "style")
        if tag in _LOADED and _LOADED[tag] in told:
            self.loads.append((told[_LOADED[tag]], line))
        elif tag == "link" and _LOADING & set(told.get("rel", "").lower().split()):
            self.loads.append((told.get("href", ""), line))
        elif tag in ("a", "area", "form"):
            self.links += [(told[name], line) for name in ("href", "action") if told.get(name) is not None]
        for candidate in told.get("srcset", "").split(","):
            if candidate.strip():
                self.loads.append((candidate.split()[0], line))

    def handle_data(self, data: str) -> None:
        """Look for addresses in scripts and styles within the page."""
        if self._script:
            self.loads += [(address, self.getpos()[0]) for address in _loaded_by_code(data)]

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or a style."""
        self._script = False


def _loaded_by_code(text: str) -> Iterator[str]:
    """Addresses elsewhere that a style or a script loads, as far as they are written out."""
    for pattern in (_STYLE, _FETCHED):
        yield from (match[1] for match in pattern.finditer(text))


def check_site(opened: Opened) -> Found:
    """That every internal link of every page leads to a file, and its fragment to an anchor, and that nothing is loaded from elsewhere."""
    pages = [path for path in (LANDING, *opened.below("site/")) if path.endswith(_PAGES) and opened.has(path)]
    if not pages:
        return
    wanted: dict[str, dict[str, str]] = {}
    for path in pages:
        try:
            page = read_page(opened.read_text(path))
        except BrokenError as error:
            yield error.failure
            continue
        yield from _check_page(opened, path, page, wanted)
    for target in sorted(wanted):
        try:
            anchors = read_page(opened.read_text(target)).anchors
        except BrokenError:
            continue
        for fragment, path in sorted(wanted[target].items()):
            if fragment not in anchors:
                yield Failure(path, f"links to {target}#{fragment}, but there is no such place in that page")
    for path in opened.below("site/", ".css", ".js", ".mjs", ".svg"):
        for address in _loaded_by_code(opened.read_text(path)):
            yield Failure(path, f"loads something from elsewhere: {address}")


def read_page(text: str) -> _Page:
    """A page of HTML, read."""
    page = _Page()
    page.feed(text)
    page.close()
    return page


def _check_page(opened: Opened, path: str, page: _Page, wanted: dict[str, dict[str, str]]) -> Found:
    """That what a page loads and links to is there; fragments of other pages are noted in ``wanted``, with a page that wants them."""
    if page.base:
        yield Failure(path, "has a <base>, which turns its links elsewhere")
    for address, line in page.loads:
        if _is_elsewhere(address):
            yield Failure(path, f"loads something from elsewhere: {address}", line)
    inside = [(address, line) for address, line in (*page.loads, *page.links) if not _is_elsewhere(address) and not _is_other(address)]
    for address, line in inside:
        parts = urlsplit(address)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
        if parts.path.startswith("/") or target.startswith("../"):
            yield Failure(path, f"links to {address}, which is no place in a folder", line)
            continue
        found = next((known for known in (target, posixpath.join(target, "index.html")) if opened.has(known)), None)
        if found is None and target not in ("release.json", "SHA256SUMS"):
            yield Failure(path, f"links to {address}, but no such file is there", line)
        elif parts.fragment and found and found.endswith(_PAGES):
            fragment = unquote(parts.fragment)
            if found == path and fragment not in page.anchors:
                yield Failure(path, f"links to #{fragment}, but there is no such place in the page", line)
            elif found != path:
                wanted.setdefault(found, {}).setdefault(fragment, path)


def _is_elsewhere(address: str) -> bool:
    return re.match(r"\s*(?:https?:|wss?:|ftp:)?//", address, re.IGNORECASE) is not None


def _is_other(address: str) -> bool:
    """Whether an address is of another kind (mailto:, data:), which leads nowhere and loads nothing."""
    return re.match(r"\s*[a-z][a-z0-9+.-]*:", address, re.IGNORECASE) is not None
