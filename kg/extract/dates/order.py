"""No statement ends before it begins: dates of an article that contradict each other so are dropped, with an issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from kg.extract.dates.calendar import sort_key
from kg.model.finding import Date, Finding, Subject
from kg.model.issue import Issue

_BOUNDS = ("from", "until")
_PAIRS = (("start", "end"), ("activeFrom", "activeUntil"), ("birthDate", "deathDate"))


def drop_reversed(findings: Iterable[Finding]) -> Iterator[Finding | Issue]:
    """The findings in their order, without the dates by which one ends before it begins, and an issue ``end-before-start`` for each of those.

    A finding loses its bounds "from" and "until"; a subject its first and last dates where no pair of them is in order.
    """
    findings = tuple(findings)
    wrong = {relation for pair in _reversed_pairs(findings) for relation in pair}
    for finding in findings:
        if (finding.subject, finding.relation) in wrong:
            yield Issue("end-before-start", f"{finding.relation}: the end of this comes before its start", finding.evidence[0])
        else:
            yield from _check_bounds(finding)


def _reversed_pairs(findings: Iterable[Finding]) -> Iterator[tuple[tuple[Subject, str], tuple[Subject, str]]]:
    """Subjects with the relations of the first and the last date of which no pair is in order."""
    told: dict[tuple[Subject, str], list[Date]] = defaultdict(list)
    for finding in findings:
        if isinstance(finding.object, Date):
            told[finding.subject, finding.relation].append(finding.object)
    for (subject, relation), starts in told.items():
        for first, last in _PAIRS:
            ends = told.get((subject, last), ()) if relation == first else ()
            if ends and all(_is_reversed(start, end) for start, end in product(starts, ends)):
                yield (subject, first), (subject, last)


def _check_bounds(finding: Finding) -> Iterator[Finding | Issue]:
    told = dict(finding.qualifiers)
    start, end = told.get("from"), told.get("until")
    if not isinstance(start, Date) or not isinstance(end, Date) or not _is_reversed(start, end):
        yield finding
        return
    yield replace(finding, qualifiers=tuple(one for one in finding.qualifiers if one[0] not in _BOUNDS))
    yield Issue("end-before-start", f"the end {end.edtf} comes before the start {start.edtf}", finding.evidence[0])


def _is_reversed(start: Date, end: Date) -> bool:
    return sort_key(end, 1) < sort_key(start, 0)
