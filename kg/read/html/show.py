"""What a part of a page shows, laid down on a canvas: lines, and marks for links, flags, fates, footnotes and coordinates."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from kg.language.language import Language
from kg.model.article import Line
from kg.model.text import BOLD, COORDINATES, FATE, FLAG, ITALIC, LANG, LINK, NOTE, SMALL, Text, join_texts
from kg.read.canvas import Canvas
from kg.read.coordinates import read_coordinates
from kg.read.emoji import mark_flags
from kg.read.html.links import article_of_link, file_of_picture, key_of_note, place_of_picture, section_of_link
from kg.read.html.marks import page_marks, page_patterns
from kg.read.html.tree import Characters, Element
from kg.read.targets import is_mark, load_fate_marks, title_of_section
from kg.read.templates import flag_of_file, name_picture
from kg.values import dataclass

_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]+|#\d+|[A-Za-z][A-Za-z0-9]*);?")
_ANGLE = re.compile(r"\d+(?:\.\d+)?|[NSEWO](?![A-Za-z])")
_PICTURE = re.compile(r"\.(?:svg|png|jpg|jpeg|gif|webp|tif|tiff)$", re.IGNORECASE)
_MARKED = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "small": SMALL}
_ITEMS = frozenset({"li", "dd"})
_LISTS = frozenset({"ul", "ol", "dl"})
_DAGGERS = frozenset({"†", "(†)"})


@dataclass(frozen=True, slots=True)
class Page:
    """The source of a page, its language by the primary subtag and the pack for it, and its title."""

    source: str
    code: str
    language: Language
    title: str


def show_lines(elements: Iterable[Element | Characters], page: Page) -> tuple[Line, ...]:
    """Return the lines that some nodes show."""
    writer = _Writer(page)
    for element in elements:
        writer.visit(element)
    return tuple(mark_flags(line, page.language) for line in writer.canvas.finish())


def show_text(element: Element, page: Page) -> Text:
    """Return what an element shows as one text."""
    return join_texts((line.text for line in show_lines(element.children, page)), " ")


def is_hidden(element: Element) -> bool:
    """Whether an element belongs to the site, to a tool or to machines, and shows no words of the article."""
    marks, classes = page_marks(), element.classes
    if element.name in marks.elements_unshown or not marks.hidden_classes.isdisjoint(classes):
        return True
    if not marks.hidden_folded.isdisjoint(classes):
        return False
    style = element.get("style")
    return bool(style and page_patterns().invisible.search(style)) or "hidden" in element.attributes


class _Writer:
    """Walks over elements and writes what they show."""

    def __init__(self, page: Page) -> None:
        self.page, self.source = page, page.source
        self.marks, self.patterns, self.fates = page_marks(), page_patterns(), load_fate_marks(page.language)
        self.canvas = Canvas(self.source)
        self.depth = 0
        self.in_fate = False
        self.after_paragraph = False
        self.points = set[str]()

    def visit(self, node: Element | Characters) -> None:
        if isinstance(node, Characters):
            self.put(node.start, node.end)
        elif node.name == "sup" and not self.marks.footnotes_marks.isdisjoint(node.classes):
            self.note(node)
        elif not self.marks.flags_classes.isdisjoint(node.classes):
            self.flag(node)
        elif node.get("id") in self.marks.coordinates_ids or not self.marks.coordinates_classes.isdisjoint(node.classes):
            self.coordinates(node)
        elif not is_hidden(node) and not self.is_frame(node):
            self.element(node)

    def visit_all(self, element: Element) -> None:
        for child in element.children:
            self.visit(child)

    def begin(self) -> None:
        """Count a blank line where a paragraph ended and the next one begins, also one without a tag; lists follow without one."""
        if self.after_paragraph:
            self.canvas.break_line(self.depth, 1)
            self.after_paragraph = False

    def put(self, start: int, end: int) -> None:
        """Write text, each character reference standing on its own place."""
        if self.source[start:end].isspace():
            self.canvas.put(" ", start, end)
            return
        self.begin()
        if self.source.find("&", start, end) < 0:
            self.canvas.put_source(start, end)
            return
        at = start
        for match in _ENTITY.finditer(self.source, start, end):
            shown = html.unescape(match[0])
            if shown != match[0]:
                self.canvas.put(self.source[at : match.start()], at, match.start())
                self.canvas.put(shown, match.start(), match.end())
                at = match.end()
        self.canvas.put(self.source[at:end], at, end)

    def element(self, element: Element) -> None:
        name = element.name
        if name == "br":
            self.canvas.break_line(self.depth, int(self.canvas.is_blank))
        elif name == "hr":
            self.after_paragraph = False
            self.canvas.break_line(self.depth, rule=True)
        elif name == "img":
            self.picture(element)
        elif name in self.marks.elements_block or name in ("tr", "td", "th", "caption", "tbody"):
            self.block(element)
        else:
            self.inline(element)

    def block(self, element: Element) -> None:
        outer, self.depth = self.depth, self.depth + int(element.name in _LISTS)
        self.after_paragraph = self.after_paragraph and element.name == "p"
        self.canvas.break_line(self.depth if element.name in _ITEMS else outer)
        self.styled(element)
        self.depth = outer
        self.canvas.break_line(outer)
        self.after_paragraph = element.name == "p"

    def inline(self, element: Element) -> None:
        """Write an element within a line with the mark that it makes."""
        fate = None if self.in_fate else self.fate_of(element)
        if fate:
            self.in_fate = True
            with self.canvas.marked(FATE, fate, element.start, element.end):
                self.visit_all(element)
            self.in_fate = False
            return
        title = article_of_link(element, self.page.code, self.page.language) if element.name == "a" and not self.in_fate else None
        if title is not None and title != self.page.title:
            named = title_of_section(section_of_link(element), element.words(self.source), title)
            with self.canvas.marked(LINK, named, element.start, element.end):
                self.visit_all(element)
            return
        self.styled(element)

    def styled(self, element: Element) -> None:
        kind, value = _MARKED.get(element.name), ""
        language = element.get("lang")
        if kind is None and language and language.partition("-")[0] != self.page.code:
            kind, value = LANG, language
        elif kind is None and self.patterns.small.search(element.get("style")):
            kind = SMALL
        if kind is None:
            self.visit_all(element)
            return
        with self.canvas.marked(kind, value, element.start, element.end):
            self.visit_all(element)

    def is_frame(self, element: Element) -> bool:
        return bool(self.patterns.frame.search(element.get("style"))) and element.words(self.source).isdecimal()

    def note(self, mark: Element) -> None:
        key = key_of_note(mark)
        if key is not None:
            self.canvas.mark_point(NOTE, key, mark.start, mark.end)

    def fate_of(self, element: Element) -> str | None:
        """The fate that an element names by the page it links to or by its title, if it is a mark and not a sentence."""
        if element.words(self.source) in _DAGGERS:
            return "killed"
        if element.name not in ("a", "abbr", "span") or not element.attributes.keys() & {"href", "title"}:
            return None
        names = [element.get("title"), article_of_link(element, self.page.code, self.page.language) if element.name == "a" else None]
        fate = next((self.fates[name.casefold()] for name in names if name and name.casefold() in self.fates), None)
        return fate if fate and is_mark(element.words(self.source)) else None

    def picture(self, picture: Element) -> None:
        """A picture shows no words, but it may be a mark of a fate or a flag."""
        self.begin()
        alt = picture.get("alt").strip()
        words = _PICTURE.sub("", alt)
        fate = self.fates.get(words.casefold())
        place = place_of_picture(picture, self.source, alt=True)
        if self.in_fate and words:
            self.canvas.put(f"({words.lower()})", *place)
            return
        if fate:
            with self.canvas.marked(FATE, fate, *place):
                self.canvas.put(f" ({words.lower()})", *place)
            return
        party = flag_of_file(file_of_picture(picture), [], self.page.language)
        told = party or (flag_of_file(alt, [], self.page.language) if _PICTURE.search(alt) else None)
        width = picture.get("width")
        named = told or (name_picture(file_of_picture(picture), int(width)) if width.isdecimal() else None)
        if named:
            self.canvas.mark_point(FLAG, named, *place_of_picture(picture, self.source, alt=bool(told) and not party))

    def flag(self, icon: Element) -> None:
        """The small flag before a party: its link, its alternative text or its file say whose it is."""
        picture = icon.find("img")
        if picture is None:
            self.visit_all(icon)
            return
        self.begin()
        alt = picture.get("alt").strip()
        link = icon.find("a")
        title = article_of_link(link, self.page.code, self.page.language) if link else None
        words = "" if _PICTURE.search(alt) else alt
        name = title or words or flag_of_file(file_of_picture(picture), [], self.page.language) or name_picture(file_of_picture(picture), None)
        if name and link and title:
            self.canvas.mark_point(FLAG, name, link.start, link.children[0].start if link.children else link.end)
        elif name:
            self.canvas.mark_point(FLAG, name, *place_of_picture(picture, self.source, alt=bool(words)))

    def coordinates(self, element: Element) -> None:
        """Write coordinates once, as their author gave them, and mark them with the point."""
        if self.points and self.marks.coordinates_other.intersection(element.classes):
            return
        shown = next((e for e in (element, *element.descendants()) if self.marks.coordinates_shown.intersection(e.classes)), element)
        point = _point_of(shown, self.source) or _point_of(element, self.source)
        if point is None or point in self.points:
            return
        self.points.add(point)
        self.begin()
        part = next((e for e in (shown, *shown.descendants()) if self.marks.coordinates_degrees.intersection(e.classes)), shown)
        with self.canvas.marked(COORDINATES, point, element.start, element.end):
            for child in part.children:
                self.visit(child)


def _point_of(element: Element, source: str) -> str | None:
    """The point that an element with coordinates names, as "latitude longitude" in degrees."""
    marks = page_marks()
    parts = [_first(element.descendants(), classes) for classes in (marks.coordinates_latitude, marks.coordinates_longitude)]
    plain, decimal = (_first((element, *element.descendants()), classes) for classes in (marks.coordinates_point, marks.coordinates_decimal))
    if parts[0] is not None and parts[1] is not None:
        words = _ANGLE.findall(parts[0].words(source)) + _ANGLE.findall(parts[1].words(source))
    elif plain is not None:
        words = [word.strip().replace("−", "-") for word in re.split(r"[;,]", plain.words(source))]
    elif decimal is not None:
        words = _ANGLE.findall(decimal.words(source))
    else:
        return None
    read = read_coordinates(words)
    return f"{read[1].latitude} {read[1].longitude}" if read else None


def _first(elements: Iterable[Element], classes: frozenset[str]) -> Element | None:
    """The first of some elements that has one of the classes."""
    return next((element for element in elements if not classes.isdisjoint(element.classes)), None)
