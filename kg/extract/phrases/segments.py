"""Pieces of a cell's text between separators, links kept whole, and the words of a finding that come from a piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.text import LINK, NOTE, Mark, Text


def split_outside_links(text: Text, separator: re.Pattern[str]) -> tuple[Text, ...]:
    """Split at each match of the separator that touches no link; the matches are left out, empty pieces too."""
    links = [(mark.start, mark.end) for mark in text.marked(LINK)]
    pieces, at, index = [], 0, 0
    for match in separator.finditer(text.shown):
        while index < len(links) and links[index][1] <= match.start():
            index += 1
        if index < len(links) and links[index][0] < match.end():
            continue
        pieces.append(text.cut(at, match.start()).strip())
        at = match.end()
    pieces.append(text.cut(at).strip())
    return tuple(piece for piece in pieces if piece)


def strip_leading(text: Text, leading: re.Pattern[str]) -> Text:
    """Take matches of a pattern off the front as long as there are any; a link is never cut into."""
    shown, end = text.shown, len(text.shown.rstrip())
    link = min((mark.start for mark in text.marked(LINK) if mark.end > mark.start), default=len(shown))
    start = at = 0
    while (match := leading.match(shown, at, end if at else len(shown))) and at < match.end() <= link:
        start = match.end()
        at = len(shown) - len(shown[start:].lstrip()) if shown[start : start + 1].isspace() else start
    return text.cut(start).strip() if start else text


def one_line(text: Text) -> str:
    """The words as shown with single blanks."""
    return " ".join(text.shown.split())


def note_keys(text: Text) -> tuple[str, ...]:
    """The keys of the footnotes that a text carries, each once."""
    return tuple(dict.fromkeys(mark.value for mark in text.marked(NOTE)))


def whole_link(text: Text, slack: int = 0) -> Mark | None:
    """The link that a text is as a whole, None where it is none; ``slack`` characters beside it do not count."""
    size = len(text.shown) - slack
    return next((link for link in text.marked(LINK) if link.end - link.start >= size), None)


def is_within_link(text: Text, at: int) -> bool:
    """Whether a place in a text lies inside a link."""
    return any(link.start < at < link.end for link in text.marked(LINK))


def link_pieces(text: Text) -> Iterator[tuple[Text, str | None]]:
    """The linked parts of a text and the titles they link to, None where a link leads to a part of a page only."""
    for mark in text.marked(LINK):
        if mark.end > mark.start:
            yield text.cut(mark.start, mark.end), mark.value or None
