"""Who fought whom, as the lead tells it: a party that becomes a side of its own, and opposing sides where the infobox has none."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.lead_patterns import load_lead_patterns
from kg.extract.prose import Prose
from kg.finding import Date, Finding, Period, Side

_SIDED = ("belligerent", "supporter", "participant")


def read_sides(marked: tuple[Prose, ...], findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Read parties that join as a side of their own from a day on; the two sides of the first sentence where no row tells them."""
    for prose in marked:
        yield from _joined(prose)
    if not any(finding.relation in _SIDED for finding in findings):
        yield from _opposed(marked)


def _joined(prose: Prose) -> Iterator[Finding]:
    patterns = load_lead_patterns()
    for pattern in patterns.by_kind["joined"]:
        for match in pattern.words.finditer(prose.masked):
            party, value = prose.slots[int(match["party"])].mention, prose.slots[int(match["date"])].date
            number = patterns.ordinals.get(match["ordinal"] or "")
            first = value.start if isinstance(value, Period) else value
            if party and number and isinstance(first, Date):
                yield Finding(Side(number), "belligerent", party, (prose.span(match),), "lead-side", (("from", first),))


def _opposed(marked: tuple[Prose, ...]) -> Iterator[Finding]:
    for pattern in load_lead_patterns().by_kind["opposed"]:
        match = pattern.words.search(marked[0].masked) if marked else None
        if match:
            for number, name in enumerate(("first", "second"), 1):
                mention = marked[0].slots[int(match[name])].mention
                if mention:
                    yield Finding(Side(number), "belligerent", mention, (marked[0].span(match),), "lead-opposed")
            return
