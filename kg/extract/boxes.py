"""Which of a page's infoboxes tell of the page's conflict, and which of a further one with a name of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kg.domain.fields import rule_of_field
from kg.domain.kinds import about_of_kind
from kg.extract.names.aliases import fold_name
from kg.language.language import Language, pack_of
from kg.model.article import Article, Box, Row
from kg.model.issue import Issue
from kg.model.text import NOTE, Span, Text


class Conflicts(NamedTuple):
    """A page with the infoboxes of its own conflict alone, and one article for each further conflict: its box, titled by its name."""

    page: Article
    further: tuple[Article, ...]
    issues: tuple[Issue, ...]


def split_conflicts(article: Article) -> Conflicts:
    """Tell the infoboxes of further conflicts from those of the page's own: its first one, and others of the same name.

    A further box without a name is an issue ``further-infobox``: nothing tells which conflict it is about.
    """
    language = pack_of(article.source.language)
    boxes = [box for box in article.boxes if about_of_kind(box.kind, language) == "conflict"]
    if len(boxes) < 2:
        return Conflicts(article, (), ())
    first = _name(boxes[0], language)
    own = {fold_name(article.source.title), *([fold_name(first.shown)] if first else [])}
    further: dict[str, Article] = {}
    issues: list[Issue] = []
    apart: set[Span] = set()
    for box in boxes[1:]:
        name = _name(box, language)
        if name is None:
            issues.append(Issue("further-infobox", "a further infobox does not name its conflict", box.span))
        elif (key := fold_name(name.shown)) in own:
            continue
        elif key in further:
            further[key] = replace(further[key], boxes=(*further[key].boxes, box))
        else:
            further[key] = _article(article, box, name)
        apart.add(box.span)
    page = replace(article, boxes=tuple(box for box in article.boxes if box.span not in apart))
    return Conflicts(page, tuple(further.values()), tuple(issues))


def conflict_rows(article: Article) -> tuple[Row, ...]:
    """The rows of the first infobox that is about a conflict, and those that others about it have besides; () where there is none."""
    rows: list[Row] = []
    language = pack_of(article.source.language)
    for box in article.boxes:
        if about_of_kind(box.kind, language) == "conflict":
            known = {_bare(row) for row in rows} - {"title"}
            rows += [row for row in box.rows if not rows or _bare(row) not in known]
    return tuple(rows)


def _bare(row: Row) -> str:
    """The field of a row without its kind of infobox: the date of a plan is that of the conflict; the label where the field is not known."""
    return row.field.rpartition(".")[2] or row.label


def _name(box: Box, language: Language) -> Text | None:
    """The name that an infobox gives its conflict."""
    lines = (line.text.strip() for row in box.rows if rule_of_field(row.field, language) == "title" for cell in row.cells for line in cell.lines)
    return next((line for line in (*lines, *([box.title.strip()] if box.title else [])) if any(c.isalnum() for c in line.shown)), None)


def _article(article: Article, box: Box, name: Text) -> Article:
    """The article that a further infobox makes by itself, with the footnotes that it uses; the lead tells of the page's conflict."""
    used = {mark.value for row in box.rows for cell in row.cells for line in cell.lines for mark in line.text.marked(NOTE)}
    notes = tuple(note for note in article.notes if note.key in used)
    return replace(article, title=name, lead=(), boxes=(box,), notes=notes, issues=())
