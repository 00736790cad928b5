"""Infoboxes of wikitext: where they stand, and their parameters as rows with cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg.domain.fields import field_of_parameter, is_sided, rule_of_field
from kg.domain.kinds import about_of_kind
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Box, Cell, Line, Row
from kg.model.issue import Issue
from kg.model.text import COORDINATES, Mark, Piece, Span, Text
from kg.read.coordinates import read_coordinates
from kg.read.namespaces import load_namespaces
from kg.read.templates import load_templates
from kg.read.wikitext.invoke import is_invoke
from kg.read.wikitext.scan import Argument, Markup, drop_comments, read_call, scan, strip_range
from kg.read.wikitext.show import Writer
from kg.read.wikitext.tags import load_tags
from kg.read.wikitext.writing import Footnote
from kg.values import dataclass

_HEADING = re.compile(r"\n==")
_PARAMETER = re.compile(r"\n[ \t]*\|[ \t]*(?P<name>[^\W\d_][\w -]*?)[ \t]*=")
_CLOSE = re.compile(r"\n[ \t]*\}\}")
_BLANK = re.compile(r"\n[ \t]*\n")
_NUMBER = re.compile(r"[ _]?\d+[a-z]?$")
_JOINT = frozenset({"strength", "casualties"})
# A module is called with its name and that of its function before the parameters.
_MODULE_ARGUMENTS = 2
_IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """An infobox found in a page: its kind, where it stands, and whether its closing braces are there."""

    kind: str
    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class BoxReading:
    """An infobox that was read, the footnotes it uses, and what was not understood."""

    box: Box
    footnotes: tuple[Footnote, ...]
    issues: tuple[Issue, ...]


@cache
def _box_pattern(language: Language) -> re.Pattern[str]:
    """The beginning of an infobox: a name that begins like one, or one of those that are called otherwise."""
    templates = load_templates(language)
    space, prefixes = any_of(load_namespaces(language).template), any_of(templates.box_prefixes, blank="[ _]+")
    others, invoke = any_of(templates.boxes, blank="[ _]+"), any_of((load_tags().invoke,))
    return re.compile(
        rf"\{{\{{\s*(?:(?:{space}|{invoke})\s*:\s*)?(?:(?:{prefixes})(?:[ _]|<!--.*?-->)+(?P<kind>[^|{{}}<\n]*)|(?P<old>{others})\s*[|\n])",
        re.IGNORECASE,
    )


def find_boxes(markup: Markup, language: Language) -> Iterator[tuple[Markup, BoxPlace]]:
    """Find the infoboxes of the domain in a page; ``markup`` is its lead, beyond which the page is scanned only where it holds one.

    A box that is never closed is taken to end before the next heading or box.
    """
    source, reached = markup.source, 0
    comments, unclosed = _comments(markup), _starts(markup, "<!--")
    matches = [(match.start(), kind) for match in _box_pattern(language).finditer(source) if about_of_kind(kind := _kind(match, language), language)]
    for index, (start, kind) in enumerate(matches):
        if start < reached:
            continue
        if start >= markup.stop:
            markup = scan(source, markup.stop)
            comments, unclosed = _comments(markup), _starts(markup, "<!--")
        if start in markup.ends:
            place = BoxPlace(kind, start, markup.ends[start], True)
        elif _is_within(comments, start):
            continue
        else:
            following = matches[index + 1][0] if index + 1 < len(matches) else len(source)
            hidden = min(unclosed[(next_one := bisect_right(unclosed, start)) : next_one + 1], default=following)
            place = BoxPlace(kind, start, _guess_end(source, start, min(following, hidden)), False)
        reached = place.end
        yield markup, place


def _kind(match: re.Match[str], language: Language) -> str:
    name = " ".join((match["kind"] or match["old"] or "").replace("_", " ").lower().split())
    return name if match["kind"] else load_templates(language).boxes.get(name, "")


def _comments(markup: Markup) -> list[tuple[int, int]]:
    """The comments and raw tags, which the scan passed over: none is within another."""
    return sorted((start, end) for start, end in markup.ends.items() if markup.source[start] == "<")


def _starts(markup: Markup, sign: str) -> list[int]:
    """Where what begins with a sign begins and is never closed, in order."""
    return [at for at in markup.unclosed if markup.source.startswith(sign, at)]


def _is_within(ranges: list[tuple[int, int]], at: int) -> bool:
    """Whether a place stands in one of some ranges, in order, of which none is within another."""
    before = bisect_left(ranges, (at,))
    return before > 0 and at < ranges[before - 1][1]


def _guess_end(source: str, start: int, following: int) -> int:
    heading = _HEADING.search(source, start, following)
    end = heading.start() if heading else following
    last = start
    for last_parameter in _PARAMETER.finditer(source, start, end):
        last = last_parameter.end()
    close = _CLOSE.search(source, last, end)
    blank = _BLANK.search(source, last, end)
    return close.end() if close else blank.start() if blank else end


def _parameters(markup: Markup, place: BoxPlace) -> Iterator[tuple[Markup, Argument]]:
    """Give the parameters in order; in a box that is not closed each value is scanned by itself, so that no error reaches the next."""
    source = markup.source
    if place.closed:
        call = read_call(markup, place.start)
        named = call.arguments[_MODULE_ARGUMENTS:] if is_invoke(call) else call.arguments
        yield from ((markup, argument) for argument in named)
        return
    matches = list(_PARAMETER.finditer(source, place.start, place.end))
    for index, match in enumerate(matches):
        stop = matches[index + 1].start() if index + 1 < len(matches) else place.end
        low, high = strip_range(source, match.end(), stop)
        yield scan(source, low, high), Argument(match["name"], low, high, False, match.start() + 1)


def _last_ones(parameters: Iterable[tuple[Markup, Argument]]) -> tuple[tuple[Markup, Argument], ...]:
    """Of two parameters with one name the later counts, as in MediaWiki."""
    found: dict[str, tuple[Markup, Argument]] = {}
    for markup, argument in parameters:
        found.pop(argument.name, None)
        found[argument.name] = (markup, argument)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Value:
    """A parameter with what it shows."""

    name: str
    field: str
    number: int | None
    lines: tuple[Line, ...]
    span: Span


def read_box(markup: Markup, place: BoxPlace, title: str, language: Language) -> BoxReading:
    """Read an infobox: a row for each field, with a cell for each side; parameters without a value give none."""
    values, footnotes, issues = list[_Value](), list[Footnote](), list[Issue]()
    first, last = bisect_right(markup.unclosed, place.start), bisect_left(markup.unclosed, place.end)
    if not place.closed and not any(markup.source[at] == "{" for at in markup.unclosed[first:last]):
        issues.append(Issue("unclosed-markup", "the infobox is never closed", Span(place.start, place.start + 2)))
    parameters = _last_ones(_parameters(markup, place))
    for scope, argument in parameters:
        if argument.end <= argument.start:
            continue
        field, number = field_of_parameter(argument.name, place.kind, language)
        writer = Writer(scope, language, title=title)
        writer.show(argument.start, argument.end, block=True)
        lines = writer.lines()
        if rule_of_field(field, language) != _IGNORE:
            issues += writer.issues
        if not lines:
            continue
        values.append(_Value(argument.name, field, number, lines, Span(argument.at, argument.end)))
        footnotes += writer.footnotes
    arguments = {argument.name: argument for _, argument in parameters}
    rows = _rows(_join_point(markup.source, values, arguments, language), language)
    name = next((row.cells[0].lines[0].text for row in rows if rule_of_field(row.field, language) == "title"), None)
    return BoxReading(Box(place.kind, rows, Span(place.start, place.end), name), tuple(footnotes), tuple(issues))


def _join_point(source: str, values: list[_Value], arguments: Mapping[str, Argument], language: Language) -> list[_Value]:
    """Put coordinates together that several parameters give number by number, where the box gives none as a whole."""
    if any(line.text.marked(COORDINATES) for value in values for line in value.lines):
        return values
    for names in load_templates(language).points:
        given = [arguments[name] for name in names if name in arguments and arguments[name].end > arguments[name].start]
        found = read_coordinates([drop_comments(source[a.start : a.end]).strip() for a in given])
        unambiguous = len(given) == 2 or any(a.name in (names[len(names) // 2 - 1], names[-1]) for a in given)
        if found and unambiguous:
            shown, point = found
            span = Span(min(a.start for a in given), max(a.end for a in given))
            mark = Mark(COORDINATES, f"{point.latitude} {point.longitude}", 0, len(shown), span)
            text = Text(shown, (Piece(0, span.start, span.end),), (mark,))
            joined = _Value("coordinates", "coordinates", None, (Line(text),), span)
            return [*(value for value in values if value.name not in names), joined]
    return values


def _rows(values: list[_Value], language: Language) -> tuple[Row, ...]:
    """Put the cells of one field together; a number beyond the sides that the box has means all of them."""
    sides = max((value.number or 0 for value in values if value.field == "belligerents"), default=0) or 2
    grouped: dict[str, list[_Value]] = {}
    for value in values:
        grouped.setdefault(value.field if value.number or is_sided(value.field, language) else f"={value.name}", []).append(value)
    rows = []
    for group in grouped.values():
        first = group[0]
        label = _NUMBER.sub("", first.name) if first.number else first.name
        cells = tuple(sorted((Cell(value.lines, _column(value, sides)) for value in group), key=lambda cell: cell.column or sides + 1))
        rows.append(Row(first.field, label, cells, Span(min(v.span.start for v in group), max(v.span.end for v in group))))
    return tuple(rows)


def _column(value: _Value, sides: int) -> int:
    number = value.number or 0
    return 0 if number > sides and value.field in _JOINT else number
