"""What came of a verification, for people and for programs. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.plurals import counted, noun_for
from kg.publish.verify.check import FAILED, NOT_CHECKED, PASSED, Result

MARKS = {PASSED: "✓", FAILED: "✗", NOT_CHECKED: "–"}


def to_lines(result: Result) -> list[str]:
    """A result in lines: the promise, and below it what broke it, with the file."""
    lines = [f"{MARKS[result.status]} {result.words}" + (f"  [{result.status}]" if result.status != PASSED else "")]
    lines += [f"    {failure}" for failure in result.failures]
    if result.count > len(result.failures):
        lines.append(f"    … and {result.count - len(result.failures):,} more")
    lines += [f"    not checked: {gap}" for gap in result.gaps]
    return lines


def sum_up(place: str, results: Sequence[Result]) -> str:
    """The whole in a sentence."""
    counts = {status: sum(result.status == status for result in results) for status in (PASSED, FAILED, NOT_CHECKED)}
    rest = f", {counts[NOT_CHECKED]} not checked" if counts[NOT_CHECKED] else ""
    if counts[FAILED]:
        return f"{place}: {counts[FAILED]} of {counted(len(results), 'promise')} {noun_for(counts[FAILED], 'is', 'are')} broken{rest}"
    return f"{place}: {counted(counts[PASSED], 'promise')} {noun_for(counts[PASSED], 'holds', 'hold')}{rest}"


def to_json(place: str, results: Sequence[Result]) -> str:
    """The results as a JSON object."""
    told: dict[str, Any] = {
        "release": place,
        "verified": not any(result.count for result in results),
        "checks": [
            {
                "name": result.name,
                "promise": result.words,
                "status": result.status,
                "failures": [failure._asdict() for failure in result.failures],
                "count": result.count,
                "not_checked": list(result.gaps),
            }
            for result in results
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
