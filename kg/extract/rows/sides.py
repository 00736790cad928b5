"""Sides that no row of parties shows: those that other rows tell of all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.finding import CONFLICT, Finding, Side


def state_sides(findings: Iterable[Finding]) -> Iterator[Finding]:
    """State each side that only its commanders, units or figures show, on the words of the first that does."""
    findings = tuple(findings)
    stated = {finding.object.number for finding in findings if finding.relation == "side" and isinstance(finding.object, Side)}
    first: dict[int, Finding] = {}
    for finding in findings:
        if isinstance(finding.subject, Side) and finding.subject.number and finding.subject.number not in stated:
            first.setdefault(finding.subject.number, finding)
    for number, finding in sorted(first.items()):
        yield Finding(CONFLICT, "side", Side(number), finding.evidence, "side-column", basis=finding.basis)
