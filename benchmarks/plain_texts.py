"""Articles whose columns markup tells, rendered as plain text that has lost them: material to measure the column search on.

A rendering joins the cells of a row as the extractions do that the first input stands for: cells of one line on one line, a line break after
a cell of several lines, blank lines around lists and paragraphs; flags leave a word, a blank or nothing. Every part of a rendered row
keeps the column that it came from. Conflicts of three sides are seldom met, so that they are also made: a side of another article joins the two
of an article, and one sentence of invented wording tells of it. Everything is made in memory, and the same for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.article import Article, Line
from kg.model.text import FATE, FLAG
from kg.read.registry import open_articles
from kg.read.text.article import read_text

LABELS = {
    "belligerents": "Belligerents",
    "commanders": "Commanders and leaders",
    "units": "Units involved",
    "strength": "Strength",
    "casualties": "Casualties and losses",
}
FRAME = {"part_of": "Part of", "date": "Date", "place": "Location", "outcome": "Result"}
SETS = ("br", "list", "paragraphs", "as-is")
THIRD = (
    "{third} fought against both.",
    "{third} joined the fighting as a third side.",
    "Later the fighting was between {first}, {second} and {third}.",
    "{first} and {second} were both attacked by {third}.",
    "It was a three-way struggle of {first}, {second} and {third}.",
    "",
    "",
)


class Part(NamedTuple):
    """A stretch of a rendered text that came from one column of a row."""

    start: int
    end: int
    field: str
    column: int


class Value(NamedTuple):
    """A cell to be rendered: its lines as (depth, gap, shown, whether a flag stood first, its word)."""

    column: int
    lines: tuple[tuple[int, int, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What is rendered of an article; ``frame`` has the lines of each row above the sides as (whether it is an item of a list, shown)."""

    name: str
    title: str
    box: str
    lead: tuple[str, ...]
    frame: tuple[tuple[str, tuple[tuple[bool, str], ...]], ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]

    @property
    def sides(self) -> int:
        """How many columns its rows have."""
        return max((value.column for _, values in self.rows for value in values), default=0)


