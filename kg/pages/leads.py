"""What a page is about in one line, for search engines and where its address is shared: of what the page itself shows."""

from __future__ import annotations

from kg.pages.conflict import ConflictPage
from kg.pages.parts.dates import show_date
from kg.pages.thing import ThingPage

LONGEST = 200
GENERAL = (
    "Armed conflicts as linked data: who fought on which side, who commanded, how strong, what losses. Each fact leads to the words it stands on."
)
_NAMED = 3


def lead_of_conflict(page: ConflictPage) -> str:
    """Who against whom, when, where and with what result, as far as that is known."""
    sides = " against ".join(side.name for side in page.sides)
    told = [sides, *(part for part in (_dates(page), _first(page, "place"), _first(page, "outcome")) if part)]
    return cut(f"{page.name}: {'; '.join(part for part in told if part)}" if any(told) else page.name)


def lead_of_thing(page: ThingPage) -> str:
    """Its kind and the first of its conflicts."""
    names = list(dict.fromkeys(part.dated.name for part in page.parts))
    more = " and others" if len(names) > _NAMED else ""
    return cut(f"{page.name} ({page.kind.lower()})" + (f": {', '.join(names[:_NAMED])}{more}" if names else ""))


def cut(text: str) -> str:
    """A line that is not too long to be shown whole."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rpartition(' ')[0]}…"


def _dates(page: ConflictPage) -> str:
    when = _first(page, "when")
    if when:
        return show_date(when)
    return " – ".join(dict.fromkeys(show_date(date) for name in ("start", "end") if (date := _first(page, name))))


def _first(page: ConflictPage, name: str) -> str:
    return next((fact.items[0].name for fact in page.facts if fact.property == name and fact.items), "")
