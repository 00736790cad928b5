"""HTML as a tree whose elements and texts know their exact place in the source.

Why not one of the well-kept parsers: evidence needs the offset of every character, and selectolax (lexbor), lxml and html5lib do not tell it
for text. The standard library's html.parser does, but on Python 3.11.7 it takes 35 s for 60 kB of ``<a `` repeated
(CVE-2025-6069: its time grows with the square of the input), and its events for comments and script differ between patch releases of Python,
which would make our output depend on them. On the 21 pages
of the corpus it takes 7 ms a page for bare events, this scanner 4 ms with the tree. It follows the states of the WHATWG tokenizer
(https://html.spec.whatwg.org/multipage/parsing.html) that saved pages need, as possessive regular expressions, so it is linear in any input, and
builds the tree with the optional end tags of the standard; misnested formatting is closed where its parent closes. lexbor is the oracle of the tests.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.read.html.marks import page_marks

# Guards against hostile input: deeper elements are laid beside each other, more of them are not a page of an encyclopedia.
MAX_DEPTH = 120
MAX_ELEMENTS = 1_000_000

_MARKUP = re.compile(
    r"<(?:(?P<comment>!--(?:-?>|(?=.)))"
    r"|(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|))*+)>"
    r"|(?P<bogus>[!?]|/[^A-Za-z])[^>]*+(?:>|\Z)"
    r"|(?P<open>/?[A-Za-z]))",
    re.DOTALL,
)
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/\"'][^\s=/]*+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"']\S*+)))?")
# What a start tag closes, and the elements that its search does not leave.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "td": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_CLOSES["thead"] = _CLOSES["tfoot"] = _CLOSES["tbody"]
_P_SCOPE = frozenset({"table", "td", "th", "caption", "button", "object", "template", "html"})
_TABLE_PARTS = frozenset({"table", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"})
_CELL_SCOPE = frozenset({"table", "td", "th", "caption"})


class Characters(NamedTuple):
    """Text of the source as it stands, character references not resolved."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element:
    """An element: source[start:end] is all of it, with its tags. It is filled by `parse_tree` and not changed after."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    children: list[Element | Characters] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """Return an attribute's value, "" where it has none."""
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> tuple[str, ...]:
        """The words of its class attribute."""
        words = self.attributes.get("class")
        return tuple(words.split()) if words else ()

    def elements(self) -> Iterator[Element]:
        """The elements directly inside."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self, leave: Callable[[Element], bool] | None = None) -> Iterator[Element]:
        """All elements inside in the order of the source; what lies in those for which ``leave`` holds is left out."""
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            yield element
            if element.children and (leave is None or not leave(element)):
                stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def find(self, *names: str, having: Callable[[Element], bool] | None = None) -> Element | None:
        """Return the first element inside with one of the names (any, where none is given) for which ``having`` holds."""
        found = (e for e in self.descendants() if (not names or e.name in names) and (having is None or having(e)))
        return next(found, None)

    def words(self, source: str) -> str:
        """Return its text without regard to what is hidden, white space collapsed, character references resolved."""
        return " ".join(html.unescape("".join(source[run.start : run.end] for run in self._runs())).split())

    def _runs(self) -> Iterator[Characters]:
        stack: list[Element | Characters] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Characters):
                yield node
            else:
                stack.extend(reversed(node.children))


class Tree(NamedTuple):
    """The document, and all its elements in the order of the source.

    ``cut`` is where the source breaks off within a tag or comment (None: nowhere), ``unclosed`` what is open at its end.
    """

    root: Element
    elements: tuple[Element, ...]
    cut: int | None
    unclosed: tuple[str, ...]


class TooManyElementsError(ValueError):
    """The source holds more elements than any page does."""


@cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


class _Builder:
    """The open elements of a tree that is being built."""

    def __init__(self, source: str) -> None:
        self.source = source
        marks = page_marks()
        self.void, self.block, self.raw = marks.elements_void, marks.elements_block, marks.elements_raw
        self.root = Element("", {}, 0, len(source))
        self.stack = [self.root]
        self.elements: list[Element] = []

    def text(self, start: int, end: int) -> None:
        if end > start:
            self.stack[-1].children.append(Characters(start, end))

    def open(self, name: str, attributes: dict[str, str], start: int, end: int, empty: bool) -> None:
        if name in self.block:
            self._close_first(frozenset({"p"}), _P_SCOPE, start)
        if name in _CLOSES:
            self._close_first(*_CLOSES[name], start)
        if len(self.elements) >= MAX_ELEMENTS:
            raise TooManyElementsError(f"more than {MAX_ELEMENTS} elements")
        element = Element(name, attributes, start, end)
        self.elements.append(element)
        self.stack[-1].children.append(element)
        if not empty and name not in self.void and len(self.stack) < MAX_DEPTH:
            self.stack.append(element)

    def close(self, name: str, start: int, end: int) -> None:
        scope = frozenset({"table"}) if name in _TABLE_PARTS and name != "table" else frozenset() if name == "table" else _CELL_SCOPE
        for index in range(len(self.stack) - 1, 0, -1):
            open_name = self.stack[index].name
            if open_name == name:
                self._close_to(index, start)
                self.stack.pop().end = end
                return
            if open_name in scope:
                return

    def _close_first(self, names: frozenset[str], scope: frozenset[str], at: int) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            name = self.stack[index].name
            if name in names:
                self._close_to(index - 1, at)
                return
            if name in scope:
                return

    def _close_to(self, index: int, at: int) -> None:
        while len(self.stack) - 1 > index:
            self.stack.pop().end = at

    def finish(self, cut: int | None) -> Tree:
        unclosed = tuple(element.name for element in self.stack[1:])
        self._close_to(0, len(self.source))
        return Tree(self.root, tuple(self.elements), cut, unclosed)


def _read_attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


def parse_tree(source: str) -> Tree:
    """Parse a document or a fragment; nothing in it is an error. Raises TooManyElementsError."""
    builder = _Builder(source)
    at, cut = 0, None
    while match := _MARKUP.search(source, at):
        start = match.start()
        builder.text(at, start)
        at = match.end()
        if match["name"]:
            at = _read_tag(builder, match)
            if at < 0:
                at, cut = len(source), start
        elif match["open"]:
            at, cut = len(source), start
        elif match["comment"] and not match["comment"].endswith(">"):
            close = _COMMENT_END.search(source, at)
            at = close.end() if close else len(source)
            cut = None if close else start
    builder.text(at, len(source))
    return builder.finish(cut)


def _read_tag(builder: _Builder, match: re.Match[str]) -> int:
    """Take a tag into the tree and return where to go on; -1 where the raw text of an element is never closed."""
    name, start, end = match["name"].lower(), match.start(), match.end()
    if match["close"]:
        builder.close(name, start, end)
        return end
    raw = match["attributes"]
    # A slash at the end closes the elements of MathML and SVG; on those of HTML it says nothing.
    builder.open(name, _read_attributes(raw) if raw and not raw.isspace() else {}, start, end, empty=name == "path" and raw.endswith("/"))
    if name not in builder.raw:
        return end
    close = _raw_end(name).search(builder.source, end)
    builder.text(end, close.start() if close else len(builder.source))
    return close.start() if close else -1