@dataclass(frozen=True, slots=True)
class Style:
    """How a rendering sets lines and flags."""

    double: bool
    sets: str
    flags: str
    bullets: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text, read again; ``parts`` tell the columns that it has lost."""

    name: str
    sides: int
    text: str
    article: Article
    parts: tuple[Part, ...]

    def column_at(self, start: int, end: int) -> int | None:
        """The column of a stretch; None where it is of two, or of no row."""
        found = {part.column for part in self.parts if part.start < end and start < part.end}
        return found.pop() if len(found) == 1 else None


def read_models(folders: Iterable[str]) -> Iterator[Model]:
    """The articles of folders whose rows have two columns or more."""
    for article in open_articles(list(folders)):
        if isinstance(article, Article):
            model = to_model(article)
            if model.sides > 1 and any(field == "belligerents" for field, _ in model.rows):
                yield model


def to_model(article: Article) -> Model:
    """What is rendered of an article."""
    rows, frame = [], []
    for row in article.boxes[0].rows if article.boxes else ():
        if row.field in LABELS and row.field not in dict(rows):
            values = tuple(Value(cell.column or 0, lines) for cell in row.cells if (lines := tuple(_shown(cell.lines))))
            rows.append((row.field, values))
        elif row.field in FRAME and row.field not in dict(frame):
            frame.append((row.field, tuple((depth > 0, shown) for cell in row.cells for depth, _, shown, _ in _shown(cell.lines))))
    ordered = tuple((field, dict(rows)[field]) for field in LABELS if field in dict(rows))
    lead = tuple(text.shown.replace("\n", " ") for text in article.lead)
    titled = (line for row in (article.boxes[0].rows if article.boxes else ()) if row.field == "title" for cell in row.cells for line in cell.lines)
    box = "\n\n".join(line.text.shown for line in titled) or article.source.title
    return Model(article.source.title, article.source.title, box, lead, tuple(frame), ordered)


def _shown(lines: Iterable[Line]) -> Iterator[tuple[int, int, str, str | None]]:
    for line in lines:
        shown = line.text.shown.strip()
        for mark in line.text.marked(FATE):
            if mark.start == mark.end and mark.end >= len(line.text.shown.rstrip()):
                shown += " \u00a0"
        flag = next((mark.value for mark in line.text.marked(FLAG) if mark.start <= 1), None)
        if shown.strip():
            yield line.depth, line.gap, shown, flag


class _Page:
    """A text that grows line by line, with the parts of its rows."""

    def __init__(self, double: bool) -> None:
        self.text = ""
        self.parts: list[Part] = []
        self.double = double

    def end_line(self, blank: bool = False) -> None:
        """End the line that is open; ``blank``: a blank line follows (one more in double spacing)."""
        self._end("\n" * (1 + blank + self.double))

    def end_cell(self, blank: bool, joined: bool) -> None:
        """End a cell of several lines: in double spacing the next one follows right below, or on the same line where they are ``joined``."""
        if blank or not self.double:
            self.end_line(blank)
        elif not joined:
            self._end("\n")

    def _end(self, wanted: str) -> None:
        have = len(self.text) - len(self.text.rstrip("\n"))
        self.text += "\n" * max(0, len(wanted) - have)

    def put(self, shown: str, field: str, column: int) -> None:
        """Put words on the line that is open."""
        if self.text and not self.text.endswith("\n"):
            self.text += " "
        start = len(self.text) + len(shown) - len(shown.lstrip())
        self.text += shown
        self.parts.append(Part(start, len(self.text.rstrip()), field, column))


def render(model: Model, style: Style) -> Rendered:
    """Render and read again."""
    page = _Page(style.double)
    lead = "\n\n".join(model.lead)
    page.text = f"{model.title}\n\n{lead}\n\n{model.box}\n\n"
    for field, lines in model.frame:
        _put_frame(page, field, lines)
    for field, values in model.rows:
        page.text += LABELS[field]
        page.end_line()
        for value in values:
            _put_value(page, field, value, style)
        page.end_line()
    return Rendered(model.name, model.sides, page.text, read_text(page.text.encode()), tuple(page.parts))


def _put_frame(page: _Page, field: str, lines: Sequence[tuple[bool, str]]) -> None:
    """Put a row above the sides: one line behind its label; several below it, between blank lines, where they make a list."""
    block = any(item for item, _ in lines)
    shown = "\n".join(f"* {line}" if item else line for item, line in lines)
    page.text += FRAME[field] + ("\n\n" if block else " ") + shown
    page.end_line(blank=block)


def _put_value(page: _Page, field: str, value: Value, style: Style) -> None:
    lines = value.lines
    blocks = style.sets == "paragraphs" or (style.sets == "list" and len(lines) > 1) or (any(depth for depth, *_ in lines) and style.sets == "as-is")
    if len(lines) == 1 and not blocks:
        page.put(_line(lines[0], style), field, value.column)
        return
    if blocks:
        page.end_line(blank=True)
    nested = False
    for number, (depth, gap, shown, flag) in enumerate(lines):
        if number:
            deeper = depth > lines[0][0]
            apart = (style.sets == "as-is" and gap > 0) or (style.sets == "paragraphs" and depth == 0) or (blocks and deeper != nested)
            page.end_line(blank=apart)
            nested = deeper
        bullet = "  • " if style.bullets and depth > lines[0][0] and blocks else ""
        page.put(bullet + _line((depth, gap, shown, flag), style), field, value.column)
    page.end_cell(blocks, style.joined)


def _line(line: tuple[int, int, str, str | None], style: Style) -> str:
    _, _, shown, flag = line
    if flag is None or style.flags == "none":
        return shown
    return f" {shown}" if style.flags == "blank" else f"{flag} {shown}"


def style_of(chance: random.Random) -> Style:
    """A style of its own for each rendering."""
    return Style(chance.random() < 0.25, chance.choice(SETS), chance.choice(("none", "blank", "word")), chance.random() < 0.6, chance.random() < 0.5)


def add_third(model: Model, donor: Model, chance: random.Random) -> Model | None:
    """The article with a side of another one as its third; None where both name one party."""
    names = [_first_name(model, 1), _first_name(model, 2), third := _first_name(donor, chosen := chance.choice((1, 2)))]
    own, others = _name_words(model, (1, 2)), _name_words(donor, (chosen,))
    if not all(names) or own & others:
        return None
    place = chance.choice((1, 2, 3, 3))
    added = dict(donor.rows)
    rows = []
    for field, values in model.rows:
        further = [Value(place, value.lines) for value in added.get(field, ()) if value.column == chosen]
        kept = [value._replace(column=value.column + (value.column >= place > 0)) for value in values if value.column]
        joint = [value for value in values if not value.column]
        if field == "belligerents" and not further:
            return None
        rows.append((field, tuple(sorted(kept + further, key=lambda value: value.column)) + tuple(joint)))
    told = chance.choice(THIRD).format(first=names[0], second=names[1], third=third)
    lead = (model.lead[0] + " " + told, *model.lead[1:]) if told and model.lead else model.lead
    return Model(f"{model.name} + {donor.name}", model.title, model.box, lead, model.frame, tuple(rows))


def _first_name(model: Model, column: int) -> str:
    return next((value.lines[0][2] for value in dict(model.rows)["belligerents"] if value.column == column), "")


def _name_words(model: Model, columns: Sequence[int]) -> set[str]:
    lines = [line[2] for value in dict(model.rows)["belligerents"] if value.column in columns for line in value.lines]
    return {word[:5].casefold() for shown in lines for word in shown.split() if len(word) > 4}


def make_material(models: Sequence[Model], seed: int = 1, each: int = 1, threes: int = 1) -> Iterator[Rendered]:
    """Renderings of all articles, and of articles with a third side."""
    chance = random.Random(seed)
    for model in models:
        for _ in range(each):
            yield render(model, style_of(chance))
        for _ in range(threes):
            donors = chance.sample(list(models), min(12, len(models)))
            made = next((three for donor in donors if donor is not model and (three := add_third(model, donor, chance))), None)
            if made:
                yield render(made, style_of(chance))
