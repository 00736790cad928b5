"""The coordinates that a page shows beside its title, where its infobox gives none."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from kg.domain.kinds import about_of_kind
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Box, Cell, Line, Row
from kg.model.text import COORDINATES, Span
from kg.read.templates import find_rule, load_templates
from kg.read.wikitext.scan import Call, drop_comments, read_call, scan
from kg.read.wikitext.show import show_range

# No template with coordinates is longer, and no page has more of them before the one that is meant.
_LONGEST, _MOST = 2000, 200
_FIELD = "coordinates"


@cache
def _call(language: Language) -> re.Pattern[str]:
    """The beginning of a template with coordinates."""
    names = any_of((name for name, rule in load_templates(language).rules.items() if rule.show == "coordinates"), blank="[ _]+")
    return re.compile(rf"\{{\{{\s*(?:{names})\s*\|", re.IGNORECASE)


def add_title_point(source: str, boxes: tuple[Box, ...], language: Language) -> tuple[Box, ...]:
    """Give the first infobox of a conflict the coordinates beside the page's title as a row, where no infobox has any."""
    index = next((index for index, box in enumerate(boxes) if about_of_kind(box.kind, language) == "conflict"), None)
    lines = (line for box in boxes for row in box.rows for cell in row.cells for line in cell.lines)
    if index is None or any(line.text.marked(COORDINATES) for line in lines):
        return boxes
    row = _find_row(source, language)
    if row is None:
        return boxes
    box = boxes[index]
    return (*boxes[:index], Box(box.kind, (*box.rows, row), box.span, box.title), *boxes[index + 1 :])


def _find_row(source: str, language: Language) -> Row | None:
    for match in islice(_call(language).finditer(source), _MOST):
        start = match.start()
        if source.rfind("<!--", 0, start) > source.rfind("-->", 0, start):
            continue
        markup = scan(source, start, min(len(source), start + _LONGEST), one=True)
        if start not in markup.ends or not _is_titles(read_call(markup, start), source, language):
            continue
        text, _ = show_range(source, start, markup.ends[start], language)
        if text.marked(COORDINATES):
            return Row(_FIELD, _FIELD, (Cell((Line(text),)),), Span(start, markup.ends[start]))
    return None


def _is_titles(call: Call, source: str, language: Language) -> bool:
    """Whether a template shows its coordinates beside the title: one of its arguments says so, or its name does."""
    templates, rule = load_templates(language), find_rule(call.name, language)
    argument = call.get(*templates.display)
    if argument is None:
        return rule is not None and rule.value == "title"
    places = drop_comments(source[argument.start : argument.end]).lower().split(",")
    return any(place.strip() in templates.display_title for place in places)
