"""Outputs of a build beside the graphs: issues as lines and as JSON, and the HTML report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from kg.cli.io.terminal import say

if TYPE_CHECKING:
    from kg.pipeline.article import Built
    from kg.pipeline.run import Outcome
    from kg.validation.shapes import Report

# More issues than this are not shown one by one.
_SHOWN = 10


def tell_issues(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Print the first issues of a run with their place and code, and pass the outcomes on; why a page is not of the domain is told elsewhere."""
    from kg.output.issues import place_of_issue

    told = 0
    for outcome in outcomes:
        for issue in outcome.built.issues if outcome.built.refused is None else ():
            if told < _SHOWN:
                say(f"{place_of_issue(outcome.built, issue)}: {issue.message} [{issue.code}]")
            told += 1
        yield outcome
    if told > _SHOWN:
        say(f"… and {told - _SHOWN} more issues: --issues FILE lists all")


def write_issues(outcomes: Iterator[Outcome], out: TextIO) -> Iterator[Outcome]:
    """Write each issue as a line of JSON; positions, lines and columns refer to the article's source."""
    from kg.output.issues import issue_lines

    for outcome in outcomes:
        out.writelines(issue_lines(outcome.built, outcome.built.article.source.file))
        yield outcome


def write_report(outcomes: Iterator[Outcome], path: str) -> Iterator[Outcome]:
    """Write the report while the outcomes pass."""
    from kg.output.report import write_report as write

    passed: list[Outcome] = []

    def sections() -> Iterator[tuple[Built, Report | None]]:
        for outcome in outcomes:
            passed.append(outcome)
            yield outcome.built, outcome.report

    for _ in write(sections(), path):
        yield from passed
        passed.clear()
